//! Values through serde.
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stilla::{Data, Runtime, Value};

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
