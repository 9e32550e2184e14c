//! Values across the border: what goes over and back is the same, and nothing asked for as something else is more than an error.
//!
//! Uses: stilla, eval.
//! Never: text.

use arbitrary::{Arbitrary, Result, Unstructured};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Debug;
use std::time::{Duration, SystemTime};
use stilla::{
    BigInt, Bytes, Coerced, Data, Error, FromJs, IntoJs, JsString, OrBigInt, Runtime, Value,
};

/// One value of each type that crosses exactly.
#[derive(Arbitrary, Debug)]
struct All {
    small: (i8, u8, i16, u16, i32, u32),
    wide: (i128, u128),
    numbers: Vec<f64>,
    float: f32,
    text: String,
    letter: char,
    units: Vec<u16>,
    bytes: Vec<u8>,
    maybe: Option<Vec<Option<bool>>>,
    map: BTreeMap<String, (bool, Vec<String>)>,
    set: BTreeSet<String>,
    hash: HashMap<String, [u8; 3]>,
    millis: u32,
    uncertain: (i64, u64, usize),
}

/// Sources of values of every kind, for conversions to any type.
const VALUES: [&str; 24] = [
    "undefined",
    "null",
    "true",
    "0",
    "-0",
    "1.5",
    "NaN",
    "-Infinity",
    "2 ** 53",
    "10n ** 60n",
    "''",
    "'\\ud83d'",
    "'text'",
    "Symbol()",
    "[]",
    "[1, 'a', [2]]",
    "new Array(2 ** 32 - 1)",
    "({ length: 2 ** 53 })",
    "new Map([[1, {}], ['a', 2]])",
    "new Set([1, '1'])",
    "new Date(NaN)",
    "new Proxy([], { get(t, k) { if (k === 'length') return { valueOf() { throw k } }; return t[k] } })",
    "new Uint8Array(new ArrayBuffer(8, { maxByteLength: 16 }))",
    "({ get a() { throw 1 }, [Symbol.iterator]: null, then: 1 })",
];

/// Both directions.
pub fn convert(input: &[u8]) {
    let mut choices = Unstructured::new(input);
    let mut runtime = crate::eval::limited().build();
    let Ok(all) = All::arbitrary(&mut choices) else {
        return;
    };
    round_trips(&mut runtime, all);
    if let Ok(tree) = tree(&mut choices, 5) {
        let value = runtime.set("tree", tree.clone());
        assert!(value.is_ok(), "{tree:?} is no value: {value:?}");
        let back: Data = runtime.get("tree").unwrap().unwrap();
        assert_eq!(back, tree);
    }
    for _ in 0..4 {
        let Ok(source) = choices.choose(&VALUES) else {
            return;
        };
        let value = match runtime.eval(&format!("({source})")) {
            // What came before has used its fuel up.
            Err(Error::Stopped(_)) => return,
            value => value.unwrap(),
        };
        strangers(&mut runtime, &value);
    }
}

fn round_trips(runtime: &mut Runtime, all: All) {
    exactly(runtime, all.small);
    exactly(runtime, all.wide);
    exactly(runtime, all.text);
    exactly(runtime, all.letter);
    exactly(runtime, JsString::from_utf16(&all.units));
    exactly(
        runtime,
        all.maybe.map(|list| {
            list.into_iter()
                .map(|item| item.unwrap_or(true))
                .collect::<Vec<_>>()
        }),
    );
    exactly(runtime, all.map);
    exactly(runtime, all.set);
    exactly(runtime, all.hash);
    exactly(runtime, Duration::from_millis(u64::from(all.millis)));
    exactly(
        runtime,
        SystemTime::UNIX_EPOCH + Duration::from_millis(u64::from(all.millis)),
    );
    let bits = |numbers: &[f64]| {
        numbers
            .iter()
            .map(|n| if n.is_nan() { 0 } else { n.to_bits() })
            .collect::<Vec<_>>()
    };
    let before = bits(&all.numbers);
    assert_eq!(bits(&through(runtime, all.numbers).unwrap()), before);
    let float = through(runtime, all.float).unwrap();
    assert!(float == all.float || float.is_nan() && all.float.is_nan());
    let Bytes(bytes) = through(runtime, Bytes(all.bytes.clone())).unwrap();
    assert_eq!(bytes, all.bytes);
    let (signed, unsigned, size) = all.uncertain;
    if let Ok(back) = through(runtime, (signed, unsigned, size)) {
        assert_eq!(back, (signed, unsigned, size));
    }
    let back = through(runtime, (OrBigInt(signed), OrBigInt(unsigned))).unwrap();
    assert_eq!((back.0.0, back.1.0), (signed, unsigned));
}

fn through<T: IntoJs + FromJs>(runtime: &mut Runtime, value: T) -> std::result::Result<T, Error> {
    runtime.set("crossing", value)?;
    Ok(runtime.get("crossing")?.expect("it was set"))
}

fn exactly<T: IntoJs + FromJs + Clone + PartialEq + Debug>(runtime: &mut Runtime, value: T) {
    let back = through(runtime, value.clone());
    let back = back.unwrap_or_else(|error| panic!("{value:?}: {error}"));
    assert_eq!(back, value);
}

/// Asks for everything.
fn strangers(runtime: &mut Runtime, value: &Value) {
    fn ask<T: FromJs>(runtime: &mut Runtime, value: &Value) {
        if let Err(error) = value.get::<T>(runtime) {
            assert!(!error.to_string().is_empty());
        }
    }
    ask::<bool>(runtime, value);
    ask::<(i8, u64)>(runtime, value);
    ask::<i64>(runtime, value);
    ask::<u128>(runtime, value);
    ask::<f32>(runtime, value);
    ask::<char>(runtime, value);
    ask::<String>(runtime, value);
    ask::<JsString>(runtime, value);
    ask::<BigInt>(runtime, value);
    ask::<Vec<Option<f64>>>(runtime, value);
    ask::<[String; 2]>(runtime, value);
    ask::<HashMap<String, Data>>(runtime, value);
    ask::<BTreeSet<i32>>(runtime, value);
    ask::<SystemTime>(runtime, value);
    ask::<Duration>(runtime, value);
    ask::<Bytes>(runtime, value);
    ask::<Coerced<f64>>(runtime, value);
    ask::<Coerced<i32>>(runtime, value);
    ask::<Coerced<String>>(runtime, value);
    ask::<Data>(runtime, value);
    ask::<stilla::Promise>(runtime, value);
    ask::<stilla::Function>(runtime, value);
}

/// Data that is equal to itself after a journey.
fn tree(choices: &mut Unstructured<'_>, depth: u32) -> Result<Data> {
    let kinds = if depth == 0 { 6 } else { 10 };
    Ok(match choices.int_in_range(0..=kinds)? {
        0 => Data::Undefined,
        1 => Data::Null,
        2 => Data::Boolean(choices.arbitrary()?),
        3 => Data::Int(i64::from(choices.arbitrary::<i32>()?)),
        4 => Data::Float(f64::from(choices.arbitrary::<i32>()?) + 0.5),
        5 => Data::String(choices.arbitrary::<String>()?.into()),
        6 => Data::Bytes(choices.arbitrary()?),
        7 => Data::Array(list(choices, |choices| tree(choices, depth - 1))?),
        8 => {
            // Equal keys would be one entry.
            let mut key = 0;
            Data::Map(list(choices, |choices| {
                key += 1;
                Ok((Data::Int(key), tree(choices, depth - 1)?))
            })?)
        }
        9 => {
            let mut index = 0;
            Data::Set(list(choices, |_| {
                index += 1;
                Ok(Data::Int(index))
            })?)
        }
        _ => {
            let mut entries: Vec<(String, Data)> = Vec::new();
            for _ in 0..choices.int_in_range(0..=4)? {
                // Names that are indices would come first.
                let name = format!("_{}", choices.arbitrary::<String>()?);
                if entries.iter().all(|(known, _)| *known != name) {
                    entries.push((name, tree(choices, depth - 1)?));
                }
            }
            Data::Object(entries)
        }
    })
}

fn list<T>(
    choices: &mut Unstructured<'_>,
    mut item: impl FnMut(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    (0..choices.int_in_range(0..=4)?)
        .map(|_| item(choices))
        .collect()
}
