//! Limits, determinism, capabilities, programs as bytes, workers.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use stilla::{Data, Error, Pool, Program, Runtime, Stop, Worker};

/// Row 7.3: deadlines.
#[test]
fn a_deadline_ends_every_kind_of_work() {
    let endless = [
        "for (;;);",
        "'x'.repeat(1e6).match(/(x+x+)+y/)",
        "(function f() { try { f() } finally { for (;;); } })()",
        "[1].concat(Array.from({ length: 1e9 }))",
        "JSON.stringify({ get a() { for (;;); } })",
        "new Proxy({}, { get() { for (;;); } }).x",
        "[].reduce.call({ length: 2 ** 53 }, () => {})",
    ];
    for code in endless {
        let mut runtime = Runtime::builder()
            .timeout(Duration::from_millis(100))
            .memory_limit(64 << 20)
            .build();
        let start = Instant::now();
        let error = runtime.eval(code).unwrap_err();
        assert!(start.elapsed() < Duration::from_secs(5), "{code}");
        assert!(
            matches!(error, Error::Stopped(Stop::Deadline | Stop::OutOfMemory)),
            "{code}: {error}"
        );
        assert_eq!(runtime.eval_as::<i32>("1 + 1").unwrap(), 2, "{code}");
    }
}

/// Row 7.1: the memory limit.
#[test]
fn memory_over_the_limit_leaves_the_runtime_alive() {
    let mut runtime = Runtime::builder().memory_limit(4 << 20).build();
    let error = runtime
        .eval("{ const all = []; for (;;) all.push(new Array(100).fill(1)) }")
        .unwrap_err();
    assert!(matches!(error, Error::Stopped(Stop::OutOfMemory)));
    assert!(runtime.set("big", "x".repeat(64 << 20)).is_err());
    assert_eq!(runtime.eval_as::<i32>("2").unwrap(), 2);
}

/// Row 7.2: fuel is deterministic.
#[test]
fn the_same_program_costs_the_same_fuel() {
    let spent = || {
        let mut runtime = Runtime::builder().deterministic().fuel(10_000_000).build();
        runtime
            .eval("let s = 0; for (let i = 0; i < 5000; i++) s += [i, i].map(x => x + 1)[0]; s")
            .unwrap();
        runtime.fuel_left().unwrap()
    };
    assert_eq!(spent(), spent());
}

/// Row 1.6: programs as bytes.
#[test]
fn programs_from_hostile_bytes() {
    let options = stilla::ProgramOptions {
        typescript: true,
        ..Default::default()
    };
    let program = Program::compile_with("t.ts", "const n: number = 4; n", options).unwrap();
    let bytes = program.to_bytes();
    let again = Program::from_bytes(&bytes).unwrap();
    assert_eq!(again.name(), "t.ts");
    assert_eq!(Runtime::new().run(&again).unwrap().as_f64(), Some(4.0));
    for cut in 0..bytes.len() {
        assert!(Program::from_bytes(&bytes[..cut]).is_err());
    }
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] = damaged[at].wrapping_add(1);
        assert!(Program::from_bytes(&damaged).is_err(), "byte {at}");
    }
}

/// Row 7.7: capabilities.
#[test]
fn what_is_left_out_stays_out() {
    let mut runtime = Runtime::builder()
        .without("WeakRef")
        .without("Date")
        .code_from_strings(false)
        .build();
    let text: String = runtime
        .eval_as("[typeof WeakRef, typeof Date, 'Date' in globalThis].join()")
        .unwrap();
    assert_eq!(text, "undefined,undefined,false");
    assert!(runtime.eval("(() => {}).constructor('return 1')").is_err());
}

/// Row 5.4: workers.
#[test]
fn workers_end_and_survive_panics() {
    let worker = Worker::spawn(Runtime::new).unwrap();
    let busy = worker.ask(|runtime| runtime.eval_as::<i32>("for (;;);"));
    std::thread::sleep(Duration::from_millis(50));
    worker.interrupt("enough");
    assert!(matches!(
        busy.wait(),
        Err(Error::Stopped(Stop::Interrupted(reason))) if reason == "enough"
    ));
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let panicked = worker.run(|_| -> Result<(), Error> { panic!("task") });
    std::panic::set_hook(hook);
    assert!(panicked.unwrap_err().to_string().contains("task"));
    assert_eq!(
        worker.run(|runtime| runtime.eval_as::<i32>("5")).unwrap(),
        5
    );
}

/// Row 5.4: pools.
#[test]
fn tasks_of_a_pool_do_not_see_each_other() {
    let pool = Pool::new(2, Runtime::new).unwrap();
    let pending: Vec<_> = (0..20)
        .map(|_| {
            pool.ask(|runtime| runtime.eval_as::<i32>("globalThis.n = (globalThis.n ?? 0) + 1; n"))
        })
        .collect();
    for pending in pending {
        assert_eq!(pending.wait().unwrap(), 1);
    }
}

/// Row 3.3: exporting.
#[test]
fn exported_data_comes_back() {
    let mut runtime = Runtime::new();
    let data: Data = runtime
        .eval_as("({ a: [1, -0, 'x', null, undefined], m: new Map([[1, { b: true }]]), s: new Set([2n]), f() {}, e: new TypeError('no') })")
        .unwrap();
    let mut other = Runtime::new();
    other.set("data", data).unwrap();
    let text: String = other
        .eval_as("[data.a.length, Object.is(data.a[1], -0), data.m.get(1).b, data.s.has(2n), typeof data.f, data.e.message].join()")
        .unwrap();
    assert_eq!(text, "5,true,true,true,undefined,no");
    let deep = runtime.eval_as::<Data>("let d = []; for (let i = 0; i < 5000; i++) d = [d]; d");
    assert!(deep.is_err());
}

#[test]
fn what_belongs_together_is_queued_whole_or_not_at_all() {
    let code = "
        async function* numbers() { yield 1; yield 2 }
        var requests = numbers();
        requests.next(); requests.next(); requests.return(); requests.next();
        var stack = new DisposableStack();
        stack.defer(() => 1); stack.adopt(2, () => 3); stack.use({ [Symbol.dispose]() {} });
    ";
    for fuel in 0..400 {
        let mut runtime = Runtime::builder().fuel(fuel).build();
        let _ = runtime.eval(code);
        runtime.set_fuel(None);
        let _ = runtime.eval("requests.next(); requests.return(); stack.dispose()");
        assert_eq!(runtime.eval_as::<i32>("1 + 1").unwrap(), 2, "{fuel}");
    }
}

/// Row 7.2: fuel ends to the unit.
#[test]
fn fuel_ends_to_the_unit() {
    let code = "let sum = 0; for (let i = 0; i < 50000; i++) sum += i; sum";
    let mut runtime = Runtime::builder().fuel(u64::MAX).build();
    runtime.eval(code).unwrap();
    let spent = u64::MAX - runtime.fuel_left().unwrap();
    for (fuel, enough) in [(spent, true), (spent - 1, false), (7, false)] {
        let mut runtime = Runtime::builder().fuel(fuel).build();
        assert_eq!(runtime.eval(code).is_ok(), enough, "{fuel} of {spent}");
        assert_eq!(runtime.fuel_left(), Some(0));
    }
}

/// Row 7.1: an array that grows past the limit ends the run at once; one that fits is let grow.
#[test]
fn arrays_that_outgrow_the_memory() {
    let limited = |code: &str| {
        let mut runtime = Runtime::builder().memory_limit(8 << 20).build();
        let start = Instant::now();
        let result = runtime.eval(code);
        (result, start.elapsed(), runtime)
    };
    let growing = [
        "const all = []; for (;;) all.push(1)",
        "const all = []; for (let i = 0; ; i++) all[i] = i",
        "const all = [0]; for (;;) all.push(...all)",
        "const all = []; all[0] = 1; for (let i = 1; i < 1e8; i++) all[all.length] = i",
    ];
    for code in growing {
        let (result, took, mut runtime) = limited(code);
        assert!(
            matches!(result, Err(Error::Stopped(Stop::OutOfMemory))),
            "{code}: {result:?}"
        );
        assert!(took < Duration::from_secs(2), "{code}: {took:?}");
        runtime.collect_garbage();
        assert_eq!(runtime.eval_as::<i32>("1 + 1").unwrap(), 2, "{code}");
    }
    // Half of the limit, with the elements that growing leaves behind.
    let (result, _, mut runtime) = limited(
        "var all = []; for (let i = 0; i < 5e5; i++) all.push(i); all.length + all[499_999]",
    );
    assert_eq!(result.unwrap().as_f64(), Some(999_999.0));
    assert!(runtime.memory_usage().peak <= 16 << 20);
}
