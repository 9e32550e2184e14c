//! Dynamic objects and arrays, live views, proxies with Rust traps.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use stilla::{Context, Error, HostObject, IntoJs, Live, Object, Runtime, Traps, Value};

/// Records what is asked of it.
#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl HostObject for Log {
    fn get(&self, cx: &mut Context<'_>, key: &str) -> Result<Option<Value>, Error> {
        self.0.lock().unwrap().push(format!("get {key}"));
        match key {
            "run" => cx.eval("ran = true; 'ran'").map(Some),
            "fail" => Err(Error::range_error("no")),
            _ if key.starts_with('x') => key.to_uppercase().into_js(cx).map(Some),
            _ => Ok(None),
        }
    }

    fn set(&self, _: &mut Context<'_>, key: &str, _: Value) -> Result<bool, Error> {
        self.0.lock().unwrap().push(format!("set {key}"));
        Ok(key != "fixed")
    }

    fn delete(&self, _: &mut Context<'_>, key: &str) -> Result<bool, Error> {
        self.0.lock().unwrap().push(format!("delete {key}"));
        Ok(true)
    }

    fn keys(&self, _: &mut Context<'_>) -> Result<Vec<String>, Error> {
        Ok(vec!["x1".into(), "x2".into()])
    }
}

fn with_log(stress: bool) -> (Runtime, Arc<Log>) {
    let mut runtime = Runtime::builder().gc_stress(stress).build();
    let log = Arc::new(Log::default());
    let object = Object::dynamic_shared(&mut runtime, Arc::clone(&log)).unwrap();
    runtime.set("o", object).unwrap();
    (runtime, log)
}

/// Row 4.11: dynamic objects.
#[test]
fn everything_reaches_the_host() {
    let (mut runtime, log) = with_log(true);
    let text: String = runtime
        .eval_as("o.a = 1; delete o.x9; [o.x3, 'x4' in o, 'y' in o, Object.keys(o), JSON.stringify(o)].join()")
        .unwrap();
    assert_eq!(text, "X3,true,false,x1,x2,{\"x1\":\"X1\",\"x2\":\"X2\"}");
    let log = log.0.lock().unwrap().join(" ");
    assert!(log.contains("set a") && log.contains("delete x9"), "{log}");
}

#[test]
fn in_a_hot_loop_nothing_is_cached() {
    let (mut runtime, log) = with_log(false);
    runtime
        .eval("var n = 0; for (let i = 0; i < 500; i++) { if (o.x1 === 'X1') n++; o[i] = i; }")
        .unwrap();
    assert_eq!(runtime.get::<i32>("n").unwrap(), Some(500));
    let asked = log.0.lock().unwrap();
    assert_eq!(asked.iter().filter(|line| *line == "get x1").count(), 500);
    assert_eq!(
        asked.iter().filter(|line| line.starts_with("set ")).count(),
        500
    );
}

#[test]
fn a_host_object_may_run_scripts_and_throw() {
    let (mut runtime, _) = with_log(true);
    assert_eq!(
        runtime.eval_as::<String>("var ran; o.run + ran").unwrap(),
        "rantrue"
    );
    let name: String = runtime
        .eval_as("try { o.fail } catch (e) { e.name }")
        .unwrap();
    assert_eq!(name, "RangeError");
    assert!(runtime.eval("'use strict'; o.fixed = 1").is_err());
    assert!(runtime.eval("Object.freeze(o)").is_err());
    assert_eq!(
        runtime
            .eval_as::<String>("Object.create(o).x5 + ({ __proto__: o }).x6")
            .unwrap(),
        "X5X6"
    );
}

/// Row 4.11: shared by several runtimes.
#[test]
fn two_runtimes_share_one_host_object() {
    let shared: Live<BTreeMap<String, i32>> = Live::default();
    let threads: Vec<_> = (0..4)
        .map(|i| {
            let shared = shared.clone();
            std::thread::spawn(move || {
                let mut runtime = Runtime::new();
                runtime.set("shared", shared).unwrap();
                runtime
                    .eval(&format!("for (let i = 0; i < 100; i++) shared['t{i}'] = i"))
                    .unwrap();
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(
        shared
            .read()
            .iter()
            .map(|(k, v)| format!("{k}{v}"))
            .collect::<String>(),
        "t099t199t299t399"
    );
}

/// Row 2.5: a live view of a `Vec`.
#[test]
fn a_live_vector_has_the_methods_of_arrays() {
    let mut runtime = Runtime::builder().gc_stress(true).build();
    let list = Live::new(vec![5, 3, 9]);
    runtime.set("list", list.clone()).unwrap();
    let text: String = runtime
        .eval_as(
            "list.push(1); list.sort((a, b) => a - b); list[0] += 10; list.pop(); list.splice(1, 1, 7, 8);
             [Array.isArray(list), list.length, [...list], list.map(x => x * 2), list.includes(7),
              JSON.stringify(list), list.concat([1]).length].join(' ')",
        )
        .unwrap();
    assert_eq!(text, "true 4 11,7,8,5 22,14,16,10 true [11,7,8,5] 5");
    assert_eq!(*list.read(), [11, 7, 8, 5]);
    assert!(runtime.eval("list[9] = 1").is_err());
    assert!(runtime.eval("list[0] = 1.5").is_err());
    assert!(runtime.eval("list.length = 1; list.length = 5").is_err());
    assert_eq!(*list.read(), [11]);
}

/// Row 2.5: live views nest by reference.
#[test]
fn live_collections_nest_by_reference() {
    let mut runtime = Runtime::new();
    let inner = Live::new(vec![1]);
    let outer: Live<BTreeMap<String, Live<Vec<i32>>>> = Live::default();
    outer.write().insert("a".into(), inner.clone());
    runtime.set("outer", outer.clone()).unwrap();
    runtime
        .eval("const held = outer.a; held.push(2); outer.b = held; outer.b.push(3)")
        .unwrap();
    assert_eq!(*inner.read(), [1, 2, 3]);
    assert!(outer.read()["b"].is_same(&inner));
}

/// Row 4.8: a Proxy with traps of Rust.
#[test]
fn traps_of_rust() {
    let mut runtime = Runtime::new();
    let target: Object = runtime
        .eval_as("(function f(a, b) { return a + b })")
        .unwrap();
    let proxy = Traps::new()
        .apply(
            |cx: &mut Context<'_>, target: stilla::Function, _: Value, args: Vec<f64>| {
                target.call::<f64>(cx, (args[0] * 10.0, args[1]))
            },
        )
        .has(|_: Object, key: String| key == "magic")
        .proxy(&mut runtime, &target)
        .unwrap();
    runtime.set("p", proxy).unwrap();
    assert_eq!(runtime.eval_as::<f64>("p(1, 2)").unwrap(), 12.0);
    assert!(runtime.eval_as::<bool>("'magic' in p").unwrap());
    // The invariants of ECMAScript hold: `prototype` of a function can't be denied.
    assert!(runtime.eval("'prototype' in p").is_err());
}
