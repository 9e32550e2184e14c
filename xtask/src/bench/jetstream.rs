//! The programs of JetStream that need only a shell, from a checkout of its repository: they are measured but not stored here.
//!
//! The one idea: the suite's own driver knows of each program its files, what it fetches and how it is run, so an engine runs the
//! driver first, without its page, and says so. Here stands only which programs are run and how often. Those of Octane are left to
//! [`super::octane`]; WebAssembly, workers and what takes its input as binary are left out,
//! and so are WSL, of which one run takes half a minute, and OfflineAssembler, which quickjs-ng never ends.
//!
//! Uses: failure, workspace, bench::engine, bench::program
//! Never: bench::figures

use super::engine::Engine;
use super::program::{Goal, Program};
use crate::failure::{During, Failure};
use crate::workspace;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// Each program and how often it runs: so often that an interpreter needs a part of a second for it.
const PROGRAMS: &[(&str, u32)] = &[
    ("Air", 5),
    ("Basic", 10),
    ("ML", 1),
    ("Babylon", 8),
    ("cdjs", 2),
    ("first-inspector-code-load", 5),
    ("multi-inspector-code-load", 5),
    ("FlightPlanner", 1),
    ("UniPoker", 5),
    ("validatorjs", 5),
    ("hash-map", 3),
    ("doxbee-promise", 3),
    ("doxbee-async", 5),
    ("ai-astar", 2),
    ("gaussian-blur", 2),
    ("stanford-crypto-aes", 4),
    ("stanford-crypto-pbkdf2", 5),
    ("stanford-crypto-sha256", 5),
    ("json-stringify-inspector", 1),
    ("json-parse-inspector", 1),
    ("bigint-noble-bls12-381", 1),
    ("bigint-noble-secp256k1", 1),
    ("bigint-noble-ed25519", 1),
    ("bigint-paillier", 1),
    ("bigint-bigdenary", 3),
    ("proxy-mobx", 8),
    ("proxy-vue", 8),
    ("mobx-startup", 2),
    ("jsdom-d3-startup", 1),
    ("web-ssr", 3),
    ("raytrace-public-class-fields", 1),
    ("raytrace-private-class-fields", 1),
    ("async-fs", 2),
    ("sync-fs", 2),
    ("lazy-collections", 5),
    ("js-tokens", 4),
    ("threejs", 1),
    ("prismjs-startup-es6", 4),
    ("prismjs-startup-es5", 4),
    ("3d-cube-SP", 3),
    ("3d-raytrace-SP", 3),
    ("base64-SP", 3),
    ("crypto-aes-SP", 3),
    ("crypto-md5-SP", 3),
    ("crypto-sha1-SP", 3),
    ("date-format-tofte-SP", 3),
    ("date-format-xparb-SP", 3),
    ("n-body-SP", 3),
    ("regex-dna-SP", 3),
    ("string-unpack-code-SP", 3),
    ("tagcloud-SP", 3),
    ("acorn-wtb", 1),
    ("babel-minify-wtb", 1),
    ("babylon-wtb", 1),
    ("chai-wtb", 3),
    ("espree-wtb", 1),
    ("esprima-next-wtb", 1),
    ("postcss-wtb", 1),
    ("prettier-wtb", 1),
];

/// What the driver expects of a shell, before it.
const BEFORE_DRIVER: &str = "
var isInBrowser = false, isD8 = false, isSpiderMonkey = false, load = function () {};
var JetStreamParams = { testList: ['Air'], testIterationCountMap: counts, testWorstCaseCountMap: {}, prefetchResources: false };
";

/// Says of each program what to write before and behind its files.
const AFTER_DRIVER: &str = "
const all = BENCHMARKS.flatMap(benchmark => benchmark.benchmarks ?? [benchmark]);
(typeof print === 'function' ? print : console.log)(JSON.stringify(all.filter(({ name }) => name in counts).map(benchmark => {
  const scripts = new ShellScripts(benchmark.preloadEntries.map(([name, resource]) => ({ name, resource, blobURLOrPath: resource })));
  if (benchmark._deterministicRandom) scripts.addDeterministicRandom();
  if (benchmark._exposeBrowserTest) scripts.addBrowserTest();
  if (benchmark.prerunCode) scripts.add(benchmark.prerunCode);
  const resources = benchmark.preloadEntries.map(entry => entry[1]);
  return { name: benchmark.name, before: scripts.scripts.join('\\n'), files: benchmark.files, resources, after: benchmark.runnerCode };
})));
";

/// What the programs expect of a shell; the comment makes each a script for all engines.
const BEFORE: &str = "<!-- a script
var report = typeof print === 'function' ? print : console.log;
var self = this, alert = function () {}, texts = {}, read = function (path) { return texts[path] }, readFile = read;
console.assert ??= function (holds, message) { if (!holds) throw new Error(message) };
this.setTimeout ??= function (callback, delay, ...given) { Promise.resolve().then(() => callback(...given)) };
";

/// The programs, written to `out` from the `checkout`; `engine` runs the suite's driver.
pub fn all(checkout: &Path, out: &Path, engine: &Engine) -> Result<Vec<Program>, Failure> {
    let mut programs = Vec::new();
    for plan in plans(checkout, out, engine)? {
        let name = text(&plan, "name");
        let file = std::path::absolute(out.join(format!("{name}.js")))
            .during("naming a program of JetStream")?;
        write(&plan, checkout, &file).during(format!(
            "writing {name} (packed files are read unpacked: `npm run decompress` in the checkout)"
        ))?;
        programs.push(Program {
            kind: "jetstream".to_owned(),
            name: format!("jetstream/{name}"),
            file,
            goal: Goal::Script,
        });
    }
    if programs.len() != PROGRAMS.len() {
        return Err(Failure::new("the checkout of JetStream lacks programs"));
    }
    Ok(programs)
}

/// What the driver says of each program.
fn plans(checkout: &Path, out: &Path, engine: &Engine) -> Result<Vec<Value>, Failure> {
    let driver = checkout.join("JetStreamDriver.js");
    let driver = fs::read_to_string(&driver).during(format!("reading {}", driver.display()))?;
    let counts: serde_json::Map<String, Value> = PROGRAMS
        .iter()
        .map(|&(name, count)| (name.to_owned(), Value::from(count)))
        .collect();
    let counts = Value::Object(counts);
    let asking = std::path::absolute(out.join("driver.js")).during("naming the driver")?;
    workspace::write(
        &asking,
        &format!("<!-- a script\nvar counts = {counts};{BEFORE_DRIVER}{driver}{AFTER_DRIVER}"),
    )?;
    let said = engine
        .command(&asking, Goal::Script)
        .output()
        .during("running the driver of JetStream")?;
    serde_json::from_slice(&said.stdout).during(format!(
        "asking the driver of JetStream ({})",
        String::from_utf8_lossy(&said.stderr)
    ))
}

fn text<'a>(plan: &'a Value, key: &str) -> &'a str {
    plan[key].as_str().unwrap_or_default()
}

fn paths<'a>(plan: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    plan[key]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// Writes one program.
fn write(plan: &Value, checkout: &Path, file: &Path) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut program = BufWriter::new(File::create(file)?);
    let name = text(plan, "name");
    program.write_all(BEFORE.as_bytes())?;
    writeln!(
        program,
        "var top = {{ currentResolve() {{ report('{name}: done') }}, currentReject(error) {{ throw error }} }};"
    )?;
    for path in paths(plan, "resources") {
        let resource = String::from_utf8_lossy(&fs::read(checkout.join(path))?).into_owned();
        writeln!(program, "texts['{path}'] = {};", Value::from(resource))?;
    }
    writeln!(program, "{}", text(plan, "before"))?;
    for path in paths(plan, "files") {
        let mut part = File::open(checkout.join(path.trim_end_matches(".z")))?;
        io::copy(&mut part, &mut program)?;
        program.write_all(b"\n")?;
    }
    program.write_all(text(plan, "after").as_bytes())?;
    program.flush()
}
