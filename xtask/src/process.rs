//! Running other programs: with the person watching, or measured.
//!
//! The one idea: the kernel already counts CPU time and peak memory of a finished child, so a
//! measurement is nothing but a `wait4`.
//!
//! Uses: failure
//! Never: any task

use crate::failure::{During, Failure};
use std::io::Read as _;
#[cfg(target_os = "linux")]
use std::os::unix::{fs::MetadataExt as _, process::CommandExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use wait4::Wait4 as _;

/// Prints the command, runs it in the foreground, and fails if it fails.
pub fn must_run(command: &mut Command) -> Result<(), Failure> {
    let shown = shown(command);
    println!("$ {shown}");
    let status = command.status().during(format!("starting `{shown}`"))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{shown}` failed ({status})")))
    }
}

fn shown(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for word in command.get_args() {
        text.push(' ');
        text.push_str(&word.to_string_lossy());
    }
    text
}

/// The file that a bare command name means, if there is one on the path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// What one finished child used and said.
pub struct Finished {
    /// User and system time, in seconds.
    pub cpu: f64,
    /// Largest resident set, in bytes.
    pub peak: u64,
    /// Standard output.
    pub output: String,
    /// Standard error, its first kilobytes.
    pub errors: String,
    /// Nothing if it ended with status 0, else how it ended.
    pub trouble: Option<String>,
}

/// Runs a command to its end, or kills it after `limit`.
pub fn measure(command: &mut Command, limit: Duration) -> Result<Finished, Failure> {
    let shown = shown(command);
    // NOTE: a child that is spawned without a fork shares this process's memory until it begins its program, and the kernel counts
    // that in its peak. Naming a group, which is the one it has anyway, makes the library fork.
    #[cfg(target_os = "linux")]
    if let Ok(own) = std::fs::metadata("/proc/self") {
        command.gid(own.gid());
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .during(format!("starting `{shown}`"))?;
    let output = child.stdout.take().map(drain);
    let errors = child.stderr.take().map(drain);
    let (done, watched) = mpsc::channel::<()>();
    let pid = child.id();
    let watchdog = thread::spawn(move || {
        let late = watched.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout);
        if late {
            kill(pid);
        }
        late
    });
    let used = child.wait4().during(format!("waiting for `{shown}`"))?;
    drop(done);
    let late = watchdog.join().unwrap_or(false);
    let text = |reader: Option<thread::JoinHandle<String>>| {
        reader
            .and_then(|reader| reader.join().ok())
            .unwrap_or_default()
    };
    let trouble = match (late, used.status.success()) {
        (true, _) => Some(format!("not finished after {} s", limit.as_secs())),
        (false, true) => None,
        (false, false) => Some(used.status.to_string()),
    };
    Ok(Finished {
        cpu: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        peak: used.rusage.maxrss,
        output: text(output),
        errors: text(errors),
        trouble,
    })
}

fn drain(mut pipe: impl std::io::Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A pipe that breaks has nothing more to say; what came before it stands.
        let _ = pipe.by_ref().take(1 << 16).read_to_end(&mut bytes);
        let _ = std::io::copy(&mut pipe, &mut std::io::sink());
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Ends the child that the calling task started under this id and has not waited for yet.
fn kill(pid: u32) {
    let _ = Command::new("kill")
        .arg("-9")
        .arg(pid.to_string())
        .stderr(Stdio::null())
        .status();
}

/// The processor time of this thread.
pub fn processor_time() -> Duration {
    processor_time_in("/proc/thread-self/schedstat")
}

/// That of the thread whose figures are in this file: the first is nanoseconds on a processor.
pub fn processor_time_in(file: &str) -> Duration {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let figure = text.split(' ').next().and_then(|word| word.parse().ok());
    Duration::from_nanos(figure.unwrap_or(0))
}
