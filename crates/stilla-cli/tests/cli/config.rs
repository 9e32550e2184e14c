//! Configurations: which one is read, what it may say, and what is said about a bad one.
//!
//! Uses: the head. Never: std::process.

use super::{Folder, check};

/// Refused with this complaint and exit code 2.
#[track_caller]
fn refused(name: &str, configuration: (&str, &str), complaint: &str) {
    let folder = Folder::new(name, &[("a.js", "1"), configuration]);
    let ran = folder.stilla(&["run", "a.js"]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(2), "", complaint)
    );
}

/// Row "Configuration: `stilla.toml` > `stilla.json5` > `stilla.json`".
#[test]
fn toml_wins_over_json5_and_json() {
    let files = [
        ("a.js", "7"),
        ("stilla.toml", "print = true\n"),
        ("stilla.json5", "{nonsense: 1}"),
        ("stilla.json", "{\"nonsense\": 1}"),
    ];
    let folder = Folder::new("config-order", &files);
    assert_eq!(folder.stilla(&["run", "a.js"]).out, "7\n");
    std::fs::remove_file(folder.0.join("stilla.toml")).expect("it is there");
    let complaint = "stilla: stilla.json5:1:2: there is no key 'nonsense'\n";
    assert_eq!(folder.stilla(&["run", "a.js"]).err, complaint);
}

/// Row "command line > file's folder > root > default", "nearest folder wins".
#[test]
fn the_nearest_folder_wins_and_the_command_line_over_it() {
    let files = [
        ("stilla.toml", "fuel = 1\nprint = true\n"),
        ("sub/stilla.json", "{\"fuel\": 1000000}"),
        (
            "sub/deep/a.js",
            "let n = 0; for (let i = 0; i < 1000; i++) n++; n",
        ),
        ("b.js", "for (let i = 0; i < 1000; i++);"),
    ];
    let folder = Folder::new("config-near", &files);
    let near = folder.stilla(&["run", "sub/deep/a.js"]);
    assert_eq!(
        (near.code, near.out.as_str()),
        (Some(0), "1000\n"),
        "{near:?}"
    );
    assert_eq!(folder.stilla(&["run", "b.js"]).code, Some(124));
    assert_eq!(
        folder.stilla(&["run", "--fuel=100000", "b.js"]).code,
        Some(0)
    );
    assert_eq!(folder.stilla(&["run", "--no-config", "b.js"]).code, Some(0));
}

/// Row "`extends`": what is extended stands behind, and paths are relative to their own file.
#[test]
fn a_configuration_extends_others() {
    let files = [
        ("a.js", "typeof ready"),
        (
            "stilla.toml",
            "extends = ['base/base.json5', \"base/more.json\"]\n[run]\nprint = true\n",
        ),
        ("base/base.json5", "{ print: false, preload: 'ready.js', }"),
        ("base/more.json", "{\"preload\": \"missing.js\"}"),
        ("base/ready.js", "var ready = 1;"),
    ];
    let folder = Folder::new("config-extends", &files);
    let ran = folder.stilla(&["run", "a.js"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("'number'\n", ""));
    folder.write("base/more.json", b"{\"extends\": \"../stilla.toml\"}");
    let ran = folder.stilla(&["run", "a.js"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.contains("a configuration that extends itself"),
        "{}",
        ran.err
    );
}

/// Row "A missing or unreadable config, an unknown key or flag is an error with a suggestion".
#[test]
fn what_is_wrong_is_told_with_its_place() {
    refused(
        "config-key",
        ("stilla.toml", "print = true\ntimeot = 3\n"),
        "stilla: stilla.toml:2:1: there is no key 'timeot'; did you mean 'timeout'?\n",
    );
    refused(
        "config-section",
        ("stilla.toml", "[test]\npritn = true\nbial = 1\n"),
        "stilla: stilla.toml:2:1: there is no key 'pritn' of 'test'\n",
    );
    refused(
        "config-kind",
        ("stilla.json", "{\n  \"print\": \"yes\"\n}"),
        "stilla: stilla.json:2:3: 'print' expects true or false, got a string\n",
    );
    refused(
        "config-value",
        ("stilla.json5", "{\n  // how long\n  timeout: '3 hours',\n}"),
        "stilla: stilla.json5:3:3: invalid value '3 hours' for '--timeout <TIMEOUT>': ' hours' is not a unit of time: use ms, s or m\n",
    );
    refused(
        "config-syntax",
        ("stilla.json", "{\n  \"print\" true\n}"),
        "stilla: stilla.json:2:11: expected ':', found 't'\n",
    );
    refused(
        "config-list",
        ("stilla.json", "[1]"),
        "stilla: stilla.json:1:1: expected a table of settings, got a list\n",
    );
    refused(
        "config-base",
        ("stilla.toml", "extends = 'gone.toml'\n"),
        "stilla: stilla.toml:1:11: gone.toml: No such file or directory\n",
    );
}

#[test]
fn a_missing_configuration_is_an_error() {
    let folder = Folder::new("config-missing", &[("a.js", "1")]);
    let ran = folder.stilla(&["run", "--config=gone.toml", "a.js"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (Some(2), "stilla: gone.toml: No such file or directory\n")
    );
    folder.write("stilla.toml", &[0xff, 0xfe]);
    let ran = folder.stilla(&["run", "a.js"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("stilla: stilla.toml: "), "{}", ran.err);
}

/// Row "per-folder configuration" of the profiles.
#[test]
fn folders_have_profiles_of_their_own() {
    let files = [
        (
            "old/a.js",
            "var x = 1; import('../new/b.js').catch(e => console.log(e.message))",
        ),
        ("new/b.js", "export const b = 1;\nvar c = 2;\n"),
        ("new/stilla.toml", "profile = 'modern'\n"),
        ("new/c.test.js", "var x = 1;\ntest('x', () => {});\n"),
    ];
    let folder = Folder::new("config-profile", &files);
    let ran = folder.stilla(&["run", "old/a.js"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.out
            .starts_with("'var' is not part of the modern profile"),
        "{}",
        ran.out
    );
    assert_eq!(folder.stilla(&["check", "new/b.js"]).code, Some(1));
    assert_eq!(
        folder
            .stilla(&["check", "--profile=standard", "new/b.js"])
            .code,
        Some(0)
    );
    let ran = folder.stilla(&["test"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out.contains("'var' is not part of the modern profile"),
        "{}{}",
        ran.out,
        ran.err
    );
}

#[test]
fn an_empty_folder_has_no_configuration() {
    check("config-none", "console.log(1)", &[], (0, "1\n", ""));
}
