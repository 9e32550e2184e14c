//! Abilities row by row: what the tests by theme leave unsaid.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use stilla::{
    Context, Data, Error, ErrorClass, Function, Goal, HostArray, HostError, HostObject,
    InterruptHandle, IntoJs, JobPolicy, Live, Object, Opt, OrUndefined, Profile, Program,
    ProgramOptions, Promise, PromiseState, Property, PropertyKey, Rest, Runtime, Stop, This, Traps,
    Value, Worker,
};

fn is_shared<T: Send + Sync + Clone>() {}

/// Row 1.4: with the manual policy jobs wait until the host says so.
#[test]
fn jobs_wait_for_the_host_if_it_wants() {
    let mut runtime = Runtime::builder().jobs(JobPolicy::Manual).build();
    runtime
        .eval("var log = []; Promise.resolve().then(() => log.push(1)).then(() => log.push(2))")
        .unwrap();
    runtime.eval("log.push(0)").unwrap();
    assert_eq!(runtime.eval_as::<Vec<i32>>("log").unwrap(), [0]);
    runtime.run_jobs().unwrap();
    assert_eq!(runtime.eval_as::<Vec<i32>>("log").unwrap(), [0, 1, 2]);
}

/// Row 1.5: script or module, strict or not, a profile.
#[test]
fn programs_have_options() {
    let compile = |text: &str, options| Program::compile_with("p.js", text, options);
    let module = ProgramOptions {
        goal: Goal::Module,
        ..Default::default()
    };
    let strict = ProgramOptions {
        strict: true,
        ..Default::default()
    };
    let modern = ProgramOptions {
        profile: Profile::Modern,
        ..Default::default()
    };
    assert!(compile("export const a = await 1", module).is_ok());
    assert!(compile("export const a = 1", ProgramOptions::default()).is_err());
    assert!(compile("with ({}) {}", ProgramOptions::default()).is_ok());
    assert!(compile("with ({}) {}", strict).is_err());
    assert!(compile("let a = 1; a = a == 1;", modern).is_err());
    let Err(Error::Compile(error)) = compile("var a; a == 1;", modern) else {
        panic!("two forms are refused")
    };
    assert_eq!(error.diagnostics.len(), 2);
}

/// Row 1.8: a module that was compiled runs in any runtime.
#[test]
fn a_module_program_runs() {
    let options = ProgramOptions {
        goal: Goal::Module,
        ..Default::default()
    };
    let text = "globalThis.seen = (globalThis.seen ?? 0) + await Promise.resolve(2); export {}";
    let program = Program::compile_with("m.js", text, options).unwrap();
    for _ in 0..2 {
        let mut runtime = Runtime::new();
        runtime.run(&program).unwrap();
        assert_eq!(runtime.get::<i32>("seen").unwrap(), Some(2));
    }
}

/// Row 2.1: `None` is null, or undefined on request; maps keep their order; slices.
#[test]
fn what_is_missing_is_null_or_undefined() {
    let mut runtime = Runtime::new();
    runtime.set("none", None::<i32>).unwrap();
    runtime.set("missing", OrUndefined(None::<i32>)).unwrap();
    runtime.set("there", OrUndefined(Some(1))).unwrap();
    runtime.set("slice", &[1, 2, 3][1..]).unwrap();
    let text: String = runtime
        .eval_as("[none === null, missing === undefined, there, slice.length].join()")
        .unwrap();
    assert_eq!(text, "true,true,1,2");
}

/// Row 2.5: views of maps; a conversion that fails on assignment is a TypeError and changes nothing.
#[test]
fn a_live_map_refuses_what_does_not_convert() {
    let mut runtime = Runtime::new();
    let prices = Live::new(HashMap::from([("tea".to_owned(), 2)]));
    runtime.set("prices", prices.clone()).unwrap();
    let names: String = runtime
        .eval_as(
            "prices.milk = 1; delete prices.tea; const names = [];
            for (const wrong of ['three', 1.5, null, {}]) try { prices.milk = wrong } catch (e) { names.push(e.name) }
            names.join()",
        )
        .unwrap();
    assert_eq!(names, "TypeError,TypeError,TypeError,TypeError");
    assert_eq!(*prices.read(), HashMap::from([("milk".to_owned(), 1)]));
    prices.write().insert("jam".to_owned(), 3);
    assert_eq!(runtime.eval_as::<i32>("prices.jam").unwrap(), 3);
}

/// Row 2.6: extractors: the receiver, what may be missing, the rest, the context; captured handles.
#[test]
fn extractors_take_what_they_need() {
    let mut runtime = Runtime::new();
    let base: Object = runtime.eval_as("({ base: 100 })").unwrap();
    let f = move |cx: &mut Context<'_>,
                  This(this): This<Object>,
                  first: f64,
                  Opt(second): Opt<f64>,
                  Rest(rest): Rest<f64>|
          -> Result<f64, Error> {
        let own: f64 = this.get(cx, "own")?;
        let base: f64 = base.get(cx, "base")?;
        Ok(base + own + first + second.unwrap_or(0.5) + rest.iter().sum::<f64>())
    };
    let f = Function::new(&mut runtime, "f", f).unwrap();
    assert_eq!(f.get::<u32>(&mut runtime, "length").unwrap(), 1);
    runtime.set("f", f).unwrap();
    let text: String = runtime
        .eval_as("const o = { own: 10, f }; [o.f(1), o.f(1, 2), o.f(1, 2, 3, 4)].join()")
        .unwrap();
    assert_eq!(text, "111.5,113,120");
}

/// Row 2.8: the raw form: receiver, any number of arguments, converted when it asks; name and length.
#[test]
fn raw_functions_see_their_call() {
    let mut runtime = Runtime::new();
    let raw = Function::raw(&mut runtime, "raw", 3, |args, cx| {
        let this: String = args.this(cx)?;
        let mut text = format!("{this}{}", args.len());
        for index in 0..args.len() {
            let value: Value = args.get(cx, index)?;
            text.push_str(&value.to_js_string(cx)?.to_str());
        }
        text.into_js(cx)
    })
    .unwrap();
    runtime.set("raw", &raw).unwrap();
    let text: String = runtime
        .eval_as("[raw.name, raw.length, raw.call('t'), raw.call('t', 1, null, 'x', 1n)].join()")
        .unwrap();
    assert_eq!(text, "raw,3,t0,t41nullx1");
    raw.set_length(&mut runtime, 7).unwrap();
    assert_eq!(runtime.eval_as::<i32>("raw.length").unwrap(), 7);
}

/// Row 2.9: the class of the exception is the host's choice.
#[test]
fn an_error_of_rust_has_the_class_that_it_says() {
    let mut runtime = Runtime::new();
    let classes = [
        (ErrorClass::RangeError, "RangeError"),
        (ErrorClass::TypeError, "TypeError"),
        (ErrorClass::Error, "Error"),
    ];
    for (class, name) in classes {
        let fail = Function::new(&mut runtime, "fail", move || {
            Err::<(), Error>(Error::Host(HostError::new(class, "no")))
        });
        runtime.set("fail", fail.unwrap()).unwrap();
        let code =
            "try { fail() } catch (e) { e.constructor.name + ' ' + e.name + ' ' + e.message }";
        let told: String = runtime.eval_as(code).unwrap();
        assert_eq!(told, format!("{name} {name} no"));
    }
}

/// Row 3.3: every kind of value, cycles as references, limits of size.
#[test]
fn exports_keep_what_values_are() {
    let mut runtime = Runtime::new();
    let data: Data = runtime
        .eval_as(
            "const o = { whole: 3, half: 0.5, big: 2n ** 70n, when: new Date(7), bytes: new Uint8Array([1, 2]),
                error: new RangeError('far'), inner: {} }; o.inner.up = o; o.inner.list = [o.inner]; o",
        )
        .unwrap();
    let Data::Object(entries) = data else {
        panic!("an object")
    };
    let entries: BTreeMap<String, Data> = entries.into_iter().collect();
    assert_eq!(entries["whole"], Data::Int(3));
    assert_eq!(entries["half"], Data::Float(0.5));
    assert!(matches!(&entries["big"], Data::BigInt(big) if big.to_i128() == Some(1 << 70)));
    assert_eq!(entries["when"], Data::Date(7.0));
    assert_eq!(entries["bytes"], Data::Bytes(vec![1, 2]));
    assert!(
        matches!(&entries["error"], Data::Error { name, message, stack }
        if name == "RangeError" && message == "far" && stack.contains("RangeError: far"))
    );
    let up = ("up".to_owned(), Data::Reference(2));
    let list = Data::Array(vec![Data::Reference(2)]);
    assert_eq!(
        entries["inner"],
        Data::Object(vec![up, ("list".to_owned(), list)])
    );
    let many = runtime
        .eval("Array.from({ length: 100 }, () => [])")
        .unwrap();
    let limits = stilla::ExportLimits {
        size: 50,
        ..Default::default()
    };
    assert!(many.export_with(&mut runtime, limits).is_err());
}

struct Squares;

impl HostArray for Squares {
    fn len(&self) -> u64 {
        3
    }

    fn get(&self, cx: &mut Context<'_>, index: u64) -> Result<Value, Error> {
        (index * index).into_js(cx)
    }
}

struct Names;

impl HostObject for Names {
    fn get(&self, _: &mut Context<'_>, key: &str) -> Result<Option<Value>, Error> {
        Ok((key == "first").then(|| "Ada".into()))
    }

    fn keys(&self, _: &mut Context<'_>) -> Result<Vec<String>, Error> {
        Ok(vec!["first".to_owned()])
    }
}

/// Row 3.3: what wraps Rust values exports as itself: live views, dynamic objects and arrays.
#[test]
fn views_and_dynamic_objects_export_as_themselves() {
    let mut runtime = Runtime::new();
    let list = Live::new(vec![1, 2]);
    let map: Live<BTreeMap<String, i32>> = Live::default();
    runtime.set("list", list.clone()).unwrap();
    runtime.set("map", map.clone()).unwrap();
    let squares = Object::dynamic_array(&mut runtime, Squares).unwrap();
    runtime.set("squares", squares).unwrap();
    let names = Object::dynamic(&mut runtime, Names).unwrap();
    runtime.set("names", names).unwrap();
    let data: Data = runtime.eval_as("[list, map, squares, names]").unwrap();
    let data = std::thread::spawn(move || data).join().unwrap();
    let Data::Array(items) = &data else {
        panic!("an array")
    };
    let exported: Vec<_> = items
        .iter()
        .map(|item| match item {
            Data::Instance(exported) => exported,
            other => panic!("{other:?}"),
        })
        .collect();
    let back: Live<Vec<i32>> = exported[0].get(&mut runtime).unwrap();
    assert!(back.is_same(&list));
    let back: Live<BTreeMap<String, i32>> = exported[1].get(&mut runtime).unwrap();
    assert!(back.is_same(&map));
    let nine: i32 = exported[2].object().get(&mut runtime, 2).unwrap();
    assert_eq!(nine, 4);
    runtime.set("back", data.clone()).unwrap();
    let same =
        "back[0] === list && back[1] === map && back[2] === squares && back[3].first === 'Ada'";
    assert!(runtime.eval_as::<bool>(same).unwrap());
    assert!(matches!(
        Runtime::new().set("back", data.clone()),
        Err(Error::WrongRuntime)
    ));
}

/// Row 4.1: properties by any key: set, has, get, delete.
#[test]
fn properties_by_every_kind_of_key() {
    let mut runtime = Runtime::new();
    let object = Object::new(&mut runtime).unwrap();
    let symbol = stilla::Symbol::new(&mut runtime, "s").unwrap();
    let interned = PropertyKey::new(&mut runtime, "often").unwrap();
    object.set(&mut runtime, &interned, 1).unwrap();
    object.set(&mut runtime, 4_000_000_000_u32, 2).unwrap();
    object.set(&mut runtime, &symbol, 3).unwrap();
    assert!(object.has(&mut runtime, "often").unwrap());
    assert!(object.has(&mut runtime, 4_000_000_000_u32).unwrap());
    assert!(object.has(&mut runtime, &symbol).unwrap());
    assert!(object.has(&mut runtime, "toString").unwrap());
    assert!(!object.has(&mut runtime, "never").unwrap());
    assert!(object.delete(&mut runtime, &symbol).unwrap());
    assert!(!object.has(&mut runtime, &symbol).unwrap());
    assert_eq!(object.get::<i32>(&mut runtime, &interned).unwrap(), 1);
}

/// Row 4.2: data properties with attributes.
#[test]
fn attributes_of_data_properties() {
    let mut runtime = Runtime::new();
    let object = Object::new(&mut runtime).unwrap();
    object
        .define(&mut runtime, "fixed", Property::value(1))
        .unwrap();
    object
        .define(
            &mut runtime,
            "free",
            Property::value(2).writable().enumerable().configurable(),
        )
        .unwrap();
    runtime.set("o", &object).unwrap();
    let text: String = runtime
        .eval_as("o.fixed = 5; o.free = 6; [o.fixed, o.free, Object.keys(o), delete o.free, delete o.fixed].join()")
        .unwrap();
    assert_eq!(text, "1,6,free,true,false");
}

/// Row 4.8: traps of Rust for what a Proxy can be asked.
#[test]
fn every_trap_can_be_of_rust() {
    let mut runtime = Runtime::new();
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let note = |name: &'static str| {
        let seen = Arc::clone(&seen);
        move || seen.lock().unwrap().push(name.to_owned())
    };
    let (get, set, has, delete, keys) = (
        note("get"),
        note("set"),
        note("has"),
        note("delete"),
        note("keys"),
    );
    let target = Object::new(&mut runtime).unwrap();
    let proxy = Traps::new()
        .get(move |_: Object, key: String| {
            get();
            format!("got {key}")
        })
        .set(move |_: Object, _: String, value: i32| {
            set();
            value > 0
        })
        .has(move |_: Object, _: String| {
            has();
            true
        })
        .delete(move |_: Object, _: String| {
            delete();
            true
        })
        .own_keys(move |_: Object| {
            keys();
            vec!["k"]
        })
        .proxy(&mut runtime, &target)
        .unwrap();
    runtime.set("p", proxy).unwrap();
    let text: String = runtime
        .eval_as(
            "'use strict'; p.x = 1; let refused; try { p.x = -1 } catch (e) { refused = e.name }
            [p.a, 'z' in p, delete p.q, Reflect.ownKeys(p), refused].join()",
        )
        .unwrap();
    assert_eq!(text, "got a,true,true,k,TypeError");
    let seen = seen.lock().unwrap();
    for name in ["get", "set", "has", "delete", "keys"] {
        assert!(seen.iter().any(|one| one == name), "{name}");
    }
}

/// Row 4.11: dynamic arrays are arrays to everybody.
#[test]
fn dynamic_arrays() {
    let mut runtime = Runtime::new();
    let squares = Object::dynamic_array(&mut runtime, Squares).unwrap();
    runtime.set("squares", squares).unwrap();
    let text: String = runtime
        .eval_as("[Array.isArray(squares), squares.length, squares.map(n => n + 1).join('+'), [...squares].at(-1), JSON.stringify(squares)].join(' ')")
        .unwrap();
    assert_eq!(text, "true 3 1+2+5 4 [0,1,4]");
    assert!(runtime.eval("'use strict'; squares[0] = 1").is_err());
}

/// Row 5.3: state and result of a promise.
#[test]
fn promises_tell_their_state_and_result() {
    let mut runtime = Runtime::new();
    let state = |runtime: &mut Runtime, code: &str| {
        let promise: Promise = runtime.eval_as(code).unwrap();
        let state = promise.state(runtime).unwrap();
        (state, promise.result::<i32>(runtime).unwrap())
    };
    let (pending, none) = state(&mut runtime, "new Promise(() => {})");
    assert!(pending == PromiseState::Pending && none.is_none());
    let (kept, seven) = state(&mut runtime, "Promise.resolve(7)");
    assert!(kept == PromiseState::Fulfilled && seven.unwrap().unwrap() == 7);
    let (broken, error) = state(&mut runtime, "Promise.reject(new RangeError('r'))");
    assert_eq!(broken, PromiseState::Rejected);
    assert_eq!(
        error.unwrap().unwrap_err().exception().unwrap().name,
        "RangeError"
    );
}

/// Row 5.4: handles of workers, and row 7.3: of interrupts, are for all threads.
#[test]
fn handles_for_all_threads() {
    is_shared::<Worker>();
    is_shared::<InterruptHandle>();
    is_shared::<Program>();
    let worker = Worker::spawn(Runtime::new).unwrap();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let worker = worker.clone();
            std::thread::spawn(move || {
                worker
                    .run(|runtime| runtime.eval_as::<i32>("globalThis.n = (globalThis.n ?? 0) + 1"))
            })
        })
        .collect();
    let mut seen: Vec<i32> = threads
        .into_iter()
        .map(|thread| thread.join().unwrap().unwrap())
        .collect();
    seen.sort_unstable();
    assert_eq!(seen, [1, 2, 3, 4]);
}

/// Row 5.6: intervals, jobs, and stopping what would never end.
#[test]
fn timers_repeat_and_are_stopped() {
    let mut runtime = Runtime::new();
    runtime.add_timers().unwrap();
    runtime
        .eval("var log = []; let n = 0; const id = setInterval(() => { log.push(++n); if (n === 3) clearInterval(id) }, 1); queueMicrotask(() => log.push('job'))")
        .unwrap();
    runtime.run_until_idle().unwrap();
    let log: String = runtime.eval_as("log.join()").unwrap();
    assert_eq!(log, "job,1,2,3");
    runtime
        .eval("setInterval(() => { for (let i = 0; i < 1e5; i++); }, 1)")
        .unwrap();
    let handle = runtime.interrupt_handle();
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        handle.interrupt("enough");
    });
    let stopped = runtime.run_until_idle();
    assert!(matches!(stopped, Err(Error::Stopped(Stop::Interrupted(_)))));
    stopper.join().unwrap();
}

/// Row 7.1: all bytes count: strings, buffers, maps, code, shapes, queues, regular expressions.
#[test]
fn everything_that_grows_ends_at_the_memory_limit() {
    let growing = [
        "let s = 'x'; const all = []; for (let i = 0; ; i++) all.push((s + i).repeat(1000))",
        "const all = []; for (;;) all.push(new ArrayBuffer(1 << 16))",
        "const all = new Map(); for (let i = 0; ; i++) all.set(i, {})",
        "const all = []; for (let i = 0; ; i++) all.push(Function(`return ${i}`))",
        "const all = []; for (let i = 0; ; i++) all.push({ ['p' + i]: 1 })",
        "for (;;) Promise.resolve().then(() => {})",
        "const all = []; for (let i = 0; ; i++) all.push(new RegExp(`(a${i}|b){1,50}`))",
        "const all = []; for (let i = 0n; ; i++) all.push((1n << 20000n) + i)",
    ];
    for code in growing {
        let mut runtime = Runtime::builder().memory_limit(8 << 20).build();
        // What is declared at the top lives on with its realm.
        let error = runtime.eval(&format!("{{ {code} }}")).unwrap_err();
        assert!(
            matches!(error, Error::Stopped(Stop::OutOfMemory)),
            "{code}: {error}"
        );
        assert_eq!(runtime.eval_as::<i32>("1 + 1").unwrap(), 2, "{code}");
    }
}

/// Row 7.2: native work is charged, too.
#[test]
fn native_work_costs_fuel() {
    let work = [
        "'ab'.repeat(1e6).indexOf('c')",
        "'ab'.repeat(5e5).split('a').length",
        "Array.from({ length: 2e5 }, (_, i) => -i).sort((a, b) => a - b)[0]",
        "JSON.parse('[' + '1,'.repeat(2e5) + '1]').length",
        "/(x+)+y/.test('x'.repeat(24))",
        "(3n ** 100000n * 7n ** 100000n) % 10n",
        "new Uint8Array(1e7).fill(1).length",
    ];
    for code in work {
        let mut runtime = Runtime::builder().fuel(2_000).build();
        let result = runtime.eval(code);
        assert!(
            matches!(result, Err(Error::Stopped(Stop::OutOfFuel))),
            "{code}: {result:?}"
        );
    }
}

/// Row 7.3: an interrupt is seen inside of native work and of the parser, ends one run, and needs no clearing.
#[test]
fn an_interrupt_reaches_native_work_and_ends_one_run() {
    let long_text = format!("0;{}", "f(1 + 2);".repeat(3_000_000));
    let work = [
        "/(x+x+)+y/.test('x'.repeat(40))".to_owned(),
        "const a = Array.from({ length: 3e6 }, (_, i) => (i * 7919) % 1000003 + ''); for (;;) a.sort()".to_owned(),
        "const t = '[' + '{\"a\":[1,2,3]},'.repeat(1e6) + '1]'; for (;;) JSON.stringify(JSON.parse(t))".to_owned(),
        "let n = 3n; for (;;) n = (n * n) % (1n << 4000000n)".to_owned(),
        "const s = 'ab'.repeat(5e6); for (;;) s.replaceAll('a', 'ccc').normalize('NFD')".to_owned(),
        "const a = new Array(1e7).fill(1); for (;;) a.concat(a).reverse().join()".to_owned(),
        long_text,
    ];
    for code in work {
        let mut runtime = Runtime::new();
        let handle = runtime.interrupt_handle();
        let asked = Arc::new(Mutex::new(None));
        let when = Arc::clone(&asked);
        let stopper = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(60));
            *when.lock().unwrap() = Some(Instant::now());
            handle.interrupt("user");
        });
        let head = &code[..code.len().min(40)];
        match runtime.eval(&code) {
            Err(Error::Stopped(Stop::Interrupted(reason))) => assert_eq!(reason, "user"),
            other => panic!("{head}: {other:?}"),
        }
        let late = asked.lock().unwrap().unwrap().elapsed();
        stopper.join().unwrap();
        // Milliseconds on a quiet machine; this one may be busy.
        assert!(late < Duration::from_secs(2), "{head}: {late:?}");
        assert_eq!(runtime.eval_as::<i32>("1 + 1").unwrap(), 2, "{head}");
    }
}

/// Row 7.6: clock, zone and randomness are the host's.
#[test]
fn the_world_is_the_hosts() {
    let mut ticks = 0;
    let clock = move || {
        ticks += 1;
        SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * ticks)
    };
    let mut runtime = Runtime::builder()
        .clock(clock)
        .utc_offset(-150)
        .random(|| u64::MAX)
        .build();
    let text: String = runtime
        .eval_as("const a = Date.now(), b = Date.now(); [b - a, new Date(0).getTimezoneOffset(), Math.random() > 0.99].join()")
        .unwrap();
    assert_eq!(text, "86400000,150,true");
}

/// Row 7.7: a fresh runtime has ECMAScript and nothing of a host.
#[test]
fn a_fresh_runtime_has_the_language_only() {
    let names = [
        "console",
        "setTimeout",
        "queueMicrotask",
        "URL",
        "TextEncoder",
        "fetch",
        "process",
        "require",
        "structuredClone",
        "performance",
        "atob",
        "Event",
        "Buffer",
    ];
    let mut runtime = Runtime::new();
    for name in names {
        assert_eq!(
            runtime
                .eval_as::<String>(&format!("typeof {name}"))
                .unwrap(),
            "undefined",
            "{name}"
        );
    }
}
