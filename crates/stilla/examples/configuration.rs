//! A configuration file in JavaScript: computed, checked, and turned into a Rust struct.
#![allow(clippy::print_stdout)]

use stilla::{Error, FromJs, Runtime};

#[derive(Debug, PartialEq, FromJs)]
#[js(rename_all = "camelCase")]
struct Config {
    port: u16,
    log_level: LogLevel,
    #[js(default)]
    allowed_hosts: Vec<String>,
}

#[derive(Debug, PartialEq, FromJs)]
#[js(rename_all = "kebab-case")]
enum LogLevel {
    Quiet,
    Everything,
}

const TEXT: &str = "
    const base = 8000;
    ({ port: base + (env === 'test' ? 80 : 0), logLevel: 'quiet', allowedHosts: ['a', 'b'].map(h => h + '.local') })
";

/// Reads the configuration for an environment.
fn load(env: &str, text: &str) -> Result<Config, Error> {
    let mut runtime = Runtime::builder()
        .fuel(1_000_000)
        .code_from_strings(false)
        .build();
    runtime.set("env", env)?;
    runtime.eval_as(text)
}

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let config = load("test", TEXT)?;
    println!("{config:?}");
    assert_eq!(config.port, 8080);
    assert_eq!(config.log_level, LogLevel::Quiet);
    assert_eq!(config.allowed_hosts, ["a.local", "b.local"]);
    let error = load("test", "({ port: 80, logLevel: 'loud' })").expect_err("no such level");
    assert_eq!(
        error.to_string(),
        "$.logLevel: expected a variant of LogLevel, got \"loud\""
    );
    assert_ne!(LogLevel::Everything, LogLevel::Quiet);
    Ok(())
}
