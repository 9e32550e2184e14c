//! `JSON.parse` and `JSON.stringify` against another implementation, and against each other.
//!
//! Uses: eval, serde_json.
//! Never: stilla-data.

use serde_json::Value as Json;
use stilla::Runtime;

/// Where the other implementation and the specification differ by design: depth, numbers beyond the range, lone surrogates.
const OTHER_REFUSES: [&str; 4] = [
    "recursion limit",
    "number out of range",
    "surrogate",
    "unexpected end of hex escape",
];

/// Parses, prints, parses again.
const SCRIPT: &str = r#"
(() => {
  const one = JSON.parse(text), printed = JSON.stringify(one), indented = JSON.stringify(one, null, 2);
  if (JSON.stringify(JSON.parse(printed)) !== printed) throw "changed by a second time";
  if (JSON.stringify(JSON.parse(indented)) !== printed) throw "changed by spaces";
  if (JSON.stringify(JSON.parse(text, (key, value) => value)) !== printed) throw "changed by a reviver that changes nothing";
  return printed;
})()"#;

/// A text that both accept means the same to both, and what one accepts the other does too.
pub fn json(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let mut runtime: Runtime = crate::eval::limited().build();
    runtime.set("text", text).unwrap();
    let ours = runtime.eval_as::<String>(SCRIPT);
    let other = serde_json::from_str::<Json>(text);
    match (ours, other) {
        (Ok(ours), Ok(other)) => {
            let ours = serde_json::from_str::<Json>(&ours).expect("what is printed is JSON");
            assert!(same(&ours, &other), "{ours} is not {other}");
        }
        (Err(_), Err(_)) => {}
        (Ok(ours), Err(error)) => {
            let reason = error.to_string();
            assert!(
                OTHER_REFUSES.iter().any(|known| reason.contains(known)),
                "accepted as {ours}: {reason}"
            );
        }
        (Err(error), Ok(_)) => {
            let exception = error.exception();
            assert!(
                exception.is_none_or(|e| e.name == "RangeError"),
                "refused: {error}"
            );
        }
    }
}

/// Numbers are doubles; objects have no order.
fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}
