//! What all commands share: limits, and a runtime with the host objects of a shell.
//!
//! Uses: world, stilla, stilla-host. Never: the commands.

use std::time::Duration;

use clap::Args;
use stilla::core::promise::PromiseState;
use stilla::core::{Cx, JsResult, Kind, Thrown, Value as MachineValue};
use stilla::{Error, JobPolicy, Runtime};
use stilla_host::files::SharedFiles;
use stilla_host::system::{AtSafepoint, Check, Output, Recording, SystemHost, local_zone};

use crate::world::World;

/// Limits of a run.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Limits {
    /// End the script after this long: seconds, or with a unit (500ms, 2s, 1m).
    #[arg(long, value_parser = parse_duration)]
    pub(crate) timeout: Option<Duration>,
    /// End the script when it uses more memory: bytes, or with a unit (64K, 256M, 1G).
    #[arg(long, value_parser = parse_size)]
    pub(crate) max_memory: Option<usize>,
    /// End the script after this many units of work: calls, loop iterations.
    #[arg(long)]
    pub(crate) fuel: Option<u64>,
    /// Bytes of the stack of calls, or with a unit.
    #[arg(long, value_parser = parse_size)]
    pub(crate) stack_size: Option<usize>,
    /// How memory is collected: `normal`, or `stress` to collect at every opportunity.
    #[arg(long, value_parser = ["normal", "stress"], default_value = "normal")]
    pub(crate) gc: String,
    #[command(flatten)]
    pub(crate) world: World,
}

/// What the host of a runtime gives or refuses besides.
#[derive(Default)]
pub(crate) struct HostOptions {
    /// Modules that are no files: what imports call them, and their text.
    pub(crate) modules: Vec<(String, String)>,
    /// Whom to ask about the modules that are loaded.
    pub(crate) check: Option<Check>,
    /// `eval` and `Function` are refused.
    pub(crate) refuses_code_from_strings: bool,
    /// Where printed text goes, if not to the system's streams.
    pub(crate) recording: Option<Recording>,
    /// The files that there are, instead of those of the system.
    pub(crate) files: Option<SharedFiles>,
    /// The modules that are run, and not imported.
    pub(crate) mains: Vec<String>,
    /// The arguments of the script.
    pub(crate) arguments: Vec<String>,
    /// What is done now and then while a script runs.
    pub(crate) at_safepoint: Option<AtSafepoint>,
    /// When jobs and timers run.
    pub(crate) jobs: JobPolicy,
}

impl std::fmt::Debug for HostOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HostOptions").finish_non_exhaustive()
    }
}

impl Limits {
    /// A runtime with these limits, a console, and the system's clock and files unless `host` has others.
    pub(crate) fn runtime_with(&self, host: HostOptions) -> Result<Runtime, Error> {
        let files = host.files.as_ref();
        let grants = self
            .world
            .grants(files, &host.arguments)
            .map_err(Error::new)?;
        let resolver = self.world.resolver(files, &grants, host.modules);
        let is_alone = self.world.deterministic || files.is_some();
        let mut builder = Runtime::builder()
            .host(SystemHost {
                can_block: true,
                output: Output::new(),
                at_safepoint: host.at_safepoint,
                recording: host.recording,
                mains: host.mains,
                resolver: resolver.map_err(Error::new)?,
                check: host.check,
                refuses_code_from_strings: host.refuses_code_from_strings,
                zone: (!is_alone).then(local_zone).flatten(),
            })
            .native_stack_size(40 << 20)
            .jobs(host.jobs)
            .gc_stress(self.gc == "stress");
        if let Some(timeout) = self.timeout {
            builder = builder.timeout(timeout);
        }
        if let Some(bytes) = self.max_memory {
            builder = builder.memory_limit(bytes);
        }
        if let Some(units) = self.fuel {
            builder = builder.fuel(units);
        }
        if let Some(bytes) = self.stack_size {
            builder = builder.stack_size(bytes);
        }
        let mut runtime = self.world.build(builder).build();
        self.world.install(&mut runtime, &grants)?;
        Ok(runtime)
    }
}

/// The value of a promise once it is settled, or the promise if nothing can settle it.
pub(crate) fn settled(cx: &mut Cx, value: MachineValue) -> JsResult<MachineValue> {
    let Some(promise) = value.as_object().filter(|object| object.is(Kind::Promise)) else {
        return Ok(value);
    };
    while cx.promise_state(promise) == PromiseState::Pending && cx.turn()? {}
    match cx.promise_state(promise) {
        PromiseState::Fulfilled => Ok(cx.promise_result(promise)),
        PromiseState::Rejected => {
            cx.mark_promise_handled(promise);
            cx.drop_unhandled_rejections();
            Err(Thrown::new(cx.promise_result(promise)))
        }
        PromiseState::Pending => Ok(value),
    }
}

/// A duration: seconds, or with a unit.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = split_unit(text);
    let number: f64 = number
        .parse()
        .map_err(|_| format!("'{text}' is not a duration"))?;
    let seconds = match unit {
        "" | "s" => number,
        "ms" => number / 1000.0,
        "m" => number * 60.0,
        _ => return Err(format!("'{unit}' is not a unit of time: use ms, s or m")),
    };
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

fn parse_size(text: &str) -> Result<usize, String> {
    let (number, unit) = split_unit(text);
    let number: usize = number
        .parse()
        .map_err(|_| format!("'{text}' is not a size"))?;
    let shift = match unit.to_ascii_uppercase().trim_end_matches('B') {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        _ => return Err(format!("'{unit}' is not a unit of size: use K, M or G")),
    };
    number
        .checked_mul(1 << shift)
        .ok_or_else(|| format!("'{text}' is too large"))
}

fn split_unit(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    text.split_at(end)
}
