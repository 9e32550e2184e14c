//! `--watch`: what runs again when a file changes, and how soon.
//!
//! Uses: the head. Never: runner.

use super::Folder;

/// A process that ends when the test does.
struct Ended(std::process::Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The lines of a stream as they come.
fn lines_of(stream: impl std::io::Read + Send + 'static) -> std::sync::mpsc::Receiver<String> {
    use std::io::{BufRead, BufReader};
    let (sender, lines) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    lines
}

/// Row "`stilla run`: `--watch`": a change of a module, or of data that was imported, runs the program again; one that runs
/// without end is ended.
#[test]
fn a_program_runs_again_when_its_files_change() {
    use std::time::Duration;
    let folder = Folder::new(
        "watching-run",
        &[
            (
                "a.js",
                "import { b } from './b.js'; import d from './d.json'; import './w.js'; console.log(b, d.d); setInterval(() => {}, 10);",
            ),
            ("b.js", "export const b = 1;"),
            ("w.js", ""),
            ("d.json", "{\"d\": 1}"),
        ],
    );
    let mut command = folder.command(&["run", "--watch", "a.js"]);
    command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = Ended(command.spawn().expect("the command starts"));
    let out = lines_of(child.0.stdout.take().expect("it was piped"));
    let err = lines_of(child.0.stderr.take().expect("it was piped"));
    // NOTE: a file is emptied before it is written, and a run may see it so.
    let until = |lines: &std::sync::mpsc::Receiver<String>, wanted: &str| {
        let mut told = Vec::new();
        while let Ok(line) = lines.recv_timeout(Duration::from_secs(20)) {
            if line == wanted {
                return;
            }
            told.push(line);
        }
        panic!("{wanted:?} was not told, but {told:?}");
    };
    until(&out, "1 1");
    folder.write("b.js", b"export const b = 2;");
    until(&err, "stilla: stopped: interrupted: a file changed");
    until(&err, "waiting for changes …");
    until(&out, "2 1");
    folder.write("d.json", b"{\"d\": 2}");
    until(&out, "2 2");
    folder.write("a.js", b"console.log('ends')");
    until(&out, "ends");
    folder.write("unrelated.txt", b"x");
    std::thread::sleep(Duration::from_millis(200));
    folder.write("a.js", b"console.log('again')");
    until(&out, "again");
}

/// Issue 5: `--watch` reruns within 100 ms; only the files that a change concerns.
#[test]
fn watching_runs_what_a_change_concerns() {
    use std::time::{Duration, Instant};
    let folder = Folder::new(
        "watching",
        &[
            ("src/one.js", "export const one = 1;"),
            (
                "tests/a.js",
                "import { one } from '../src/one.js'; test('a', () => expect(one).toBe(1))",
            ),
            ("tests/b.js", "test('b', () => {})"),
        ],
    );
    let mut command = folder.command(&["test", "--watch"]);
    command.stdout(std::process::Stdio::piped());
    let mut child = Ended(command.spawn().expect("the command starts"));
    let lines = lines_of(child.0.stdout.take().expect("it was piped"));
    let round = || {
        let mut told = Vec::new();
        while let Ok(line) = lines.recv_timeout(Duration::from_secs(20)) {
            if line.starts_with("waiting") {
                break;
            }
            told.push(line);
        }
        told.join("\n")
    };
    let first = round();
    assert!(first.contains("2 files; 2 tests passed"), "{first}");
    let mut fastest = Duration::MAX;
    for number in 2..6 {
        std::thread::sleep(Duration::from_millis(60));
        let begin = Instant::now();
        folder.write(
            "src/one.js",
            format!("export const one = {number};").as_bytes(),
        );
        let told = round();
        fastest = fastest.min(begin.elapsed());
        assert!(
            told.contains("FAIL tests/a.js") && !told.contains("b.js"),
            "{told}"
        );
    }
    // NOTE: a file is emptied before it is written: on a busy machine that can be two changes, and two rounds.
    let told_in_the_end = |expected: &str| {
        let told = (0..3).map(|_| round()).find(|told| told.contains(expected));
        assert!(told.is_some(), "no round says {expected:?}");
    };
    std::thread::sleep(Duration::from_millis(200));
    folder.write("tests/b.js", b"test('b', () => {}); test('c', () => {})");
    told_in_the_end("1 file; 2 tests passed");
    folder.write("data.txt", b"of no known use");
    told_in_the_end("2 files, 1 failed");
    // NOTE: other tests run at the same time; the goal is that of a machine that does nothing else.
    assert!(fastest < Duration::from_millis(300), "{fastest:?}");
}
