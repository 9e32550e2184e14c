//! What crossing the border between Rust and JavaScript costs, in three engines.
//!
//! Each group is one kind of crossing. Work inside of scripts is counted per round of a loop.

use std::hint::black_box;
use std::time::Duration;

use boa_engine::object::builtins::JsArray;
use boa_engine::{Context as Boa, JsValue, NativeFunction, Source, js_string};
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use rquickjs::{Context as Quick, Ctx, Function as QuickFunction, Runtime as QuickRuntime};
use stilla::{AsContext as _, FromJs, Function, IntoJs, Object, Program, Runtime};

type Group<'c> = BenchmarkGroup<'c, criterion::measurement::WallTime>;

/// Rounds of a loop in a script.
const ROUNDS: u32 = 1000;

fn group<'c>(c: &'c mut Criterion, name: &str) -> Group<'c> {
    let mut group = c.benchmark_group(name);
    group
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1000))
        .sample_size(20);
    group
}

/// Measures `f` of rquickjs inside of a context that has run `setup`.
fn quick(
    group: &mut Group<'_>,
    setup: &str,
    name: &str,
    f: impl for<'js> Fn(&Ctx<'js>, &mut criterion::Bencher<'_>),
) {
    let runtime = QuickRuntime::new().expect("a runtime");
    let context = Quick::full(&runtime).expect("a context");
    context.with(|cx| {
        cx.eval::<(), _>(setup).expect("the script is right");
        group.bench_function(name, |b| f(&cx, b));
    });
}

fn creation(c: &mut Criterion) {
    let mut group = group(c, "runtime created and dropped");
    group.bench_function("stilla", |b| b.iter(Runtime::new));
    group.bench_function("rquickjs", |b| {
        b.iter(|| {
            let runtime = QuickRuntime::new().expect("a runtime");
            Quick::full(&runtime).expect("a context")
        })
    });
    group.bench_function("boa", |b| b.iter(Boa::default));
    group.finish();
    let mut group = self::group(c, "runtime created, 1+1, dropped");
    group.bench_function("stilla", |b| {
        b.iter(|| Runtime::new().eval_as::<i32>("1+1").expect("a number"))
    });
    group.bench_function("rquickjs", |b| {
        b.iter(|| {
            let runtime = QuickRuntime::new().expect("a runtime");
            let context = Quick::full(&runtime).expect("a context");
            context.with(|cx| cx.eval::<i32, _>("1+1").expect("a number"))
        })
    });
    group.bench_function("boa", |b| {
        b.iter(|| {
            Boa::default()
                .eval(Source::from_bytes("1+1"))
                .expect("a number")
        })
    });
}

fn evaluation(c: &mut Criterion) {
    let mut group = group(c, "eval 1+1");
    let mut runtime = Runtime::new();
    group.bench_function("stilla", |b| {
        b.iter(|| runtime.eval_as::<i32>("1+1").expect("a number"))
    });
    let program = Program::compile("sum.js", "1+1").expect("a program");
    group.bench_function("stilla program", |b| {
        b.iter(|| runtime.run(&program).expect("a number"))
    });
    quick(&mut group, "", "rquickjs", |cx, b| {
        b.iter(|| cx.eval::<i32, _>("1+1").expect("a number"))
    });
    let mut boa = Boa::default();
    group.bench_function("boa", |b| {
        b.iter(|| boa.eval(Source::from_bytes("1+1")).expect("a number"))
    });
}

/// Texts that no engine has seen before.
fn fresh_texts(c: &mut Criterion) {
    let mut group = group(c, "eval of a new text");
    let mut next = 0;
    let mut text = move || {
        next += 1;
        format!("{next}+1")
    };
    let mut runtime = Runtime::new();
    group.bench_function("stilla", |b| {
        b.iter(|| runtime.eval_as::<i32>(&text()).expect("a number"))
    });
    let quick_runtime = QuickRuntime::new().expect("a runtime");
    let context = Quick::full(&quick_runtime).expect("a context");
    context.with(|cx| {
        group.bench_function("rquickjs", |b| {
            b.iter(|| cx.eval::<i32, _>(text()).expect("a number"))
        });
    });
    let mut boa = Boa::default();
    group.bench_function("boa", |b| {
        b.iter(|| {
            let text = text();
            boa.eval(Source::from_bytes(&text)).expect("a number")
        })
    });
}

const FUNCTIONS: &str = "function nothing() {} function add(a, b) { return a + b } function size(s) { return s.length }";

fn host_to_script(c: &mut Criterion) {
    let mut group = group(c, "host calls script");
    let mut runtime = Runtime::new();
    runtime.eval(FUNCTIONS).expect("the script is right");
    let function = |runtime: &mut Runtime, name| {
        runtime
            .get::<Function>(name)
            .expect("a function")
            .expect("it exists")
    };
    let (nothing, add, size) = (
        function(&mut runtime, "nothing"),
        function(&mut runtime, "add"),
        function(&mut runtime, "size"),
    );
    group.bench_function("empty/stilla", |b| {
        b.iter(|| nothing.call::<()>(&mut runtime, ()).expect("a call"))
    });
    group.bench_function("two ints/stilla", |b| {
        b.iter(|| {
            add.call::<i32>(&mut runtime, (black_box(1), 2))
                .expect("a call")
        })
    });
    group.bench_function("string/stilla", |b| {
        b.iter(|| {
            size.call::<i32>(&mut runtime, (black_box("some text"),))
                .expect("a call")
        })
    });
    runtime
        .scope(|cx| {
            group.bench_function("empty in a scope/stilla", |b| {
                b.iter(|| nothing.call::<()>(cx, ()).expect("a call"))
            });
            group.bench_function("two ints in a scope/stilla", |b| {
                b.iter(|| add.call::<i32>(cx, (black_box(1), 2)).expect("a call"))
            });
            group.bench_function("string in a scope/stilla", |b| {
                b.iter(|| {
                    size.call::<i32>(cx, (black_box("some text"),))
                        .expect("a call")
                })
            });
            Ok(())
        })
        .expect("a scope");
    quick(&mut group, FUNCTIONS, "empty/rquickjs", |cx, b| {
        let f: QuickFunction<'_> = cx.globals().get("nothing").expect("a function");
        b.iter(|| f.call::<_, ()>(()).expect("a call"));
    });
    quick(&mut group, FUNCTIONS, "two ints/rquickjs", |cx, b| {
        let f: QuickFunction<'_> = cx.globals().get("add").expect("a function");
        b.iter(|| f.call::<_, i32>((black_box(1), 2)).expect("a call"));
    });
    quick(&mut group, FUNCTIONS, "string/rquickjs", |cx, b| {
        let f: QuickFunction<'_> = cx.globals().get("size").expect("a function");
        b.iter(|| f.call::<_, i32>((black_box("some text"),)).expect("a call"));
    });
    let mut boa = Boa::default();
    boa.eval(Source::from_bytes(FUNCTIONS))
        .expect("the script is right");
    let get = |boa: &mut Boa, name: &str| {
        let global = boa.global_object();
        let value = global.get(js_string!(name), boa).expect("a property");
        value.as_callable().expect("a function").clone()
    };
    let (nothing, add, size) = (
        get(&mut boa, "nothing"),
        get(&mut boa, "add"),
        get(&mut boa, "size"),
    );
    let this = JsValue::undefined();
    group.bench_function("empty/boa", |b| {
        b.iter(|| nothing.call(&this, &[], &mut boa).expect("a call"))
    });
    group.bench_function("two ints/boa", |b| {
        b.iter(|| {
            add.call(&this, &[black_box(1).into(), 2.into()], &mut boa)
                .expect("a call")
                .as_number()
        })
    });
    group.bench_function("string/boa", |b| {
        b.iter(|| {
            let text = js_string!(black_box("some text"));
            size.call(&this, &[text.into()], &mut boa)
                .expect("a call")
                .as_number()
        })
    });
}

const CALLER: &str =
    "function run(n) { let s = 0; for (let i = 0; i < n; i++) s += host(i, 1); return s }
    function plain(a, b) { return a + b }
    function baseline(n) { let s = 0; for (let i = 0; i < n; i++) s += plain(i, 1); return s }";

fn script_to_host(c: &mut Criterion) {
    let mut group = group(c, "script calls host");
    group.throughput(Throughput::Elements(u64::from(ROUNDS)));
    let mut runtime = Runtime::new();
    runtime
        .set_function("host", |a: i32, b: i32| a + b)
        .expect("a function");
    runtime.eval(CALLER).expect("the script is right");
    for (name, label) in [("run", "stilla"), ("baseline", "stilla, script to script")] {
        let run: Function = runtime.get(name).expect("a function").expect("it exists");
        group.bench_function(label, |b| {
            b.iter(|| run.call::<f64>(&mut runtime, (ROUNDS,)).expect("a call"))
        });
    }
    let quick_runtime = QuickRuntime::new().expect("a runtime");
    let context = Quick::full(&quick_runtime).expect("a context");
    context.with(|cx| {
        let host = QuickFunction::new(cx.clone(), |a: i32, b: i32| a + b).expect("a function");
        cx.globals().set("host", host).expect("a property");
        cx.eval::<(), _>(CALLER).expect("the script is right");
        let run: QuickFunction<'_> = cx.globals().get("run").expect("a function");
        group.bench_function("rquickjs", |b| {
            b.iter(|| run.call::<_, f64>((ROUNDS,)).expect("a call"))
        });
    });
    let mut boa = Boa::default();
    let host = NativeFunction::from_copy_closure(|_, args, _| {
        let number = |i: usize| args.get(i).and_then(JsValue::as_number).unwrap_or(0.0) as i32;
        Ok((number(0) + number(1)).into())
    });
    boa.register_global_callable(js_string!("host"), 2, host)
        .expect("a function");
    boa.eval(Source::from_bytes(CALLER))
        .expect("the script is right");
    let global = boa.global_object();
    let run = global.get(js_string!("run"), &mut boa).expect("a function");
    let run = run.as_callable().expect("a function").clone();
    group.bench_function("boa", |b| {
        b.iter(|| {
            run.call(&JsValue::undefined(), &[ROUNDS.into()], &mut boa)
                .expect("a call")
        })
    });
}

fn host_properties(c: &mut Criterion) {
    let mut group = group(c, "host reads and writes properties");
    let mut runtime = Runtime::new();
    let object: Object = runtime.eval_as("({ a: 1, b: 2 })").expect("an object");
    group.bench_function("get/stilla", |b| {
        b.iter(|| object.get::<i32>(&mut runtime, "b").expect("a number"))
    });
    group.bench_function("set/stilla", |b| {
        b.iter(|| {
            object
                .set(&mut runtime, "b", black_box(3))
                .expect("a write")
        })
    });
    let key = stilla::PropertyKey::new(&mut runtime, "b").expect("a key");
    group.bench_function("get in a scope/stilla", |b| {
        runtime
            .scope(|cx| {
                b.iter(|| object.get::<i32>(cx, &key).expect("a number"));
                Ok(())
            })
            .expect("a scope");
    });
    group.bench_function("set in a scope/stilla", |b| {
        runtime
            .scope(|cx| {
                b.iter(|| object.set(cx, &key, black_box(3)).expect("a write"));
                Ok(())
            })
            .expect("a scope");
    });
    quick(&mut group, "", "get/rquickjs", |cx, b| {
        let object: rquickjs::Object<'_> = cx.eval("({ a: 1, b: 2 })").expect("an object");
        b.iter(|| object.get::<_, i32>("b").expect("a number"));
    });
    quick(&mut group, "", "set/rquickjs", |cx, b| {
        let object: rquickjs::Object<'_> = cx.eval("({ a: 1, b: 2 })").expect("an object");
        b.iter(|| object.set("b", black_box(3)).expect("a write"));
    });
    let mut boa = Boa::default();
    let object = boa
        .eval(Source::from_bytes("({ a: 1, b: 2 })"))
        .expect("an object");
    let object = object.as_object().expect("an object").clone();
    group.bench_function("get/boa", |b| {
        b.iter(|| {
            object
                .get(js_string!("b"), &mut boa)
                .expect("a number")
                .as_number()
        })
    });
    group.bench_function("set/boa", |b| {
        b.iter(|| {
            object
                .set(js_string!("b"), black_box(3), true, &mut boa)
                .expect("a write")
        })
    });
}

/// An object of the host with a field and a method.
struct Counter {
    value: f64,
}

#[stilla::js_class]
impl Counter {
    #[js(constructor)]
    fn new() -> Counter {
        Counter { value: 0.0 }
    }

    #[js(getter)]
    fn value(&self) -> f64 {
        self.value
    }

    #[js(setter)]
    fn set_value(&mut self, value: f64) {
        self.value = value;
    }

    fn next(&mut self) -> f64 {
        self.value += 1.0;
        self.value
    }
}

mod quick_class {
    //! The same for rquickjs, whose macros want a module of their own.
    #[derive(rquickjs::class::Trace, rquickjs::JsLifetime)]
    #[rquickjs::class]
    pub struct Counter {
        #[qjs(get, set)]
        pub value: f64,
    }

    #[rquickjs::methods]
    impl Counter {
        #[qjs(constructor)]
        pub fn new() -> Counter {
            Counter { value: 0.0 }
        }

        pub fn next(&mut self) -> f64 {
            self.value += 1.0;
            self.value
        }
    }
}

const FIELDS: &str = "const counter = new Counter(), plain = { value: 0, next() { return this.value += 1 } };
    function read(n, o) { let s = 0; for (let i = 0; i < n; i++) s += o.value; return s }
    function write(n, o) { for (let i = 0; i < n; i++) o.value = i }
    function call(n, o) { for (let i = 0; i < n; i++) o.next() }
    const work = {
        read(n) { return read(n, counter) }, write(n) { write(n, counter) }, call(n) { call(n, counter) },
    };
    function read2(n, o) { let s = 0; for (let i = 0; i < n; i++) s += o.value; return s }
    function write2(n, o) { for (let i = 0; i < n; i++) o.value = i }
    function call2(n, o) { for (let i = 0; i < n; i++) o.next() }
    work.readPlain = n => read2(n, plain); work.writePlain = n => write2(n, plain); work.callPlain = n => call2(n, plain);
    globalThis.work = work;";

fn host_objects(c: &mut Criterion) {
    let mut group = group(c, "script uses a host object");
    group.throughput(Throughput::Elements(u64::from(ROUNDS)));
    let kinds = [
        "read",
        "write",
        "call",
        "readPlain",
        "writePlain",
        "callPlain",
    ];
    let mut runtime = Runtime::new();
    runtime.define_class::<Counter>().expect("a class");
    runtime.eval(FIELDS).expect("the script is right");
    let work: Object = runtime.get("work").expect("an object").expect("it exists");
    for kind in kinds {
        let f: Function = work.get(&mut runtime, kind).expect("a function");
        group.bench_function(format!("{kind}/stilla"), |b| {
            b.iter(|| {
                f.call::<stilla::Value>(&mut runtime, (ROUNDS,))
                    .expect("a call")
            })
        });
    }
    let quick_runtime = QuickRuntime::new().expect("a runtime");
    let context = Quick::full(&quick_runtime).expect("a context");
    context.with(|cx| {
        rquickjs::Class::<quick_class::Counter>::define(&cx.globals()).expect("a class");
        cx.eval::<(), _>(FIELDS).expect("the script is right");
        let work: rquickjs::Object<'_> = cx.globals().get("work").expect("an object");
        for kind in kinds {
            let f: QuickFunction<'_> = work.get(kind).expect("a function");
            group.bench_function(format!("{kind}/rquickjs"), |b| {
                b.iter(|| f.call::<_, rquickjs::Value<'_>>((ROUNDS,)).expect("a call"))
            });
        }
    });
}

/// A nested struct.
#[derive(Clone, FromJs, IntoJs)]
struct Order {
    id: u32,
    customer: Customer,
    lines: Vec<Line>,
}

#[derive(Clone, FromJs, IntoJs)]
struct Customer {
    name: String,
    city: String,
}

#[derive(Clone, FromJs, IntoJs)]
struct Line {
    article: String,
    price: f64,
}

mod quick_structs {
    //! The same for rquickjs.
    #[derive(Clone, rquickjs::FromJs, rquickjs::IntoJs)]
    pub struct Order {
        pub id: u32,
        pub customer: Customer,
        pub lines: Vec<Line>,
    }

    #[derive(Clone, rquickjs::FromJs, rquickjs::IntoJs)]
    pub struct Customer {
        pub name: String,
        pub city: String,
    }

    #[derive(Clone, rquickjs::FromJs, rquickjs::IntoJs)]
    pub struct Line {
        pub article: String,
        pub price: f64,
    }
}

const ORDER: &str = "({ id: 7, customer: { name: 'Ada', city: 'London' },
    lines: [{ article: 'pen', price: 1.5 }, { article: 'ink', price: 2.5 }, { article: 'paper', price: 9 }] })";

fn conversions(c: &mut Criterion) {
    let mut group = group(c, "conversions");
    let list: Vec<i32> = (0..1000).collect();
    let mut runtime = Runtime::new();
    let array: Object = runtime
        .eval_as("Array.from({ length: 1000 }, (_, i) => i)")
        .expect("an array");
    let array = stilla::Value::from(array);
    group.bench_function("1000 ints to script/stilla", |b| {
        b.iter(|| {
            runtime
                .scope(|cx| list.clone().into_js(cx))
                .expect("an array")
        })
    });
    group.bench_function("1000 ints to host/stilla", |b| {
        b.iter(|| array.get::<Vec<i32>>(&mut runtime).expect("a list"))
    });
    let value = runtime.eval(ORDER).expect("an object");
    let order: Order = value.get(&mut runtime).expect("an order");
    group.bench_function("struct to script/stilla", |b| {
        b.iter(|| {
            runtime
                .scope(|cx| order.clone().into_js(cx))
                .expect("an object")
        })
    });
    group.bench_function("struct to host/stilla", |b| {
        b.iter(|| value.get::<Order>(&mut runtime).expect("an order"))
    });
    quick(&mut group, "", "1000 ints to script/rquickjs", |cx, b| {
        b.iter(|| rquickjs::IntoJs::into_js(list.clone(), cx).expect("an array"))
    });
    quick(&mut group, "", "1000 ints to host/rquickjs", |cx, b| {
        let array: rquickjs::Value<'_> = cx
            .eval("Array.from({ length: 1000 }, (_, i) => i)")
            .expect("an array");
        b.iter(|| array.get::<Vec<i32>>().expect("a list"))
    });
    quick(&mut group, "", "struct to script/rquickjs", |cx, b| {
        let order: quick_structs::Order = cx.eval(ORDER).expect("an order");
        b.iter(|| rquickjs::IntoJs::into_js(order.clone(), cx).expect("an object"))
    });
    quick(&mut group, "", "struct to host/rquickjs", |cx, b| {
        let value: rquickjs::Value<'_> = cx.eval(ORDER).expect("an object");
        b.iter(|| value.get::<quick_structs::Order>().expect("an order"))
    });
    boa_conversions(&mut group, &list);
}

fn boa_conversions(group: &mut Group<'_>, list: &[i32]) {
    let mut boa = Boa::default();
    group.bench_function("1000 ints to script/boa", |b| {
        b.iter(|| JsArray::from_iter(list.iter().map(|item| JsValue::from(*item)), &mut boa))
    });
    let array = boa
        .eval(Source::from_bytes(
            "Array.from({ length: 1000 }, (_, i) => i)",
        ))
        .expect("an array");
    group.bench_function("1000 ints to host/boa", |b| {
        b.iter(|| array.try_js_into::<Vec<i32>>(&mut boa).expect("a list"))
    });
}

criterion_group!(
    benches,
    creation,
    evaluation,
    fresh_texts,
    host_to_script,
    script_to_host,
    host_properties,
    host_objects,
    conversions
);
criterion_main!(benches);
