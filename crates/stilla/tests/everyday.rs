//! What every host does: globals, objects, symbols, iterators, strings, programs, modules.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

use stilla::{
    Array, BigInt, Bytes, Coerced, Error, Function, JsString, MapLoader, Object, OrBigInt, Program,
    Property, Runtime, Symbol, Value, WellKnown,
};

/// Row 1.2, row 1.3: globals; a missing one is `None`.
#[test]
fn globals_and_realms() {
    let mut runtime = Runtime::new();
    runtime.set("n", 1).unwrap();
    assert_eq!(runtime.get::<i32>("n").unwrap(), Some(1));
    assert_eq!(runtime.get::<i32>("m").unwrap(), None);
    assert!(matches!(
        runtime.get::<String>("n"),
        Err(Error::Conversion { .. })
    ));
    runtime.global().unwrap().delete(&mut runtime, "n").unwrap();
    assert_eq!(runtime.get::<i32>("n").unwrap(), None);
    let other = runtime.new_realm().unwrap();
    runtime.set("other", &other).unwrap();
    let code = "new other.Array() instanceof Array === false && Array.isArray(new other.Array())";
    assert!(runtime.eval_as::<bool>(code).unwrap());
}

/// Row 1.5: a program runs in many runtimes at once, and all diagnostics are told.
#[test]
fn programs_are_shared_between_threads() {
    let program = Program::compile("p.js", "globalThis.n = (globalThis.n ?? 0) + 1").unwrap();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let program = program.clone();
            std::thread::spawn(move || {
                let mut runtime = Runtime::new();
                runtime.run(&program).unwrap();
                runtime.run(&program).unwrap().as_f64()
            })
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), Some(2.0));
    }
    let Err(Error::Compile(error)) = Program::compile("bad.js", "let a; let a; let b; let b")
    else {
        panic!()
    };
    assert_eq!(error.diagnostics.len(), 2);
}

/// Row 1.8: modules of a loader, as namespaces and as programs.
#[test]
fn modules_come_from_the_loader() {
    let loader = MapLoader::from([
        (
            "a.js",
            "import { n } from './b.js'; export default n + 1; export const late = await n",
        ),
        ("b.js", "export let n = 1"),
    ]);
    let mut runtime = Runtime::builder().module_loader(loader).build();
    let module = runtime.import("a.js").unwrap();
    assert_eq!(module.get::<i32>(&mut runtime, "default").unwrap(), 2);
    assert_eq!(module.keys(&mut runtime).unwrap(), ["default", "late"]);
    assert!(runtime.import("c.js").is_err());
}

/// Row 2.1, row 2.2: what Rust types become.
#[test]
fn rust_values_become_values() {
    let mut runtime = Runtime::new();
    let mut shown = |value: Value| {
        runtime.set("value", value).unwrap();
        let code = "(value => value === undefined ? 'undefined' : typeof value === 'bigint' ? value + 'n' :
            value instanceof Map || value instanceof Set ? JSON.stringify([...value]) :
            value instanceof Uint8Array ? 'bytes ' + value : JSON.stringify(value))(value)";
        runtime.eval_as::<String>(code).unwrap()
    };
    let mut make = Runtime::new();
    macro_rules! check {
        ($($rust:expr => $text:expr;)*) => {
            $(
                make.set("it", $rust).unwrap();
                let data = make.eval("it").unwrap().export(&mut make).unwrap();
                let mut inner = Runtime::new();
                inner.set("it", data).unwrap();
                let value = inner.eval("it").unwrap();
                let value = match value {
                    Value::Object(_) => {
                        make.eval_as::<String>("(v => v instanceof Set ? JSON.stringify([...v]) : v instanceof Uint8Array ? 'bytes ' + v : JSON.stringify(v))(it)").unwrap()
                    }
                    other => shown(other),
                };
                assert_eq!(value, $text);
            )*
        };
    }
    check! {
        () => "undefined";
        None::<i32> => "null";
        Some(1) => "1";
        true => "true";
        -7_i8 => "-7";
        1.5_f32 => "1.5";
        9_007_199_254_740_991_u64 => "9007199254740991";
        OrBigInt(u64::MAX) => "18446744073709551615n";
        i128::MIN => "-170141183460469231731687303715884105728n";
        BigInt::from(5_i32) => "5n";
        'é' => "\"é\"";
        "text" => "\"text\"";
        String::from("text") => "\"text\"";
        vec![1, 2] => "[1,2]";
        [1, 2] => "[1,2]";
        (1, "two", None::<f64>) => r#"[1,"two",null]"#;
        HashMap::from([("a", 1)]) => r#"{"a":1}"#;
        BTreeMap::from([("b", 1), ("a", 2)]) => r#"{"a":2,"b":1}"#;
        HashSet::from([1]) => "[1]";
        BTreeSet::from([2, 1]) => "[1,2]";
        Bytes(vec![1, 255]) => "bytes 1,255";
        Ok::<_, Error>(3) => "3";
    }
    assert!(make.set("it", u64::MAX).is_err());
    assert!(make.set("it", Err::<i32, _>("no")).is_err());
}

/// Row 2.6: a dozen typed parameters.
#[test]
fn functions_of_a_dozen_parameters() {
    let mut runtime = Runtime::new();
    let join = |a: i32,
                b: bool,
                c: String,
                d: f64,
                e: Option<i32>,
                f: Vec<u8>,
                g: char,
                h: u64,
                i: (i32, i32),
                j: Value,
                k: Object,
                l: JsString| {
        let parts = format!("{a}{b}{c}{d}{e:?}{f:?}{g}{h}{i:?}{}{l}", j.is_undefined());
        let _ = k;
        parts
    };
    let join = Function::new(&mut runtime, "join", join).unwrap();
    let object = Object::new(&mut runtime).unwrap();
    let args = (
        1,
        true,
        "c",
        2.5,
        None::<i32>,
        vec![6],
        'g',
        8,
        (9, 10),
        (),
        &object,
        "l",
    );
    let text: String = join.call(&mut runtime, args).unwrap();
    assert_eq!(text, "1truec2.5None[6]g8(9, 10)truel");
    assert_eq!(join.get::<u32>(&mut runtime, "length").unwrap(), 12);
}

/// Row 3.1, row 3.5: strict conversions, and the coercions of ECMAScript on request.
#[test]
fn coercions_are_those_of_the_language() {
    let mut runtime = Runtime::new();
    let value = runtime
        .eval("({ valueOf: () => 7.9, toString: () => 'text' })")
        .unwrap();
    assert_eq!(value.to_number(&mut runtime).unwrap(), 7.9);
    assert_eq!(value.to_integer(&mut runtime).unwrap(), 7.0);
    assert_eq!(value.to_js_string(&mut runtime).unwrap(), "text");
    assert!(value.to_boolean(&mut runtime).unwrap());
    assert!(Value::Null.to_object(&mut runtime).is_err());
    assert!(
        Value::from(f64::NAN)
            .same_value(&mut runtime, &f64::NAN.into())
            .unwrap()
    );
    assert!(
        !Value::from(f64::NAN)
            .strict_eq(&mut runtime, &f64::NAN.into())
            .unwrap()
    );
    assert!(Value::from("1").loose_eq(&mut runtime, &1.into()).unwrap());
    let class = runtime.eval("Array").unwrap();
    let list = runtime.eval("[]").unwrap();
    assert!(list.instance_of(&mut runtime, &class).unwrap());
    assert_eq!(list.type_of(&mut runtime).unwrap(), "object");
    assert_eq!(runtime.eval_as::<Coerced<i32>>("'0x1f'").unwrap().0, 31);
    assert!(runtime.eval_as::<i32>("'31'").is_err());
}

/// Row 3.4: functions as Rust callables.
#[test]
fn functions_of_scripts() {
    let mut runtime = Runtime::new();
    let class: Function = runtime
        .eval_as("(class A { constructor(n) { this.n = n } twice() { return this.n * 2 } })")
        .unwrap();
    let object = class.construct(&mut runtime, (21,)).unwrap();
    assert_eq!(
        object
            .call_method::<i32>(&mut runtime, "twice", ())
            .unwrap(),
        42
    );
    assert!(class.call::<Value>(&mut runtime, ()).is_err());
    let twice: Function = object.get(&mut runtime, "twice").unwrap();
    let other = runtime.eval("({ n: 4 })").unwrap();
    assert_eq!(twice.call_with::<i32>(&mut runtime, other, ()).unwrap(), 8);
}

/// Row 3.6: strings keep lone surrogates, and say when text loses them.
#[test]
fn strings_with_lone_surrogates() {
    let mut runtime = Runtime::new();
    let text: JsString = runtime.eval_as("'a\\uD800b'").unwrap();
    assert_eq!(text.len(), 3);
    assert_eq!(text.as_str(), None);
    assert_eq!(text.to_str(), "a\u{FFFD}b");
    runtime.set("text", &text).unwrap();
    assert!(runtime.eval_as::<bool>("text === 'a\\uD800b'").unwrap());
    assert!(runtime.eval_as::<String>("text").is_err());
    assert_eq!(text.clone(), text);
}

/// Row 4.1, row 4.2: objects with all kinds of keys, attributes, prototypes, freezing.
#[test]
fn objects_and_their_properties() {
    let mut runtime = Runtime::new();
    let object = Object::new(&mut runtime).unwrap();
    let symbol = Symbol::new(&mut runtime, "key").unwrap();
    object.set(&mut runtime, "text", 1).unwrap();
    object.set(&mut runtime, 7, 2).unwrap();
    object.set(&mut runtime, &symbol, 3).unwrap();
    assert_eq!(object.keys(&mut runtime).unwrap(), ["7", "text"]);
    assert_eq!(object.own_keys(&mut runtime).unwrap().len(), 3);
    let entries = object.entries::<i32>(&mut runtime).unwrap();
    assert_eq!(entries, [("7".to_owned(), 2), ("text".to_owned(), 1)]);
    let getter = Function::new(&mut runtime, "get", || 5).unwrap();
    let accessor = Property::accessor(Some(getter), None).configurable();
    object.define(&mut runtime, "computed", accessor).unwrap();
    assert_eq!(object.get::<i32>(&mut runtime, "computed").unwrap(), 5);
    assert!(object.set(&mut runtime, "computed", 1).is_err());
    let heir = Object::with_prototype(&mut runtime, Some(&object)).unwrap();
    assert_eq!(heir.get::<i32>(&mut runtime, &symbol).unwrap(), 3);
    assert!(!heir.has_own(&mut runtime, "text").unwrap());
    assert!(heir.set_prototype(&mut runtime, None).unwrap());
    assert!(heir.prototype(&mut runtime).unwrap().is_none());
    assert!(object.delete(&mut runtime, 7).unwrap());
    object.freeze(&mut runtime).unwrap();
    assert!(object.set(&mut runtime, "text", 2).is_err());
}

/// Row 4.3, row 4.9: arrays, JSON.
#[test]
fn arrays_and_json() {
    let mut runtime = Runtime::new();
    let list = Array::new(&mut runtime).unwrap();
    list.push(&mut runtime, 1).unwrap();
    list.push(&mut runtime, vec!["a"]).unwrap();
    assert_eq!(list.to_json(&mut runtime).unwrap().unwrap(), r#"[1,["a"]]"#);
    let parsed = Value::from_json(&mut runtime, r#"{"a": [1, {"b": null}]}"#).unwrap();
    let object = parsed.as_object().unwrap().clone();
    assert_eq!(
        object.to_json(&mut runtime).unwrap().unwrap(),
        r#"{"a":[1,{"b":null}]}"#
    );
    assert!(Value::from_json(&mut runtime, "{").is_err());
}

/// Row 4.4: any iterable, closed when the host has enough and when it fails.
#[test]
fn iterating_closes_what_is_left_early() {
    let mut runtime = Runtime::new();
    let code = "var closed = 0; function* count() { try { for (let n = 1; ; n++) yield n } finally { closed++ } }";
    runtime.eval(code).unwrap();
    let numbers: Object = runtime.eval_as("count()").unwrap();
    let mut sum = 0;
    let visit = |_: &mut stilla::Context<'_>, n: i32| {
        sum += n;
        Ok(if n < 4 {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        })
    };
    numbers.iterate(&mut runtime, visit).unwrap();
    assert_eq!(sum, 10);
    assert_eq!(runtime.get::<i32>("closed").unwrap(), Some(1));

    let numbers: Object = runtime.eval_as("count()").unwrap();
    let failed = numbers.iterate(&mut runtime, |_, _: i32| Err(Error::new("enough")));
    assert!(failed.unwrap_err().to_string().contains("enough"));
    let numbers: Object = runtime.eval_as("count()").unwrap();
    assert!(
        numbers
            .iterate(&mut runtime, |_, _: String| Ok(ControlFlow::Continue(())))
            .is_err()
    );
    assert_eq!(runtime.get::<i32>("closed").unwrap(), Some(3));

    let mut entries = Vec::new();
    let map: Object = runtime.eval_as("new Map([['a', 1], ['b', 2]])").unwrap();
    map.iterate(&mut runtime, |_, entry: (String, i32)| {
        entries.push(entry);
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    assert_eq!(entries, [("a".to_owned(), 1), ("b".to_owned(), 2)]);
}

/// Row 4.6: symbols: well-known, own, and shared by their key.
#[test]
fn symbols() {
    let mut runtime = Runtime::new();
    let all = [
        (WellKnown::AsyncDispose, "asyncDispose"),
        (WellKnown::AsyncIterator, "asyncIterator"),
        (WellKnown::Dispose, "dispose"),
        (WellKnown::HasInstance, "hasInstance"),
        (WellKnown::IsConcatSpreadable, "isConcatSpreadable"),
        (WellKnown::Iterator, "iterator"),
        (WellKnown::Match, "match"),
        (WellKnown::MatchAll, "matchAll"),
        (WellKnown::Replace, "replace"),
        (WellKnown::Search, "search"),
        (WellKnown::Species, "species"),
        (WellKnown::Split, "split"),
        (WellKnown::ToPrimitive, "toPrimitive"),
        (WellKnown::ToStringTag, "toStringTag"),
        (WellKnown::Unscopables, "unscopables"),
    ];
    for (symbol, name) in all {
        let symbol = Symbol::well_known(&mut runtime, symbol).unwrap();
        runtime.set("it", symbol).unwrap();
        assert!(
            runtime
                .eval_as::<bool>(&format!("it === Symbol.{name}"))
                .unwrap()
        );
    }
    // A shared symbol is known by its key: every runtime finds its own under it.
    for _ in 0..2 {
        let mut other = Runtime::new();
        let shared = Symbol::registered(&mut other, "app.id").unwrap();
        other.set("it", shared).unwrap();
        let code = "it === Symbol.for('app.id') && Symbol.keyFor(it) === 'app.id'";
        assert!(other.eval_as::<bool>(code).unwrap());
    }
    let own = Symbol::new(&mut runtime, "own").unwrap();
    assert!(matches!(
        own.description(&mut Runtime::new()),
        Err(Error::WrongRuntime)
    ));
}

/// Row 6.1, row 6.3: what an error tells; the stack of the running script.
#[test]
fn errors_tell_their_cause_and_frames() {
    let mut runtime = Runtime::new();
    let code = "function inner() { throw new RangeError('deep', { cause: new Error('deeper') }) }\nfunction outer() { inner() }\nouter()";
    let error = runtime.eval_named("a.js", code).unwrap_err();
    let exception = error.exception().unwrap();
    let frames: Vec<(&str, u32)> = exception
        .frames
        .iter()
        .map(|frame| (frame.function.as_str(), frame.line))
        .collect();
    assert_eq!(frames, [("inner", 1), ("outer", 2), ("", 3)]);
    assert_eq!(exception.cause.as_ref().unwrap().message, "deeper");
    assert!(
        matches!(runtime.eval("throw 5"), Err(Error::Exception(thrown)) if thrown.value.as_f64() == Some(5.0))
    );

    runtime
        .set_function("depth", |cx: &mut stilla::Context<'_>| {
            cx.capture_stack(100).len() as u32
        })
        .unwrap();
    let code = "(function f(n) { return n ? f(n - 1) + 0 : depth() })(9)";
    assert_eq!(runtime.eval_as::<u32>(code).unwrap(), 11);
}

/// Row 7.4, row 7.6: the stack has a limit that a script may catch; determinism.
#[test]
fn stack_and_determinism() {
    let mut runtime = Runtime::builder().stack_size(1 << 18).build();
    let code = "let n = 0; (function f() { n++; f() }); try { (function f() { n++; f() })() } catch (e) { e.name }";
    assert_eq!(runtime.eval_as::<String>(code).unwrap(), "RangeError");
    let run = || {
        let mut runtime = Runtime::builder().deterministic().build();
        runtime
            .eval_as::<String>("[Math.random(), Date.now(), new Date().getHours()].join()")
            .unwrap()
    };
    assert_eq!(run(), run());
}
