//! The figures that stand nearest to each other, both engines in turns: the best of many short slices, so that a busy
//! machine slows neither more than the other.
//!
//! `cargo bench --bench pairs`, under a minute.

use std::hint::black_box;
use std::time::Instant;

use rquickjs::{Context as Quick, Function as QuickFunction, Object as QuickObject, Persistent};
use rquickjs::{Ctx, Runtime as QuickRuntime};
use stilla::{AsContext as _, Context, Function, Object, PropertyKey, Runtime};

/// Slices of each engine, and steps of a slice.
const SLICES: u32 = 400;
const STEPS: u32 = 1000;

/// One slice of an engine: so many steps.
type Slice<'s> = &'s mut dyn FnMut(u32);

const SETUP: &str =
    "function nothing() {} function add(a, b) { return a + b } function size(s) { return s.length }
    var o = { a: 1, b: 2 };";

fn timed(slice: Slice<'_>) -> f64 {
    let started = Instant::now();
    slice(STEPS);
    started.elapsed().as_secs_f64() * 1e9 / f64::from(STEPS)
}

/// Measures both in turns and tells the best of each.
fn pair(name: &str, ours: Slice<'_>, theirs: Slice<'_>) {
    let mut best = (f64::MAX, f64::MAX);
    for _ in 0..SLICES {
        best.0 = best.0.min(timed(ours));
        best.1 = best.1.min(timed(theirs));
    }
    let (ours, theirs) = best;
    println!(
        "{name:<32} {ours:9.1} ns  {theirs:9.1} ns  {:5.2}",
        theirs / ours
    );
}

/// So many steps, whose results are used.
fn steps<R>(count: u32, mut step: impl FnMut() -> R) {
    for _ in 0..count {
        black_box(step());
    }
}

/// Texts that no engine has seen before.
fn texts() -> impl FnMut() -> String {
    let mut next = 0;
    move || {
        next += 1;
        format!("{next}+1")
    }
}

fn evaluating(runtime: &mut Context<'_>, cx: &Ctx<'_>) {
    let (mut ours, mut theirs) = (texts(), texts());
    pair(
        "eval of a new text",
        &mut |n| steps(n, || runtime.eval_as::<i32>(&ours()).expect("a number")),
        &mut |n| steps(n, || cx.eval::<i32, _>(theirs()).expect("a number")),
    );
    pair(
        "eval of a known text",
        &mut |n| steps(n, || runtime.eval_as::<i32>("1+1").expect("a number")),
        &mut |n| steps(n, || cx.eval::<i32, _>("1+1").expect("a number")),
    );
}

/// The host calls functions, inside of one entry.
fn calling(cx: &mut Context<'_>, functions: &[Function; 3], quick: &Ctx<'_>) {
    let [nothing, add, size] = functions;
    let get = |name| {
        quick
            .globals()
            .get::<_, QuickFunction<'_>>(name)
            .expect("a function")
    };
    let (their_nothing, their_add, their_size) = (get("nothing"), get("add"), get("size"));
    pair(
        "call, empty",
        &mut |n| steps(n, || nothing.call::<()>(cx, ()).expect("a call")),
        &mut |n| steps(n, || their_nothing.call::<_, ()>(()).expect("a call")),
    );
    pair(
        "call, two ints",
        &mut |n| {
            steps(n, || {
                add.call::<i32>(cx, (black_box(1), 2)).expect("a call")
            })
        },
        &mut |n| {
            steps(n, || {
                their_add.call::<_, i32>((black_box(1), 2)).expect("a call")
            })
        },
    );
    pair(
        "call, a string",
        &mut |n| {
            steps(n, || {
                size.call::<i32>(cx, (black_box("some text"),))
                    .expect("a call")
            })
        },
        &mut |n| {
            steps(n, || {
                their_size
                    .call::<_, i32>((black_box("some text"),))
                    .expect("a call")
            })
        },
    );
}

/// The host reads and writes a property, inside of one entry.
fn properties(cx: &mut Context<'_>, object: &Object, quick: &Ctx<'_>) {
    let key = PropertyKey::new(cx, "b").expect("a key");
    let theirs: QuickObject<'_> = quick.globals().get("o").expect("an object");
    pair(
        "get, by a key made before",
        &mut |n| steps(n, || object.get::<i32>(cx, &key).expect("a number")),
        &mut |n| steps(n, || theirs.get::<_, i32>("b").expect("a number")),
    );
    pair(
        "get, by name",
        &mut |n| steps(n, || object.get::<i32>(cx, "b").expect("a number")),
        &mut |n| steps(n, || theirs.get::<_, i32>("b").expect("a number")),
    );
    pair(
        "set, by name",
        &mut |n| steps(n, || object.set(cx, "b", black_box(3)).expect("a write")),
        &mut |n| steps(n, || theirs.set("b", black_box(3)).expect("a write")),
    );
}

/// Each step enters the runtime anew, with a handle that was kept.
fn entering(runtime: &mut Runtime, nothing: &Function, object: &Object, quick: &Quick) {
    let (their_nothing, theirs) = quick.with(|cx| {
        let nothing: QuickFunction<'_> = cx.globals().get("nothing").expect("a function");
        let object: QuickObject<'_> = cx.globals().get("o").expect("an object");
        (
            Persistent::save(&cx, nothing),
            Persistent::save(&cx, object),
        )
    });
    pair(
        "call, empty, entered each time",
        &mut |n| steps(n, || nothing.call::<()>(runtime, ()).expect("a call")),
        &mut |n| {
            steps(n, || {
                quick.with(|cx| {
                    let nothing = their_nothing.clone().restore(&cx).expect("a function");
                    nothing.call::<_, ()>(()).expect("a call");
                });
            });
        },
    );
    pair(
        "get, by name, entered each time",
        &mut |n| steps(n, || object.get::<i32>(runtime, "b").expect("a number")),
        &mut |n| {
            steps(n, || {
                quick.with(|cx| {
                    let object = theirs.clone().restore(&cx).expect("an object");
                    object.get::<_, i32>("b").expect("a number");
                });
            });
        },
    );
    pair(
        "set, by name, entered each time",
        &mut |n| {
            steps(n, || {
                object.set(runtime, "b", black_box(3)).expect("a write")
            })
        },
        &mut |n| {
            steps(n, || {
                quick.with(|cx| {
                    let object = theirs.clone().restore(&cx).expect("an object");
                    object.set("b", black_box(3)).expect("a write");
                });
            });
        },
    );
}

fn main() {
    let mut runtime = Runtime::new();
    runtime.eval(SETUP).expect("the script is right");
    let mut function = |name| {
        runtime
            .get::<Function>(name)
            .expect("a function")
            .expect("it exists")
    };
    let functions = ["nothing", "add", "size"].map(&mut function);
    let object = runtime
        .get::<Object>("o")
        .expect("an object")
        .expect("it exists");
    let quick_runtime = QuickRuntime::new().expect("a runtime");
    let quick = Quick::full(&quick_runtime).expect("a context");
    println!("{:<32} {:>12}  {:>12}  times", "", "Stilla", "rquickjs");
    quick.with(|cx| {
        cx.eval::<(), _>(SETUP).expect("the script is right");
        runtime
            .scope(|ours| {
                evaluating(ours, &cx);
                calling(ours, &functions, &cx);
                properties(ours, &object, &cx);
                Ok(())
            })
            .expect("a scope");
    });
    entering(&mut runtime, &functions[0], &object, &quick);
}
