//! Handles: owned, rooted, dropped in any order, bound to one runtime, sent between threads.
#![allow(clippy::unwrap_used)]

use stilla::{
    AsContext, Class, ClassBuilder, Context, Error, Function, Instance, Object, Program, Runtime,
    Stop, Value,
};

fn is_send<T: Send>() {}
fn is_sync<T: Sync>() {}

/// Row 1.1: what is `Send` and `Sync`.
#[test]
fn what_moves_between_threads() {
    is_send::<Runtime>();
    is_send::<Value>();
    is_sync::<Value>();
    is_send::<Error>();
    is_sync::<Error>();
    is_send::<Function>();
    is_sync::<Program>();
}

fn stressed() -> Runtime {
    Runtime::builder().gc_stress(true).build()
}

/// How many of the targets of the WeakRefs in the script's `weak` are alive after a collection. The
/// native stack is scanned conservatively: one or the other may survive by chance.
fn survivors(runtime: &mut Runtime) -> usize {
    runtime
        .eval("for (let i = 0; i < 50; i++) [i, () => i]")
        .unwrap();
    runtime
        .eval_as("weak.filter(ref => ref.deref() !== undefined).length")
        .unwrap()
}

/// Row 8.1: handles are roots.
#[test]
fn a_handle_keeps_its_object_and_lets_go_of_it() {
    let mut runtime = stressed();
    runtime.eval("var weak = []").unwrap();
    let mut kept: Vec<Object> = Vec::new();
    for i in 0..20 {
        let object: Object = runtime
            .eval_as("{ const o = {}; weak.push(new WeakRef(o)); o }")
            .unwrap();
        object.set(&mut runtime, "number", i).unwrap();
        kept.push(object);
    }
    assert_eq!(survivors(&mut runtime), 20);
    for (i, object) in kept.iter().enumerate() {
        assert_eq!(object.get::<usize>(&mut runtime, "number").unwrap(), i);
    }
    kept.truncate(5);
    assert!(survivors(&mut runtime) < 10);
    drop(kept);
    assert!(survivors(&mut runtime) < 5);
}

/// Row 8.1: handles may outlive their runtime.
#[test]
fn a_handle_outlives_its_runtime() {
    let mut runtime = Runtime::new();
    let value = runtime.eval("({})").unwrap();
    let function: Function = runtime.eval_as("(() => 1)").unwrap();
    drop(runtime);
    let mut other = Runtime::new();
    assert!(matches!(
        function.call::<i32>(&mut other, ()),
        Err(Error::WrongRuntime)
    ));
    assert!(matches!(other.set("x", &value), Err(Error::WrongRuntime)));
    drop(other);
    drop(function);
    drop(value);
}

/// Row 8.2: values of another runtime are errors.
#[test]
fn values_of_another_runtime_are_errors() {
    let (mut one, mut two) = (Runtime::new(), Runtime::new());
    let object: Object = one.eval_as("({ a: 1 })").unwrap();
    let symbol: stilla::Symbol = one.eval_as("Symbol()").unwrap();
    assert!(matches!(
        object.get::<i32>(&mut two, "a"),
        Err(Error::WrongRuntime)
    ));
    let here = two.global().unwrap();
    assert!(matches!(
        here.get::<Value>(&mut two, &symbol),
        Err(Error::WrongRuntime)
    ));
    let list = [Value::from(object.clone())];
    let f: Function = two.eval_as("(x => x)").unwrap();
    assert!(f.call::<Value>(&mut two, &list[..]).is_err());
    let give = Function::new(&mut two, "give", move || object.clone()).unwrap();
    two.set("give", give).unwrap();
    let caught: String = two
        .eval_as("try { give() } catch (e) { e.message }")
        .unwrap();
    assert_eq!(caught, "a value of another runtime");
}

#[test]
fn a_forgotten_handle_is_only_memory() {
    let mut runtime = stressed();
    for _ in 0..100 {
        std::mem::forget(runtime.eval("({})").unwrap());
    }
    assert_eq!(runtime.eval_as::<i32>("1 + 1").unwrap(), 2);
}

/// Row 1.1: an idle runtime moves between threads.
#[test]
fn an_idle_runtime_moves_between_threads() {
    let mut runtime = Runtime::new();
    runtime.eval("var n = 0").unwrap();
    let handle: Object = runtime.eval_as("globalThis").unwrap();
    for round in 1..=4 {
        runtime = std::thread::spawn(move || {
            runtime
                .eval("n++; for (let i = 0; i < 1000; i++) [i]")
                .unwrap();
            runtime
        })
        .join()
        .unwrap();
        assert_eq!(handle.get::<i32>(&mut runtime, "n").unwrap(), round);
    }
    let moved = std::thread::spawn(move || drop(handle));
    moved.join().unwrap();
    assert_eq!(runtime.get::<i32>("n").unwrap(), Some(4));
}

/// Row 1.1: many runtimes in a process.
#[test]
fn ten_thousand_runtimes() {
    let program = Program::compile("small.js", "1 + 1").unwrap();
    let mut alive = Vec::new();
    for i in 0..10_000 {
        let mut runtime = Runtime::new();
        if i % 10 == 0 {
            assert_eq!(runtime.run(&program).unwrap().as_f64(), Some(2.0));
            alive.push(runtime);
        }
    }
    assert_eq!(alive.len(), 1000);
    for runtime in &mut alive {
        assert_eq!(runtime.eval_as::<i32>("[1, 2].length").unwrap(), 2);
    }
}

/// Row 1.7: running is re-entrant.
#[test]
fn a_host_function_runs_scripts_and_itself() {
    let mut runtime = stressed();
    let factorial = Function::new(
        &mut runtime,
        "factorial",
        |cx: &mut Context<'_>, n: f64| -> Result<f64, Error> {
            if n <= 1.0 {
                return Ok(1.0);
            }
            cx.set("n", n)?;
            cx.eval_as::<f64>("{ const m = n; m * factorial(m - 1) }")
        },
    )
    .unwrap();
    runtime.set("factorial", factorial).unwrap();
    assert_eq!(runtime.eval_as::<f64>("factorial(6)").unwrap(), 720.0);
}

/// Row 7.4: the native stack has a limit.
#[test]
fn endless_recursion_through_the_host_is_a_range_error() {
    let mut runtime = Runtime::new();
    runtime
        .set_function("again", |cx: &mut Context<'_>| cx.eval("again()"))
        .unwrap();
    let name: String = runtime
        .eval_as("try { again(); 'no' } catch (e) { e.name }")
        .unwrap();
    assert_eq!(name, "RangeError");
    assert_eq!(runtime.eval_as::<i32>("2").unwrap(), 2);
}

/// Row 2.6: closures that change their state.
#[test]
fn a_closure_that_changes_its_state_is_closed_meanwhile() {
    let mut runtime = Runtime::new();
    let mut count = 0;
    let f = Function::new_mut(&mut runtime, "f", move |cx: &mut Context<'_>| {
        count += 1;
        cx.eval("f()").map(|_| count)
    })
    .unwrap();
    runtime.set("f", f).unwrap();
    let error = runtime.eval("f()").unwrap_err();
    assert!(
        error.to_string().contains("can't be entered again"),
        "{error}"
    );
}

/// Row 2.10: a panic is an exception.
#[test]
fn a_panic_becomes_an_exception_and_finally_runs() {
    let mut runtime = Runtime::new();
    runtime
        .set_function("boom", || -> i32 { panic!("boom {}", 7) })
        .unwrap();
    runtime
        .set_function("through", |cx: &mut Context<'_>| cx.eval("boom()"))
        .unwrap();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let error = runtime
        .eval("var log = ''; try { through() } finally { log = 'finally' }")
        .unwrap_err();
    std::panic::set_hook(hook);
    assert_eq!(
        error.exception().unwrap().message,
        "a host function panicked: boom 7"
    );
    assert_eq!(runtime.get::<String>("log").unwrap().unwrap(), "finally");
    assert_eq!(runtime.eval_as::<i32>("[3, 1, 2].sort()[0]").unwrap(), 1);
}

#[test]
fn a_panic_of_the_host_inside_of_a_scope_leaves_the_runtime_usable() {
    let mut runtime = Runtime::new();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _ = runtime.scope(|cx| -> Result<(), Error> {
            cx.eval("1")?;
            panic!("host");
        });
    }));
    std::panic::set_hook(hook);
    assert!(result.is_err());
    for _ in 0..10 {
        runtime.eval("for (let i = 0; i < 10000; i++) [i]").unwrap();
    }
}

/// Row 2.8: raw functions keep arguments.
#[test]
fn arguments_that_the_host_keeps() {
    let mut runtime = stressed();
    let kept = std::sync::Arc::new(std::sync::Mutex::new(Vec::<Value>::new()));
    let keep = std::sync::Arc::clone(&kept);
    runtime
        .set_function("keep", move |value: Value| keep.lock().unwrap().push(value))
        .unwrap();
    runtime
        .eval("for (let i = 0; i < 20; i++) keep({ i, text: 't' + i })")
        .unwrap();
    let values = std::mem::take(&mut *kept.lock().unwrap());
    for (i, value) in values.iter().enumerate() {
        let text: String = value
            .as_object()
            .unwrap()
            .get(&mut runtime, "text")
            .unwrap();
        assert_eq!(text, format!("t{i}"));
    }
}

struct Node;

impl Class for Node {
    const NAME: &'static str = "Node";

    fn define(class: &mut ClassBuilder<Self>) {
        class.constructor(|| Node);
    }
}

#[test]
fn cycles_through_traced_fields_are_collected() {
    let mut runtime = stressed();
    runtime
        .set_function(
            "link",
            |cx: &mut Context<'_>, node: Instance<Node>, to: Value| node.set_field(cx, 0, to),
        )
        .unwrap();
    runtime.define_class::<Node>().unwrap();
    runtime
        .eval(
            "var weak = []; for (let i = 0; i < 20; i++) {
                const n = new Node();
                link(n, { back: n });
                weak.push(new WeakRef(n));
            }",
        )
        .unwrap();
    assert!(survivors(&mut runtime) < 5);
}

struct Cell(i32);

impl Class for Cell {
    const NAME: &'static str = "Cell";

    fn define(class: &mut ClassBuilder<Self>) {
        class.constructor(|n: i32| Cell(n));
        class.property(
            "n",
            |this: &Cell| this.0,
            |this: &mut Cell, n: i32| this.0 = n,
        );
        class.method_mut(
            "update",
            |this: &mut Cell, cx: &mut Context<'_>, f: Function| -> Result<i32, Error> {
                this.0 = f.call(cx, (this.0,))?;
                Ok(this.0)
            },
        );
        class.method("both", |this: &Cell, cx: &mut Context<'_>, f: Function| {
            f.call::<i32>(cx, ()).map(|n| n + this.0)
        });
    }
}

#[test]
fn a_method_that_is_at_work_on_its_receiver() {
    let mut runtime = stressed();
    runtime.define_class::<Cell>().unwrap();
    assert_eq!(
        runtime
            .eval_as::<i32>("var c = new Cell(4); c.update(n => n * 2)")
            .unwrap(),
        8
    );
    let caught: String = runtime
        .eval_as("try { c.update(() => c.n) } catch (e) { e.message }")
        .unwrap();
    assert_eq!(
        caught,
        "this Cell is being used by the call that leads here"
    );
    assert_eq!(runtime.eval_as::<i32>("c.both(() => c.n)").unwrap(), 16);
    let caught: String = runtime
        .eval_as("try { c.n = 'eight' } catch (e) { e.name + ': ' + e.message }")
        .unwrap();
    assert_eq!(caught, "TypeError: argument 1: expected i32, got \"eight\"");
    let wrong: String = runtime
        .eval_as("try { Cell.prototype.update.call({}, () => 1) } catch (e) { e.message }")
        .unwrap();
    assert_eq!(wrong, "expected Cell, got an object");
    let bare: String = runtime
        .eval_as("try { Cell(1) } catch (e) { e.message }")
        .unwrap();
    assert_eq!(bare, "Class constructor Cell requires 'new'");
    let sub: i32 = runtime
        .eval_as("class Sub extends Cell { get twice() { return this.n * 2 } } new Sub(5).twice")
        .unwrap();
    assert_eq!(sub, 10);
}

#[test]
fn instances_are_dropped_with_their_objects() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static DROPPED: AtomicUsize = AtomicUsize::new(0);
    struct Counted;
    impl Drop for Counted {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, Ordering::SeqCst);
        }
    }
    impl Class for Counted {
        const NAME: &'static str = "Counted";
        fn define(class: &mut ClassBuilder<Self>) {
            class.constructor(|| Counted);
        }
    }
    let mut runtime = Runtime::new();
    runtime.define_class::<Counted>().unwrap();
    runtime
        .eval("for (let i = 0; i < 100; i++) new Counted()")
        .unwrap();
    drop(runtime);
    assert_eq!(DROPPED.load(Ordering::SeqCst), 100);
}

/// Row 2.6, and row "Argument errors of typed host functions read `name expected 2 arguments, but got 1`" of the tool's page.
#[test]
fn typed_functions_tell_how_many_arguments_they_expect() {
    let mut runtime = stressed();
    runtime.set_function("add", |a: f64, b: f64| a + b).unwrap();
    runtime.define_class::<Cell>().unwrap();
    let told = "(f => { try { return f() } catch (e) { return e.name + ': ' + e.message } })";
    let tell: Function = runtime.eval_as(told).unwrap();
    for (code, text) in [
        ("() => add(1)", "add expected 2 arguments, but got 1"),
        ("() => add()", "add expected 2 arguments, but got 0"),
        ("() => new Cell()", "Cell expected 1 argument, but got 0"),
        (
            "() => new Cell(1).update()",
            "update expected 1 argument, but got 0",
        ),
        (
            "() => add(1, undefined)",
            "argument 2: expected number, got undefined",
        ),
    ] {
        let call = runtime.eval(code).unwrap();
        let found: String = tell.call(&mut runtime, (call,)).unwrap();
        assert_eq!(found, format!("TypeError: {text}"), "{code}");
    }
}

/// Row 2.9: an error of Rust goes through JavaScript.
#[test]
fn an_error_keeps_its_source_through_javascript() {
    let mut runtime = stressed();
    runtime
        .set_function("read", |path: String| std::fs::read_to_string(path))
        .unwrap();
    let error = runtime
        .eval("function f() { try { return read('/no/such/file') } finally { [1] } } f()")
        .unwrap_err();
    let found = error.downcast_ref::<std::io::Error>().unwrap();
    assert_eq!(found.kind(), std::io::ErrorKind::NotFound);
    assert_eq!(error.exception().unwrap().name, "Error");
    let keys: i32 = runtime
        .eval_as("try { read('/no') } catch (e) { Reflect.ownKeys(e).length }")
        .unwrap();
    assert_eq!(keys, 1);
    let wrapped = runtime
        .eval("try { read('/no') } catch (e) { throw new TypeError('config', { cause: e }) }")
        .unwrap_err();
    assert!(wrapped.downcast_ref::<std::io::Error>().is_some());
    assert!(wrapped.exception().unwrap().report().contains("caused by:"));
}

/// Row 7.5: after a stop nothing of the run goes on: no catch, no finally, no iterator close, no job.
#[test]
fn nothing_runs_after_a_stop() {
    let mut runtime = Runtime::builder().fuel(50_000).build();
    let code = "var ran = [];
        const endless = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return() { ran.push('closed'); return {} } }) };
        Promise.resolve().then(() => ran.push('job'));
        try { for (const x of endless); } catch { ran.push('catch') } finally { ran.push('finally') }";
    assert!(matches!(
        runtime.eval(code),
        Err(Error::Stopped(Stop::OutOfFuel))
    ));
    runtime.set_fuel(None);
    runtime.run_jobs().unwrap();
    assert_eq!(runtime.eval_as::<String>("ran.join()").unwrap(), "");
}

#[test]
fn a_host_function_passes_exceptions_on_unchanged() {
    let mut runtime = Runtime::new();
    runtime
        .set_function("call", |cx: &mut Context<'_>, f: Function| {
            f.call::<Value>(cx, ())
        })
        .unwrap();
    assert!(
        runtime
            .eval_as::<bool>("const o = {}; try { call(() => { throw o }) } catch (e) { e === o }")
            .unwrap()
    );
}

/// Row 3.1: strict conversions.
#[test]
fn conversions_name_the_place() {
    let mut runtime = Runtime::new();
    let error = runtime
        .eval_as::<std::collections::HashMap<String, Vec<(String, u8)>>>(
            "({ a: [['x', 1]], b: [['y', 2], ['z', 300]] })",
        )
        .unwrap_err();
    assert_eq!(error.to_string(), "$.b[1][1]: expected u8, got 300");
    assert!(runtime.eval_as::<i64>("2 ** 53").is_err());
    assert!(runtime.eval_as::<u32>("1.5").is_err());
    assert!(runtime.set("big", u64::MAX).is_err());
    assert_eq!(
        runtime.eval_as::<i128>("-(2n ** 100n)").unwrap(),
        -(1 << 100)
    );
    runtime.set("big", -(1_i128 << 100)).unwrap();
    assert!(runtime.eval_as::<bool>("big === -(2n ** 100n)").unwrap());
    assert!(runtime.eval_as::<String>("'\\uDC00'").is_err());
}
