//! Memory and data that several runtimes, or a runtime and its host, have in common.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use stilla::{ArrayBuffer, Data, ElementType, Error, Map, Object, Runtime, Set, SharedData};

/// Row 4.7: array buffers over memory of the host, without copying, and detaching.
#[test]
fn a_vec_goes_in_and_comes_out_again() {
    let mut runtime = Runtime::new();
    let bytes = vec![7_u8; 100_000];
    let place = bytes.as_ptr();
    let buffer = ArrayBuffer::from_vec(&mut runtime, bytes).unwrap();
    runtime.set("buffer", &buffer).unwrap();
    runtime
        .eval("const view = new Float64Array(buffer); view[3] = 1.5; new DataView(buffer).setUint8(99_999, 1)")
        .unwrap();
    let back = buffer.detach(&mut runtime).unwrap();
    assert_eq!(back.as_ptr(), place);
    assert_eq!(back[24..32], 1.5_f64.to_le_bytes());
    assert_eq!(back[99_999], 1);
    let state = "[view.length, view[3], buffer.detached, buffer.byteLength].join()";
    assert_eq!(runtime.eval_as::<String>(state).unwrap(), "0,,true,0");
    assert!(runtime.eval("new Uint8Array(buffer)").is_err());
}

/// Row 4.7: what a script transferred is still the same memory.
#[test]
fn a_transferred_buffer_keeps_its_memory() {
    let mut runtime = Runtime::new();
    let bytes = vec![1_u8; 5000];
    let place = bytes.as_ptr();
    let buffer = ArrayBuffer::from_vec(&mut runtime, bytes).unwrap();
    runtime.set("buffer", &buffer).unwrap();
    let moved: ArrayBuffer = runtime.eval_as("buffer.transfer()").unwrap();
    assert!(buffer.is_detached(&mut runtime).unwrap());
    assert!(buffer.detach(&mut runtime).is_err());
    let back = moved.detach(&mut runtime).unwrap();
    assert_eq!((back.as_ptr(), back.len()), (place, 5000));
}

/// Row 4.7: memory that the host keeps is read by scripts, and never written.
#[test]
fn memory_of_an_owner_is_immutable() {
    struct Watched(Vec<u8>, Arc<AtomicUsize>);
    impl AsRef<[u8]> for Watched {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }
    impl Drop for Watched {
        fn drop(&mut self) {
            self.1.fetch_add(1, Ordering::SeqCst);
        }
    }
    let drops = Arc::new(AtomicUsize::new(0));
    let owner = Arc::new(Watched((0..64).collect(), Arc::clone(&drops)));
    let mut runtime = Runtime::builder().memory_limit(2 << 20).build();
    let buffer = ArrayBuffer::over(&mut runtime, Arc::clone(&owner)).unwrap();
    runtime.set("buffer", &buffer).unwrap();
    let attempts = [
        "'use strict'; new Uint8Array(buffer)[0] = 1",
        "new DataView(buffer).setInt8(0, 1)",
        "new Uint8Array(buffer).fill(1)",
        "new Uint8Array(buffer).set([1])",
        "new Uint8Array(buffer).copyWithin(0, 1)",
        "new Uint8Array(buffer).sort()",
        "new Uint8Array(buffer).reverse()",
        "new Uint8Array(buffer).setFromHex('ff')",
        "Atomics.store(new Int32Array(buffer), 0, 1)",
        "buffer.transfer()",
        "buffer.resize(1)",
        "Object.defineProperty(new Uint8Array(buffer), 0, { value: 1 })",
    ];
    for attempt in attempts {
        assert!(runtime.eval(attempt).is_err(), "{attempt}");
    }
    assert!(buffer.write(&mut runtime, 0, &[1]).is_err());
    assert!(buffer.detach(&mut runtime).is_err());
    assert_eq!(owner.0, (0..64).collect::<Vec<u8>>());
    assert_eq!(
        runtime.eval_as::<u8>("new Uint8Array(buffer)[63]").unwrap(),
        63
    );
    drop((owner, buffer));
    assert_eq!(drops.load(Ordering::SeqCst), 0);
    drop(runtime);
    assert_eq!(drops.load(Ordering::SeqCst), 1);
}

/// Row 4.7: typed array views at any place of an unaligned buffer.
#[test]
fn views_need_no_alignment_of_the_memory() {
    let mut runtime = Runtime::new();
    for skip in 0..8 {
        let owner = Arc::new(vec![1_u8; 64]);
        struct Part(Arc<Vec<u8>>, usize);
        impl AsRef<[u8]> for Part {
            fn as_ref(&self) -> &[u8] {
                &self.0[self.1..self.1 + 48]
            }
        }
        let buffer = ArrayBuffer::over(&mut runtime, Arc::new(Part(owner, skip))).unwrap();
        let view = buffer
            .view(&mut runtime, ElementType::Float64, 8, Some(2))
            .unwrap();
        let expected = f64::from_le_bytes([1; 8]);
        assert_eq!(view.get::<f64>(&mut runtime, 1).unwrap(), expected);
    }
}

fn catalogue() -> SharedData {
    let data: Data = Runtime::new()
        .eval_as("({ 'b': [1, { deep: ['x'] }], a: 'text', when: new Date(5), bytes: new Uint8Array([9, 8]), big: 2n ** 70n, none: null })")
        .unwrap();
    SharedData::from(data)
}

/// Row 4.10: data that never changes, read by all runtimes without being copied.
#[test]
fn shared_data_looks_like_frozen_objects() {
    let mut runtime = Runtime::new();
    runtime.set("data", catalogue()).unwrap();
    let facts = [
        ("Object.keys(data).join()", "b,a,when,bytes,big,none"),
        ("JSON.stringify(data.b)", r#"[1,{"deep":["x"]}]"#),
        (
            "String(Array.isArray(data.b) && data.b.length === 2)",
            "true",
        ),
        (
            "String(data.b === data.b && data.b[1].deep === data.b[1].deep)",
            "true",
        ),
        (
            "String(Object.isFrozen(data) && Object.isFrozen(data.b))",
            "true",
        ),
        ("String(Object.freeze(data) === data)", "true"),
        ("[...data.b[1].deep, ...data.bytes].join()", "x,9,8"),
        (
            "String(data.when.getTime() + ' ' + data.big)",
            "5 1180591620717411303424",
        ),
        ("data.b.map(item => typeof item).join()", "number,object"),
        (
            "String('a' in data) + ('c' in data) + (data.none === null)",
            "truefalsetrue",
        ),
        ("String(data.b.constructor === Array)", "true"),
    ];
    for (code, expected) in facts {
        assert_eq!(runtime.eval_as::<String>(code).unwrap(), expected, "{code}");
    }
    let attempts = [
        "data.a = 1",
        "data.fresh = 1",
        "delete data.a",
        "data.b.push(1)",
        "data.b.length = 0",
        "data.bytes[0] = 1",
        "Object.defineProperty(data, 'x', { get() { return 1 } })",
        "Object.defineProperty(data, 'a', { value: 2 })",
        "Object.setPrototypeOf(data, null)",
    ];
    for attempt in attempts {
        let code = format!("'use strict'; {attempt}");
        assert!(runtime.eval(&code).is_err(), "{attempt}");
    }
    let back: SharedData = runtime.eval_as("data.b[1]").unwrap();
    assert!(back.get("deep").is_some());
}

/// Row 4.10: the views die with those who hold them; threads read at once.
#[test]
fn views_of_shared_data_are_collected() {
    let items = (0..20_000)
        .map(|i| Data::Array(vec![Data::Int(i)]))
        .collect();
    let data = SharedData::from(Data::Array(items));
    let threads: Vec<_> = (0..2)
        .map(|_| {
            let data = data.clone();
            std::thread::spawn(move || {
                let mut runtime = Runtime::builder().memory_limit(4 << 20).build();
                runtime.set("data", data)?;
                let code = "let sum = 0; for (const item of data) sum += item[0]; sum";
                for _ in 0..3 {
                    assert_eq!(
                        runtime.eval_as::<f64>(&code.replace("let sum", "sum"))?,
                        199_990_000.0
                    );
                }
                runtime.collect_garbage();
                assert!(runtime.memory_usage().handles < 21_000);
                Ok::<(), Error>(())
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
}

/// Row 4.5: Maps and Sets as handles.
#[test]
fn maps_and_sets_are_handles() {
    let mut runtime = Runtime::new();
    let map = Map::new(&mut runtime).unwrap();
    let key = Object::new(&mut runtime).unwrap();
    map.set(&mut runtime, &key, 1).unwrap();
    map.set(&mut runtime, f64::NAN, 2).unwrap();
    map.set(&mut runtime, -0.0, 3).unwrap();
    assert_eq!(map.get::<i32>(&mut runtime, &key).unwrap(), Some(1));
    assert_eq!(map.get::<i32>(&mut runtime, f64::NAN).unwrap(), Some(2));
    assert_eq!(map.get::<i32>(&mut runtime, 0).unwrap(), Some(3));
    runtime.set("map", &map).unwrap();
    let zero = "Object.is([...map.keys()][2], 0)";
    assert!(runtime.eval_as::<bool>(zero).unwrap());
    assert!(map.delete(&mut runtime, &key).unwrap());
    map.clear(&mut runtime).unwrap();
    assert!(map.is_empty(&mut runtime).unwrap());

    let set: Set = runtime.eval_as("new Set('hello')").unwrap();
    assert_eq!(
        set.values::<char>(&mut runtime).unwrap(),
        ['h', 'e', 'l', 'o']
    );
    assert!(set.has(&mut runtime, 'l').unwrap());
    let mut other = Runtime::new();
    assert!(matches!(set.len(&mut other), Err(Error::WrongRuntime)));
    assert!(runtime.eval_as::<Map>("new Set").is_err());
}
