//! Torture: the tests of `tests/js` again and again, each time with a fault at another place.
//!
//! A fault is a limit that is reached early: fuel that ends at the N-th charge, memory that ends at the N-th byte, a stack that is N
//! bytes deep; or a collection at the N-th charge, which must change nothing. A run under a fault may end as it likes, but it must end, and the runtime must go on working or be dropped without
//! harm. Each file has a process of its own, so that a crash is counted and not suffered. With `--suite` the conformance suite's
//! tests are the subjects, whatever they expect.
//!
//! With `--hostile` the subjects are the functions of the library instead, under attack (`torture::hostile`).
//!
//! Uses: arguments, failure, process, test262::frontmatter, workspace; stilla, stilla-testing
//! Never: any other task

mod cases;
mod hostile;
mod soak;
mod sweep;

use crate::arguments::Arguments;
use crate::failure::{During, Failure};
use crate::test262::frontmatter::Frontmatter;
use crate::{process, workspace};
use cases::List;
use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use stilla::{Builder, Error, Runtime, Stop};
use stilla_testing::{Choice, TestApi};
use sweep::Part;

/// What one run may take: far more than any test needs.
const PATIENCE: Duration = Duration::from_secs(10);

/// What all runs of one file may take.
const PATIENCE_WITH_FILE: Duration = Duration::from_secs(3600);

/// Stacks are tried from nothing to this many bytes.
const STACK: u64 = 64 << 10;

/// Runs the sweeps over every file whose path contains one of the words, or over all.
pub fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let part = match (arguments.number("--from")?, arguments.number("--step")?) {
        (Some(from), Some(step)) => Some(Part { from, step }),
        _ => None,
    };
    if arguments.flag("--hostile") {
        return hostile::run(arguments, part);
    }
    if arguments.flag("--depths") {
        return cases::run(List::Depths, arguments, part);
    }
    if arguments.flag("--loops") {
        return cases::run(List::Loops, arguments, part);
    }
    if let Some(seconds) = arguments.number("--soak")? {
        arguments.finish()?;
        return soak::run(seconds);
    }
    let points = arguments.number("--points")?.unwrap_or(15);
    let seed = arguments.number("--seed")?.unwrap_or(1);
    let gc_stress = arguments.flag("--gc-stress");
    let alone = arguments.value("--alone")?;
    let suite = arguments.value("--suite")?.map(PathBuf::from);
    let fraction = arguments.number("--fraction")?.unwrap_or(1).max(1);
    let words = arguments.plain();
    arguments.finish()?;
    let plan = Plan {
        points,
        seed,
        gc_stress,
    };
    if let Some(file) = alone {
        return torture(Path::new(&file), suite.as_deref(), &plan);
    }
    if suite.is_none() && words.is_empty() {
        hostile::run_reduced(seed)?;
    }
    let folder = match &suite {
        Some(suite) => suite.join("test"),
        None => workspace::root().join("tests").join("js"),
    };
    let mut files = workspace::files_below(&folder)?;
    let mut random = Random::new(seed);
    files.retain(|file| {
        let path = file.to_string_lossy();
        path.ends_with(".js")
            && !path.ends_with("_FIXTURE.js")
            && (words.is_empty() || words.iter().any(|word| path.contains(word)))
            && random.next().is_multiple_of(fraction)
    });
    let troubles = torture_all(&files, suite.as_deref(), &plan)?;
    println!(
        "torture: {} files, about {} runs each, seed {seed}: {} in trouble",
        files.len(),
        4 * points,
        troubles
    );
    match troubles {
        0 => Ok(()),
        _ => Err(Failure::new(format!("{troubles} files are in trouble"))),
    }
}

/// One process for each file, as many at once as there are processors; the number of files in trouble.
fn torture_all(files: &[PathBuf], suite: Option<&Path>, plan: &Plan) -> Result<usize, Failure> {
    let program = std::env::current_exe().during("finding this program")?;
    let next = AtomicUsize::new(0);
    let troubles = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mut command = Command::new(&program);
                    command.args(["torture", "--alone"]).arg(file);
                    command.args(["--points", &plan.points.to_string()]);
                    command.args(["--seed", &plan.seed.to_string()]);
                    command.args(plan.gc_stress.then_some("--gc-stress"));
                    if let Some(suite) = suite {
                        command.arg("--suite").arg(suite);
                    }
                    let trouble = match process::measure(&mut command, PATIENCE_WITH_FILE) {
                        Ok(finished) => finished.trouble.map(|trouble| {
                            let last = finished.output.lines().last().unwrap_or_default();
                            format!("{trouble}: {last} {}", finished.errors)
                        }),
                        Err(failure) => Some(failure.to_string()),
                    };
                    if let Some(trouble) = trouble {
                        println!("{}: {trouble}", file.display());
                        let mut all = troubles.lock().unwrap_or_else(PoisonError::into_inner);
                        all.push(trouble);
                    }
                }
            });
        }
    });
    let troubles = troubles.into_inner();
    Ok(troubles.unwrap_or_else(PoisonError::into_inner).len())
}

/// How thoroughly.
struct Plan {
    points: u64,
    seed: u64,
    gc_stress: bool,
}

/// Where a run is made to fail.
#[derive(Clone, Copy)]
enum Fault {
    Nowhere,
    Fuel(u64),
    Memory(u64),
    Stack(u64),
    Collection(u64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Nowhere => write!(f, "without a fault"),
            Fault::Fuel(units) => write!(f, "with {units} units of fuel"),
            Fault::Memory(bytes) => write!(f, "with {bytes} bytes of memory"),
            Fault::Stack(bytes) => write!(f, "with {bytes} bytes of stack"),
            Fault::Collection(units) => write!(f, "with a collection after {units} units of work"),
        }
    }
}

/// All sweeps over one file. The last line printed says what ran, if this dies.
fn torture(file: &Path, suite: Option<&Path>, plan: &Plan) -> Result<(), Failure> {
    let subject = match suite {
        Some(suite) => Subject {
            source: with_harness(suite, file)?,
            api: None,
            gc_stress: plan.gc_stress,
        },
        None => Subject {
            source: workspace::read(file)?,
            api: Some(TestApi::compile()),
            gc_stress: plan.gc_stress,
        },
    };
    let spent = attempt(&subject, Fault::Nowhere)?;
    let again = attempt(&subject, Fault::Nowhere)?;
    if spent.fuel != again.fuel {
        return Err(Failure::new(format!(
            "two runs took {} and {} units of fuel",
            spent.fuel, again.fuel
        )));
    }
    let mut random = Random::new(plan.seed);
    for units in random.points(spent.fuel, plan.points) {
        attempt(&subject, Fault::Fuel(units))?;
    }
    for units in random.points(spent.fuel, plan.points) {
        let moved = attempt(&subject, Fault::Collection(units))?;
        if !observes_collections(file) && moved.fuel != spent.fuel {
            return Err(Failure::new(format!(
                "with a collection after {units} units of work it takes {} units of fuel, else {}",
                moved.fuel, spent.fuel
            )));
        }
    }
    for bytes in random.points(spent.memory, plan.points) {
        attempt(&subject, Fault::Memory(bytes))?;
    }
    for bytes in random.points(STACK, plan.points) {
        attempt(&subject, Fault::Stack(bytes))?;
    }
    Ok(())
}

/// What sees whether something was collected may do more or less then.
fn observes_collections(file: &Path) -> bool {
    let path = file.to_string_lossy();
    ["/weak/", "WeakRef", "FinalizationRegistry", "/memory.js"]
        .iter()
        .any(|word| path.contains(word))
}

/// What runs again and again.
struct Subject {
    source: String,
    /// For tests of our own.
    api: Option<TestApi>,
    gc_stress: bool,
}

/// What a shell would give the suite's tests, as far as JavaScript can.
const SHELL: &str = "var print = () => {}; var $262 = { gc() {}, evalScript: (0, eval), global: globalThis, \
    detachArrayBuffer(buffer) { buffer.transfer(); } };\n";

/// A test of the suite behind the harness files that it wants, as one script.
fn with_harness(suite: &Path, file: &Path) -> Result<String, Failure> {
    let text = workspace::read(file)?;
    let page = Frontmatter::of(&text).map_err(Failure::new)?;
    let mut source = SHELL.to_owned();
    let always = ["assert.js", "sta.js", "doneprintHandle.js"];
    for name in always
        .into_iter()
        .chain(page.includes.iter().map(String::as_str))
    {
        source.push_str(&workspace::read(&suite.join("harness").join(name))?);
        source.push('\n');
    }
    source.push_str(&text);
    Ok(source)
}

/// A small generator of numbers, the same for each seed (xorshift64*).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// All numbers below `end` if there are not more than `count`; else so many, a quarter of them the first ones.
    fn points(&mut self, end: u64, count: u64) -> Vec<u64> {
        if end <= count {
            return (0..end).collect();
        }
        let first = count / 4;
        let rest = (first..count).map(|_| self.next() % end);
        (0..first).chain(rest).collect()
    }
}

/// What a run took.
struct Spent {
    fuel: u64,
    memory: u64,
}

/// One run under a fault, and a look at whether the runtime survived it.
fn attempt(subject: &Subject, fault: Fault) -> Result<Spent, Failure> {
    println!("{fault}");
    let caught = panic::catch_unwind(AssertUnwindSafe(|| run_under(subject, fault)));
    match caught {
        Ok(Ok(spent)) => Ok(spent),
        Ok(Err(trouble)) => Err(Failure::new(format!("{fault}: {trouble}"))),
        Err(_) => Err(Failure::new(format!("{fault}: a panic"))),
    }
}

fn run_under(subject: &Subject, fault: Fault) -> Result<Spent, String> {
    let mut runtime = limited(fault).gc_stress(subject.gc_stress).build();
    let ended = run_subject(subject, &mut runtime);
    // NOTE: under a memory limit just above what is alive, nearly every step collects, and only the deadline ends that.
    if let Err(Error::Stopped(Stop::Deadline)) = &ended
        && !matches!(fault, Fault::Memory(_))
    {
        return Err("not finished in time".to_owned());
    }
    let fuel = u64::MAX - runtime.fuel_left().unwrap_or(u64::MAX);
    let memory = runtime.memory_usage().peak as u64;
    runtime.set_fuel(None);
    runtime.collect_garbage();
    let sum = runtime.eval_as::<f64>(
        "(() => { let sum = 0; for (let i = 0; i < 4; i++) sum += i; return sum * 2 })()",
    );
    let may_fail = matches!(fault, Fault::Memory(_) | Fault::Stack(_));
    match sum {
        Ok(12.0) => Ok(Spent { fuel, memory }),
        Err(_) if may_fail => Ok(Spent { fuel, memory }),
        Ok(other) => Err(format!("afterwards 12 was {other}")),
        Err(error) => Err(format!("afterwards nothing runs: {error}")),
    }
}

fn limited(fault: Fault) -> Builder {
    let builder = Runtime::builder()
        .deterministic()
        .timeout(PATIENCE)
        .fuel(u64::MAX)
        .output(|_, _| {});
    match fault {
        Fault::Nowhere => builder,
        Fault::Fuel(units) => builder.fuel(units),
        Fault::Memory(bytes) => builder.memory_limit(bytes as usize),
        Fault::Stack(bytes) => builder.stack_size(bytes as usize),
        Fault::Collection(units) => builder.gc_at(units),
    }
}

fn run_subject(subject: &Subject, runtime: &mut Runtime) -> Result<(), Error> {
    let Some(api) = &subject.api else {
        return runtime.eval(&subject.source).map(|_| ());
    };
    let session = api.install(runtime)?;
    runtime.eval(&subject.source)?;
    session.run(runtime, &Choice::default())
}
