//! A handful of built-ins and a host with modules in memory: enough to run generators, async code
//! and modules without the crate that has all built-ins.
//!
//! Uses: stilla-core. Never: stilla-builtins.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use stilla_bytecode::code::Source;
use stilla_compiler::CompileOptions;
use stilla_core::async_from_sync_iterator::ASYNC_FROM_SYNC_ITERATOR;
use stilla_core::builtin::{Global, method, symbol_method};
use stilla_core::host::Host;
use stilla_core::script::DynamicFunctionKind;
use stilla_core::{
    Call, Cx, Intrinsic, JsResult, Kind, Limits, Resumption, Value, WellKnownSymbol,
};

fn nothing(_: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    Ok(Value::UNDEFINED)
}

fn receiver(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

fn promise(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.require_new(cx)?;
    let promise = cx.new_promise_for(target)?;
    let functions = cx.create_resolving_functions(promise);
    let arguments = [functions.resolve.into(), functions.reject.into()];
    if let Err(thrown) = cx.call(call.arg(0), Value::UNDEFINED, &arguments) {
        let reason = thrown.value().ok_or(thrown)?;
        cx.call(functions.reject.into(), Value::UNDEFINED, &[reason])?;
    }
    Ok(promise.into())
}

fn then(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let promise = cx.require_kind(call.this(), Kind::Promise, "Promise")?;
    Ok(cx.promise_then(promise, call.arg(0), call.arg(1))?.into())
}

fn resolve(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let constructor = cx.to_object(call.this())?;
    Ok(cx.promise_resolve(constructor, call.arg(0))?.into())
}

fn reject(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let capability = cx.new_promise_capability(call.this())?;
    capability.reject(cx, call.arg(0))?;
    Ok(capability.promise.into())
}

fn generator_next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_generator(call.this(), Resumption::Next(call.arg(0)))
}

fn generator_return(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_generator(call.this(), Resumption::Return(call.arg(0)))
}

fn generator_throw(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_generator(call.this(), Resumption::Throw(call.arg(0)))
}

fn async_next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_async_generator(call.this(), Resumption::Next(call.arg(0)))
}

fn async_return(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_async_generator(call.this(), Resumption::Return(call.arg(0)))
}

fn async_throw(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.resume_async_generator(call.this(), Resumption::Throw(call.arg(0)))
}

fn array_values(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let array = cx.to_object(call.this())?;
    let kind = stilla_core::array_iterator::ArrayIteration::Values;
    Ok(cx.create_array_iterator(array, kind).into())
}

fn array_next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterator = cx.require_kind(call.this(), Kind::ArrayIterator, "Array Iterator")?;
    let value = cx.array_iterator_step(iterator)?;
    let done = value.is_none();
    Ok(cx
        .create_iter_result_object(value.unwrap_or_default(), done)
        .into())
}

fn indirect_eval(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.indirect_eval(call.arg(0))
}

fn function(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let target = call.new_target();
    let kind = DynamicFunctionKind::Normal;
    Ok(cx
        .create_dynamic_function(call.callee(), target, kind, call.args())?
        .into())
}

fn error(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let prototype = cx.intrinsic(Intrinsic::ErrorPrototype);
    let message = cx.to_string(call.arg(0))?;
    Ok(cx.create_error(prototype, Some(message)).into())
}

fn tick(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    let global = cx.global_object();
    let key = stilla_core::PropertyKey::from_str(cx, "left");
    let left = cx.get(global, key)?.as_int().unwrap_or(0) - 1;
    cx.create_data_property(global, key, Value::from(left))?;
    if left == 0 {
        return Err(cx.stop_with(stilla_core::Stop::OutOfFuel));
    }
    Ok(Value::UNDEFINED)
}

fn collect(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    cx.collect_garbage();
    Ok(Value::UNDEFINED)
}

/// A constructor that only gives a prototype to the errors of the engine.
macro_rules! errors {
    ($($constant:ident $name:literal $id:ident $prototype:ident;)*) => {
        $(const $constant: Global = Global::constructor($name, 1, error)
            .id(Intrinsic::$id)
            .prototype_id(Intrinsic::$prototype)
            .prototype_parent(Intrinsic::ErrorPrototype)
            .prototype(&[stilla_core::builtin::text("name", $name)]);)*
    };
}

errors! {
    TYPE_ERROR "TypeError" TypeError TypeErrorPrototype;
    RANGE_ERROR "RangeError" RangeError RangeErrorPrototype;
    SYNTAX_ERROR "SyntaxError" SyntaxError SyntaxErrorPrototype;
    REFERENCE_ERROR "ReferenceError" ReferenceError ReferenceErrorPrototype;
}

static ERROR: Global = Global::constructor("Error", 1, error)
    .id(Intrinsic::Error)
    .prototype_id(Intrinsic::ErrorPrototype)
    .prototype(&[stilla_core::builtin::text("name", "Error")]);

static OBJECT: Global = Global::constructor("Object", 1, nothing).id(Intrinsic::Object);
static TICK: Global = Global::function("tick", 0, tick);
static COLLECT: Global = Global::function("collect", 0, collect);
static EVAL: Global = Global::function("eval", 1, indirect_eval).id(Intrinsic::Eval);
static FUNCTION: Global = Global::constructor("Function", 1, function).id(Intrinsic::Function);
static ARRAY: Global = Global::constructor("Array", 1, nothing)
    .id(Intrinsic::Array)
    .prototype_id(Intrinsic::ArrayPrototype)
    .prototype_is(Kind::Array, |_| (0, [Value::UNDEFINED; 4]))
    .prototype(&[
        stilla_core::builtin::intrinsic("values", Intrinsic::ArrayProtoValues),
        stilla_core::builtin::symbol_alias(WellKnownSymbol::iterator, "values"),
    ]);
static ARRAY_VALUES: Global = Global::function("values", 0, array_values)
    .id(Intrinsic::ArrayProtoValues)
    .unexposed();
static THROW: Global = Global::function("", 0, nothing)
    .id(Intrinsic::ThrowTypeError)
    .unexposed();
static ARRAY_NEXT: Global = Global::function("next", 0, array_next)
    .id(Intrinsic::ArrayIteratorProtoNext)
    .unexposed();
static ITERATOR: Global = Global::hidden("Iterator", Intrinsic::IteratorPrototype)
    .prototype(&[symbol_method(WellKnownSymbol::iterator, 0, receiver)]);
static ASYNC_ITERATOR: Global = Global::hidden("AsyncIterator", Intrinsic::AsyncIteratorPrototype)
    .prototype(&[symbol_method(WellKnownSymbol::asyncIterator, 0, receiver)]);
static ARRAY_ITERATOR: Global = Global::hidden("ArrayIterator", Intrinsic::ArrayIteratorPrototype)
    .prototype_parent(Intrinsic::IteratorPrototype)
    .prototype(&[stilla_core::builtin::intrinsic(
        "next",
        Intrinsic::ArrayIteratorProtoNext,
    )]);
static PROMISE: Global = Global::constructor("Promise", 1, promise)
    .id(Intrinsic::Promise)
    .prototype_id(Intrinsic::PromisePrototype)
    .prototype(&[method("then", 2, then)])
    .statics(&[method("resolve", 1, resolve), method("reject", 1, reject)]);
static GENERATOR: Global = Global::hidden("Generator", Intrinsic::GeneratorPrototype)
    .prototype_parent(Intrinsic::IteratorPrototype)
    .method_ids(&[(Intrinsic::GeneratorProtoNext, "next")])
    .prototype(&[
        method("next", 1, generator_next),
        method("return", 1, generator_return),
        method("throw", 1, generator_throw),
    ]);
static ASYNC_GENERATOR: Global =
    Global::hidden("AsyncGenerator", Intrinsic::AsyncGeneratorPrototype)
        .prototype_parent(Intrinsic::AsyncIteratorPrototype)
        .prototype(&[
            method("next", 1, async_next),
            method("return", 1, async_return),
            method("throw", 1, async_throw),
        ]);
static GENERATOR_FUNCTION: Global =
    Global::hidden("GeneratorFunction", Intrinsic::GeneratorFunctionPrototype)
        .prototype_parent(Intrinsic::FunctionPrototype);
static ASYNC_FUNCTION: Global = Global::hidden("AsyncFunction", Intrinsic::AsyncFunctionPrototype)
    .prototype_parent(Intrinsic::FunctionPrototype);
static ASYNC_GENERATOR_FUNCTION: Global = Global::hidden(
    "AsyncGeneratorFunction",
    Intrinsic::AsyncGeneratorFunctionPrototype,
)
.prototype_parent(Intrinsic::FunctionPrototype);

static ALL: &[&Global] = &[
    &OBJECT,
    &FUNCTION,
    &EVAL,
    &COLLECT,
    &TICK,
    &ARRAY,
    &ITERATOR,
    &ASYNC_ITERATOR,
    &ARRAY_ITERATOR,
    &ERROR,
    &TYPE_ERROR,
    &RANGE_ERROR,
    &SYNTAX_ERROR,
    &REFERENCE_ERROR,
    &PROMISE,
    &GENERATOR,
    &ASYNC_GENERATOR,
    &GENERATOR_FUNCTION,
    &ASYNC_FUNCTION,
    &ASYNC_GENERATOR_FUNCTION,
    &ASYNC_FROM_SYNC_ITERATOR,
    &ARRAY_VALUES,
    &ARRAY_NEXT,
    &THROW,
];

/// A host whose modules are texts, and that writes reports down.
#[derive(Clone, Default)]
pub(crate) struct Files {
    modules: HashMap<&'static str, &'static str>,
    pub(crate) reports: Arc<Mutex<Vec<String>>>,
}

impl Host for Files {
    fn resolve_module(&mut self, specifier: &str, _: &str) -> Result<String, String> {
        Ok(specifier.to_owned())
    }

    fn load_module(&mut self, identity: &str) -> Result<Arc<Source>, String> {
        match self.modules.get(identity) {
            Some(text) => Ok(Arc::new(Source::new(identity, text.as_bytes()))),
            None => Err(format!("no module {identity}")),
        }
    }

    fn report_uncaught(&mut self, message: &str) {
        self.reports
            .lock()
            .expect("no thread panicked")
            .push(message.to_owned());
    }
}

/// What every script of these tests begins with.
const PRELUDE: &str = "
    var out = '';
    function log(x) { out += (out && ' ') + x; }
    function show(r) { log(r.done ? 'done:' + r.value : r.value); }
";

/// Runs a script, or the module `main`, then all jobs: what was logged, and what was reported.
fn run(text: &str, files: Files, limits: Limits, is_module: bool) -> (String, Vec<String>) {
    let mut cx = Cx::new(ALL, Box::new(files.clone()), limits);
    let options = CompileOptions {
        completion: true,
        ..CompileOptions::default()
    };
    cx.enter(|cx| {
        cx.eval_script("prelude", PRELUDE.as_bytes(), &options)
            .expect("the prelude runs");
        let result = if is_module {
            cx.evaluate_module(text).map(Value::from)
        } else {
            cx.eval_script("test", text.as_bytes(), &options)
        };
        if let Err(thrown) = result {
            let value = thrown.value().expect("no limit is exceeded");
            let text = cx.describe_exception(value);
            let text = text.lines().next().unwrap_or_default();
            cx.host().report_uncaught(text);
        }
        cx.run_jobs().expect("no limit is exceeded");
        cx.report_unhandled_rejections();
        let global = cx.global_object();
        let key = stilla_core::PropertyKey::from_str(cx, "out");
        let value = cx.get(global, key).expect("the global object has `out`");
        let text = cx.to_string(value).expect("`out` is a string");
        let reports = std::mem::take(&mut *files.reports.lock().expect("no thread panicked"));
        let reports = reports
            .iter()
            .map(|report| report.lines().next().unwrap_or_default().to_owned())
            .collect();
        (cx.to_rust_string(text), reports)
    })
}

fn both(text: &str, files: &Files, is_module: bool) -> (String, Vec<String>) {
    let plain = run(text, files.clone(), Limits::default(), is_module);
    let stress = Limits {
        gc_stress: true,
        ..Limits::default()
    };
    assert_eq!(
        plain,
        run(text, files.clone(), stress, is_module),
        "the collector changed something"
    );
    plain
}

/// What a script logs. It runs twice, the second time collecting at every opportunity.
pub(crate) fn script(text: &str) -> String {
    let (log, reports) = both(text, &Files::default(), false);
    assert!(reports.is_empty(), "{reports:?} after {log:?}");
    log
}

/// What a script logs that would take too long while everything is collected all the time.
pub(crate) fn unhurried_script(text: &str) -> String {
    run(text, Files::default(), Limits::default(), false).0
}

/// What is reported of a script.
pub(crate) fn reports(text: &str) -> Vec<String> {
    both(text, &Files::default(), false).1
}

/// What the module `main` logs.
pub(crate) fn modules(modules: &[(&'static str, &'static str)]) -> String {
    let files = Files {
        modules: modules.iter().copied().collect(),
        ..Files::default()
    };
    let (log, reports) = both("main", &files, true);
    assert!(reports.is_empty(), "{reports:?} after {log:?}");
    log
}

/// What is reported of the module `main`.
pub(crate) fn module_reports(modules: &[(&'static str, &'static str)]) -> Vec<String> {
    let files = Files {
        modules: modules.iter().copied().collect(),
        ..Files::default()
    };
    both("main", &files, true).1
}

/// Runs a script again and again, stopped at its first, second, … call of `tick`, and goes on with
/// `rest` in the same agent: what the last run, which was not stopped, logs.
pub(crate) fn stopped_everywhere(text: &str, rest: &str) -> String {
    let options = CompileOptions::default();
    let mut last = String::new();
    for left in 1..60 {
        let mut cx = Cx::new(ALL, Box::new(Files::default()), Limits::default());
        cx.enter(|cx| {
            let prelude = format!("{PRELUDE} var left = {left};");
            let prelude = cx.eval_script("prelude", prelude.as_bytes(), &options);
            prelude.expect("the prelude runs");
            let result = cx
                .eval_script("test", text.as_bytes(), &options)
                .and_then(|_| cx.run_jobs());
            let stopped = match result {
                Ok(()) => false,
                Err(thrown) => thrown.is_stop(),
            };
            assert!(stopped || result.is_ok(), "nothing else ends the script");
            cx.take_stop();
            cx.eval_script("rest", format!("left = -1; {rest}").as_bytes(), &options)
                .expect("the rest runs");
            cx.run_jobs().expect("nothing stops the rest");
            let out = cx.eval_script(
                "out",
                b"out",
                &CompileOptions {
                    completion: true,
                    ..CompileOptions::default()
                },
            );
            let out = out
                .ok()
                .and_then(Value::as_string)
                .expect("`out` is a string");
            last = cx.to_rust_string(out);
        });
    }
    last
}
