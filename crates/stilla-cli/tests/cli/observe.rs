//! `--coverage` and `--profile-cpu`: what ran, and where time went.
//!
//! Uses: the head. Never: limits.

use super::Folder;

const MATH: &str = "\
export function sign(x: number): string {
  if (x > 0) return 'plus';
  else if (x < 0) {
    return 'minus';
  }
  return x === 0 && Object.is(x, -0) ? 'minus zero' : 'zero';
}
export const never = (a = 1, { b = 2 } = {}) => a + b;
switch (sign(1)) {
  case 'plus': break;
  case 'minus': never();
}
";

/// TOOLS.md section 1: `--coverage` for tests: line, branch, function; lcov, JSON, HTML. Two files that run at the same
/// time count together; test files themselves are not told.
#[test]
fn coverage_of_tests() {
    let folder = Folder::new(
        "coverage-test",
        &[
            ("src/math.ts", MATH),
            (
                "tests/a.test.ts",
                "import { sign } from '../src/math.ts'; test('a', () => { expect(sign(0)).toBe('zero') })",
            ),
            (
                "tests/b.test.ts",
                "import { sign } from '../src/math.ts'; test('b', () => { expect(sign(1)).toBe('plus') })",
            ),
        ],
    );
    let ran = folder.stilla(&["test", "--coverage"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(
        ran.err,
        "\
file        |   lines | branches | functions | lines that never ran
src/math.ts |  75.0 % |   53.8 % |    50.0 % | 4, 11
all files   |  75.0 % |   53.8 % |    50.0 %
"
    );
    let lcov = folder.read("coverage/lcov.info");
    let lines: Vec<&str> = lcov.lines().collect();
    for line in [
        "SF:src/math.ts",
        "FN:1,sign",
        "FNDA:4,sign",
        "FNDA:0,never",
        "BRDA:2,0,0,3",
        "BRDA:2,0,1,1",
        "BRDA:3,1,0,0",
        "BRDA:3,1,1,1",
        "BRDA:6,2,0,1",
        "BRDA:6,2,1,1",
        "BRDA:6,3,0,0",
        "BRDA:6,3,1,1",
        "BRDA:9,7,0,2",
        "BRDA:9,7,1,0",
        "DA:2,4",
        "DA:4,0",
        "LF:8",
        "LH:6",
        "end_of_record",
    ] {
        assert!(lines.contains(&line), "{line} in {lcov}");
    }
    let json = folder.read("coverage/coverage-final.json");
    for part in [
        "\"src/math.ts\":{",
        "\"type\":\"cond-expr\"",
        "\"f\":{\"0\":4,\"1\":0}",
    ] {
        assert!(json.contains(part), "{part} in {json}");
    }
    let page = folder.read("coverage/index.html");
    assert!(
        page.contains("<td>src") || page.contains(">src/math.ts<"),
        "{page}"
    );
    assert!(page.contains("class=\"missed\""), "{page}");
    assert!(!page.contains("http") && !page.contains("src="), "{page}");
}

/// TOOLS.md section 1: `--coverage` for `run`, and a threshold.
#[test]
fn coverage_of_a_program() {
    let text = "let t;\nt ??= 5;\nif (t > 9) {\n  console.log('no');\n}\n";
    let folder = Folder::new("coverage-run", &[("a.js", text)]);
    let arguments = ["run", "--coverage", "--coverage-reporter=lcov", "a.js"];
    let ran = folder.stilla(&arguments);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(0), "", "")
    );
    let lcov = folder.read("coverage/lcov.info");
    assert!(
        lcov.contains("\nDA:2,1\nDA:3,1\nDA:4,0\nLF:3\nLH:2\n"),
        "{lcov}"
    );
    let arguments = [
        "run",
        "--coverage-threshold=70",
        "--coverage-reporter=text",
        "a.js",
    ];
    let ran = folder.stilla(&arguments);
    assert_eq!(ran.code, Some(1));
    let told = "stilla: 66.7 % of the lines ran, less than 70 %\n";
    assert!(ran.err.ends_with(told), "{}", ran.err);
}

/// Programs do the same while they are counted: loops, labels, generators, classes, tail calls.
#[test]
fn counted_programs_do_the_same() {
    let folder = Folder::new("coverage-same", &[]);
    let tests = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/js/language");
    let arguments = ["test", "--coverage", "--coverage-reporter=lcov", tests];
    let ran = folder.stilla(&arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
}

/// TOOLS.md section 1: `--profile-cpu`: flame graph and table by function. A function without loops and calls is found.
#[test]
fn a_profile_tells_where_time_goes() {
    let text = "
        function leaf(x) { return Math.sin(x) + Math.cos(x) + Math.exp(x % 3) + Math.tan(x); }
        function main() { let sum = 0; for (let i = 0; i < 150000; i++) sum += leaf(i); return sum; }
        main();
        console.log('done');";
    let folder = Folder::new("profile-cpu", &[("a.js", text)]);
    let ran = folder.stilla(&["run", "--profile-cpu=flames.svg", "a.js"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "done\n"), "{ran:?}");
    let first = ran.err.lines().nth(1).unwrap_or_default();
    assert!(first.ends_with("leaf a.js:2"), "{}", ran.err);
    assert!(ran.err.contains("main a.js:3\n"), "{}", ran.err);
    let svg = folder.read("flames.svg");
    assert!(
        svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"),
        "{svg}"
    );
    assert!(svg.contains("<title>leaf a.js:2: "), "{svg}");
}

/// Row "`--coverage`": as in Vitest, files that nothing loaded count too where that is asked for.
#[test]
fn files_that_nothing_loaded_are_told_where_that_is_asked_for() {
    let folder = Folder::new(
        "coverage-all",
        &[
            ("src/used.js", "export const used = () => 1;\n"),
            (
                "src/unused.ts",
                "import './gone.js';\nexport function never(a: number) {\n  if (a) return 1;\n  return 2;\n}\n",
            ),
            ("src/broken.js", "let let = 1"),
            ("lib/script.js", "console.log('not run')\n"),
            ("types.d.ts", "declare const a: number;"),
            ("node_modules/other/index.js", "1"),
            (
                "tests/a.test.js",
                "import { used } from '../src/used.js'; test('a', () => { expect(used()).toBe(1) })",
            ),
        ],
    );
    let told = |flags: &[&str]| {
        let arguments = [&["test", "--coverage", "--coverage-reporter=text"], flags].concat();
        let ran = folder.stilla(&arguments);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(!ran.out.contains("not run"), "{}", ran.out);
        ran.err
    };
    assert_eq!(
        told(&["--coverage-all"]),
        "\
stilla: src/broken.js is left out: SyntaxError: src/broken.js:1:5: 'let' can't be the name of a lexical declaration
file          |   lines | branches | functions | lines that never ran
lib/script.js |   0.0 % |  100.0 % |   100.0 % | 1
src/unused.ts |   0.0 % |    0.0 % |     0.0 % | 3-4
src/used.js   | 100.0 % |  100.0 % |   100.0 % | 
all files     |  25.0 % |    0.0 % |    50.0 %
"
    );
    let of_source = told(&[
        "--coverage-include=src/*.{js,ts}",
        "--coverage-exclude=**/broken.*",
    ]);
    assert!(
        of_source.contains("src/unused.ts")
            && !of_source.contains("lib/")
            && !of_source.contains("broken"),
        "{of_source}"
    );
    let loaded = told(&["--coverage-exclude=lib/**"]);
    assert!(!loaded.contains("unused"), "{loaded}");
}
