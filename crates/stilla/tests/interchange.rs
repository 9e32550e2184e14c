//! Values through serde.
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stilla::{Class, ClassBuilder, Data, Error, Runtime, Value};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Point,
    Circle(f64),
    Segment(i32, i32),
    Box { width: u8, height: u8 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Picture {
    title: Option<String>,
    shapes: Vec<Shape>,
    tags: BTreeMap<String, bool>,
}

/// Row 2.3 and 3.2: by copy through serde.
#[test]
fn there_and_back() {
    let picture = Picture {
        title: None,
        shapes: vec![
            Shape::Point,
            Shape::Circle(1.5),
            Shape::Segment(-1, 2),
            Shape::Box {
                width: 3,
                height: 4,
            },
        ],
        tags: BTreeMap::from([("a".to_owned(), true)]),
    };
    let mut runtime = Runtime::new();
    let value = Value::from_serde(&mut runtime, &picture).unwrap();
    runtime.set("picture", value.clone()).unwrap();
    let text: String = runtime.eval_as("JSON.stringify(picture)").unwrap();
    assert_eq!(
        text,
        r#"{"title":null,"shapes":["Point",{"Circle":1.5},{"Segment":[-1,2]},{"Box":{"width":3,"height":4}}],"tags":{"a":true}}"#
    );
    assert_eq!(text, serde_json::to_string(&picture).unwrap());
    assert_eq!(value.to_serde::<Picture>(&mut runtime).unwrap(), picture);
}

#[test]
fn failures_name_the_place() {
    let mut runtime = Runtime::new();
    let mut failure = |text: &str| {
        let value = runtime.eval(text).unwrap();
        value
            .to_serde::<Picture>(&mut runtime)
            .unwrap_err()
            .to_string()
    };
    assert!(
        failure("({ shapes: [{ Box: { width: 300, height: 1 } }], tags: {} })")
            .contains("$.shapes[0].Box.width: ")
    );
    assert!(failure("({ shapes: [], tags: { x: 1 } })").contains("$.tags.x: "));
    assert!(failure("({ shapes: ['Line'], tags: {} })").contains("unknown variant `Line`"));
    assert!(failure("({ shapes: 5, tags: {} })").contains("$.shapes: "));
    assert!(
        failure("const o = { shapes: [], tags: {} }; o.title = o; o").contains("contains itself")
    );
    assert!(failure("() => 1").contains("function"));
}

#[test]
fn json_values_and_big_numbers() {
    let mut runtime = Runtime::new();
    let json: serde_json::Value =
        serde_json::json!({ "a": [1, 2.5, null, "x"], "b": { "c": true } });
    let value = Value::from_serde(&mut runtime, &json).unwrap();
    assert_eq!(
        value.to_serde::<serde_json::Value>(&mut runtime).unwrap(),
        json
    );
    assert!(Value::from_serde(&mut runtime, &u64::MAX).is_err());
    let big = runtime.eval("2n ** 63n").unwrap();
    assert_eq!(big.to_serde::<u64>(&mut runtime).unwrap(), 1 << 63);
}

/// Row 3.3: exported data has `Serialize`.
#[test]
fn data_is_written_by_any_format() {
    let data: Data = Runtime::new()
        .eval_as("({ list: [1, 'a'], map: new Map([['k', 1]]), when: new Date(5), f() {} })")
        .unwrap();
    assert_eq!(
        serde_json::to_string(&data).unwrap(),
        r#"{"list":[1,"a"],"map":{"k":1},"when":5.0,"f":null}"#
    );
}

/// Row 3.3: an instance of a host class exports as itself: there and back it is the same object with the same
/// Rust value, also through another thread; in another runtime it is an error.
#[test]
fn an_instance_exports_as_itself() {
    struct Account(u32);
    impl Class for Account {
        const NAME: &'static str = "Account";
        fn define(class: &mut ClassBuilder<Self>) {
            class.constructor(Account);
            class.method_mut("pay", |this: &mut Account, more: u32| this.0 += more);
        }
    }
    let mut runtime = Runtime::new();
    runtime.define_class::<Account>().unwrap();
    let code =
        "class Mine extends Account {} var a = new Mine(1); ({ list: [a, new Map([['a', a]])] })";
    let data: Data = runtime.eval_as(code).unwrap();
    let data = std::thread::spawn(move || data).join().unwrap();
    runtime.set("back", data.clone()).unwrap();
    let same = "back.list[0] === a && back.list[1].get('a') === a && back.list[0] instanceof Mine";
    assert!(runtime.eval_as::<bool>(same).unwrap());

    let Data::Object(entries) = &data else {
        panic!()
    };
    let Data::Array(list) = &entries[0].1 else {
        panic!()
    };
    let Data::Instance(exported) = &list[0] else {
        panic!()
    };
    runtime.eval("a.pay(4)").unwrap();
    let account = exported.instance::<Account>(&mut runtime).unwrap();
    assert_eq!(account.with(&mut runtime, |account| account.0).unwrap(), 5);
    assert_eq!(list[0], list[0].clone());

    let mut other = Runtime::new();
    assert!(matches!(
        other.set("back", data.clone()),
        Err(Error::WrongRuntime)
    ));
    assert!(data_to_order(&mut runtime).is_err());
}

/// Row 3.2: serde reads live views as what they hold.
#[test]
fn serde_copies_live_views() {
    let mut runtime = Runtime::new();
    let prices = stilla::Live::new(BTreeMap::from([("tea".to_owned(), 2)]));
    runtime.set("prices", prices).unwrap();
    let value = runtime.eval("({ list: [prices] })").unwrap();
    let read: BTreeMap<String, Vec<BTreeMap<String, i32>>> = value.to_serde(&mut runtime).unwrap();
    assert_eq!(read["list"][0]["tea"], 2);
}

/// A conversion through serde of what has no fields to be copied.
fn data_to_order(runtime: &mut Runtime) -> Result<Vec<u32>, Error> {
    runtime.eval("[a]")?.to_serde(runtime)
}
