//! The operations at work on a realm without built-ins.
//!
//! Uses: ops, table, weak, buffer, object. Never: interp.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::buffer::*;
use crate::builtin::Global;
use crate::function::*;
use crate::object::*;
use crate::ops::*;
use crate::string::Name;
use crate::table::Table;
use crate::weak::Finalizers;
use crate::*;

macro_rules! prototypes {
    ($($name:ident)*) => {
        static ALL: &[&Global] =
            &[$({ static HIDDEN: Global = Global::hidden(stringify!($name), Intrinsic::$name); &HIDDEN }),*];
    };
}

prototypes! {
    Object Function ArrayPrototype ArrayProtoValues ArrayIteratorPrototype ArrayIteratorProtoNext TypeErrorPrototype
    RangeErrorPrototype ReferenceErrorPrototype StringPrototype NumberPrototype BooleanPrototype
    SymbolPrototype BigIntPrototype ErrorPrototype SyntaxErrorPrototype Float64ArrayPrototype
    ArrayBufferPrototype Int16ArrayPrototype
}

fn run(test: impl FnOnce(&mut Cx)) {
    let mut cx = Cx::new(
        ALL,
        Box::new(crate::host::NoHost),
        crate::cx::Limits::default(),
    );
    cx.enter(test);
}

fn text(cx: &Cx, value: Value) -> String {
    cx.to_rust_string(value.as_string().unwrap())
}

fn native(cx: &Cx, function: NativeFn) -> Object {
    cx.new_native("f", 0, function, NativeOptions::default())
}

#[test]
fn conversions_follow_the_specification() {
    run(|cx| {
        let o = cx.new_object();
        let f = native(cx, |_, _| Ok(Value::from(42)));
        cx.create_data_property(o, Name::valueOf, f.into()).unwrap();
        assert_eq!(cx.to_number(o.into()).unwrap(), 42.0);
        assert_eq!(cx.add(o.into(), Value::from(1)).unwrap().as_int(), Some(43));
        assert!(cx.loosely_equal(o.into(), Value::from(42)).unwrap());
        let s = cx.string("  0x10 ");
        assert_eq!(cx.to_number(s.into()).unwrap(), 16.0);
        assert_eq!(
            cx.to_integer_or_infinity(Value::from(-0.5))
                .unwrap()
                .to_bits(),
            0
        );
        let k = cx.to_property_key(Value::from(4294967295.0)).unwrap();
        assert!(k.as_index().is_none());
        let k = cx.to_property_key(Value::from(4294967294.0)).unwrap();
        assert_eq!(k.as_index(), Some(4294967294));
        let k = cx.to_property_key(Value::from(-0.0)).unwrap();
        assert_eq!(k.as_index(), Some(0));
        assert!(cx.to_index(Value::from(-1)).is_err());
        assert_eq!(
            cx.to_length(Value::from(f64::INFINITY)).unwrap(),
            9007199254740991
        );
        for (s, e) in [
            ("1", true),
            ("-0", true),
            ("1.0", false),
            ("1e3", false),
            ("NaN", true),
            ("Infinity", true),
            ("-5", true),
            ("abc", false),
            ("0.1", true),
            ("1e+21", true),
        ] {
            let j = cx.string(s);
            assert_eq!(cx.canonical_numeric_index_string(j).is_some(), e, "{s}");
        }
        let b = cx.string("12345678901234567890");
        let b = cx.to_bigint(b.into()).unwrap();
        let t = cx.to_string(b).unwrap();
        assert_eq!(cx.to_rust_string(t), "12345678901234567890");
        assert!(cx.less_than(Value::from(1.5), b).unwrap());
        assert!(!cx.less_or_equal(Value::NAN, b).unwrap());
    })
}
#[test]
fn errors_have_message_and_stack() {
    run(|cx| {
        let err = cx
            .get_v(Value::UNDEFINED, "x")
            .unwrap_err()
            .value()
            .unwrap()
            .as_object()
            .unwrap();
        let m = cx.get(err, Name::message).unwrap();
        assert_eq!(
            text(cx, m),
            "Cannot read properties of undefined (reading 'x')"
        );
        let st = cx.error_stack(err).unwrap();
        assert_eq!(
            text(cx, st.into()),
            "Error: Cannot read properties of undefined (reading 'x')"
        );
        let s = cx.string("a\"b").into();
        let err = cx.get_method(s, "zip").unwrap();
        assert!(err.is_none());
        let e = crate::error::type_error(cx, crate::error::Msg::NotCallable { value: s })
            .value()
            .unwrap()
            .as_object()
            .unwrap();
        let m = cx.get(e, Name::message).unwrap();
        assert_eq!(text(cx, m), "\"a\\\"b\" is not a function");
    })
}
#[test]
fn cursors_survive_deletion_compaction_and_clearing() {
    run(|cx| {
        let t = Table::new(cx);
        for i in 0..1000 {
            t.set(cx, Value::from(i), Value::from(i * 2)).unwrap();
        }
        assert_eq!(t.get(cx, Value::from(500.0)).unwrap().as_int(), Some(1000));
        let mut c = 0;
        let mut seen = vec![];
        while let Some((k, _)) = t.next(&mut c) {
            let k = k.as_int().unwrap();
            seen.push(k);
            t.delete(cx, Value::from(k));
            if k == 10 {
                for i in 11..990 {
                    t.delete(cx, Value::from(i));
                }
            }
            if k == 995 {
                t.set(cx, Value::from(7), Value::NULL).unwrap();
            }
        }
        assert_eq!(
            seen,
            (0..11).chain(990..1000).chain([7]).collect::<Vec<_>>()
        );
        assert!(t.is_empty());
        t.set(cx, Value::from(-0.0), Value::TRUE).unwrap();
        assert!(t.has(cx, Value::ZERO));
        let mut c = 0;
        assert_eq!(t.next(&mut c).unwrap().0.as_int(), Some(0));
        t.clear();
        assert!(t.next(&mut c).is_none());
        let a = cx.string("hello");
        let b = cx.string("hello");
        t.set(cx, a.into(), Value::TRUE).unwrap();
        assert!(t.has(cx, b.into()));
        assert_eq!(t.next(&mut c).unwrap().1, Value::TRUE);
        let x = crate::bigint::from_u64(cx, u64::MAX);
        let y = crate::bigint::from_u64(cx, u64::MAX);
        t.set(cx, x, Value::FALSE).unwrap();
        assert!(t.has(cx, y));
    })
}
#[inline(never)]
fn fill(cx: &mut Cx, t: Table) -> Value {
    let r = cx.new_object();
    for _ in 0..100 {
        let k = cx.new_object();
        t.set(cx, k.into(), k.into()).unwrap();
    }
    cx.new_weak_reference(r.into())
}
#[inline(never)]
fn smash(n: u32) -> u64 {
    let a = [n as u64; 64];
    if n == 0 {
        a.iter().sum()
    } else {
        smash(n - 1) + a[3]
    }
}
#[test]
fn what_is_weak_dies_with_its_target() {
    run(|cx| {
        let t = Table::new_weak(cx);
        let keep = cx.new_object();
        let v = cx.new_object();
        t.set(cx, keep.into(), v.into()).unwrap();
        let fin = Finalizers::new(cx, keep.into());
        for i in 0..50 {
            let k = cx.new_object();
            fin.register(cx, k.into(), Value::from(i), Value::UNDEFINED)
                .unwrap();
        }
        let r = fill(cx, t);
        cx.clear_kept_objects();
        smash(50);
        cx.collect_garbage();
        assert!(t.len() < 20, "{}", t.len());
        assert!(t.get(cx, keep.into()).unwrap() == v.into());
        let due = cx.take_due_finalizers().unwrap();
        assert!(due == fin);
        let mut n = 0;
        while due.take_due(cx).is_some() {
            n += 1
        }
        assert!(n > 40);
        assert!(cx.take_due_finalizers().is_none());
        assert!(cx.deref_weak(r).is_undefined());
    })
}
#[test]
fn typed_arrays_follow_their_buffers() {
    run(|cx| {
        let before = cx.heap.external_bytes();
        let b = cx
            .new_buffer(
                16,
                BufferOptions {
                    max_len: Some(32),
                    shared: false,
                },
            )
            .unwrap();
        // Room for the greatest length is made at once.
        assert!(cx.heap.external_bytes() - before >= 32);
        let p = cx.intrinsic(Intrinsic::ArrayBufferPrototype);
        let bo = cx.buffer_object(b, p);
        let p = cx.intrinsic(Intrinsic::Float64ArrayPrototype);
        let f = cx.typed_array_object(p, ElementType::Float64, bo, 0, None);
        let i16 = cx.typed_array_object(p, ElementType::Int16, bo, 8, Some(4));
        cx.set(f, 1u32, Value::from(1.5), Failure::Throw).unwrap();
        assert_eq!(cx.get(f, 1u32).unwrap().as_double(), Some(1.5));
        assert_eq!(cx.get(i16, 3u32).unwrap().as_int(), Some(0x3FF8));
        assert!(cx.get(f, 2u32).unwrap().is_undefined());
        assert!(cx.resize_buffer(b, 24).is_ok_and(|done| done));
        assert!(cx.resize_buffer(b, 33).is_ok_and(|done| !done));
        assert_eq!(cx.get(f, 2u32).unwrap().as_number(), Some(0.0));
        assert!(!cx.has_property(f, "-0").unwrap());
        assert!(!cx.has_property(f, "1.5").unwrap());
        assert!(
            !cx.define_own_property(
                f,
                "7",
                &PropertyDescriptor::data(Value::ZERO, Attributes::ALL)
            )
            .unwrap()
        );
        assert!(cx.resize_buffer(b, 8).is_ok_and(|done| done));
        assert!(ViewRecord::of(i16).unwrap().is_out_of_bounds());
        assert_eq!(cx.own_property_keys(f).unwrap().len(), 1);
        let c = cx.transfer_buffer(b, 8, Some(32)).unwrap();
        assert!(b.is_detached() && c.len() == 8 && cx.get(f, 0u32).unwrap().is_undefined());
        c.write_raw(1, 4, Endian::Big, 0x01020304);
        assert_eq!(c.to_vec(0, 6), [0, 1, 2, 3, 4, 0]);
        cx.copy_bytes((c, 2), (c, 1), 4).expect("no limit is set");
        assert_eq!(c.to_vec(0, 8), [0, 1, 1, 2, 3, 4, 0, 0]);
        let s = cx
            .new_buffer(
                8,
                BufferOptions {
                    max_len: None,
                    shared: true,
                },
            )
            .unwrap();
        s.write_raw(3, 4, Endian::Little, 0xA1B2C3D4);
        assert_eq!(s.read_raw(3, 4, Endian::Little), 0xA1B2C3D4);
        assert_eq!(s.modify(0, 4, Modify::Add, 1), 0xD4000000);
        assert_eq!(s.read_atomic(0, 4), 0xD4000001);
    })
}
#[test]
fn proxies_keep_their_invariants() {
    run(|cx| {
        let target = cx.new_object();
        let handler = cx.new_object();
        let p = cx.proxy_create(target.into(), handler.into()).unwrap();
        cx.set(p, "a", Value::from(1), Failure::Throw).unwrap();
        assert_eq!(cx.get(target, "a").unwrap().as_int(), Some(1));
        let get = native(cx, |_, call| Ok(call.arg(1)));
        cx.set(handler, "get", get.into(), Failure::Throw).unwrap();
        let v = cx.get(p, "zork").unwrap();
        assert_eq!(text(cx, v), "zork");
        cx.define_own_property(
            target,
            "k",
            &PropertyDescriptor::data(Value::ZERO, Attributes::NONE),
        )
        .unwrap();
        assert!(cx.get(p, "k").is_err());
        let keys = native(cx, |cx, _| {
            let s = cx.string("k").into();
            Ok(cx.array_from_slice(&[s]).into())
        });
        cx.set(handler, "ownKeys", keys.into(), Failure::Throw)
            .unwrap();
        assert_eq!(cx.own_property_keys(p).unwrap().len(), 1);
        cx.prevent_extensions(target).unwrap();
        assert!(cx.own_property_keys(p).is_err());
        cx.proxy_revoke(p);
        assert!(cx.has_property(p, "x").is_err());
        assert!(cx.is_array(p.into()).is_err());
    })
}
#[test]
fn strings_and_lists() {
    run(|cx| {
        let s = cx.string("ab");
        let o = cx.to_object(s.into()).unwrap();
        cx.create_data_property(o, 5u32, Value::NULL).unwrap();
        let keys = cx.own_property_keys(o).unwrap();
        let k: Vec<String> = keys.iter().map(|k| text(cx, k)).collect();
        assert_eq!(k, ["0", "1", "5", "length"]);
        assert!(!cx.delete(o, 0u32).unwrap());
        assert!(cx.set_integrity_level(o, Integrity::Frozen).unwrap());
        assert!(cx.test_integrity_level(o, Integrity::Frozen).unwrap());
        let e = cx
            .set(o, "new", Value::NULL, Failure::Throw)
            .unwrap_err()
            .value()
            .unwrap()
            .as_object()
            .unwrap();
        let m = cx.get(e, Name::message).unwrap();
        assert!(text(cx, m).contains("Cannot assign"));
        let a = cx.array_from_slice(&[Value::from(1), Value::from(2)]);
        assert!(!cx.array_iteration_is_pristine(a));
        let d = cx.to_property_descriptor(cx.new_object().into()).unwrap();
        assert!(d.value.is_none());
        let t = cx.new_object();
        cx.copy_data_properties(t, a.into(), &[PropertyKey::from_array_index(0)])
            .unwrap();
        assert_eq!(cx.own_property_keys(t).unwrap().len(), 1);
        let l = cx.create_list_from_array_like(a.into()).unwrap();
        assert_eq!(l.len(), 2);
        let e = cx.enumerable_own_properties(o, EntryKind::Entries).unwrap();
        assert_eq!(e.len(), 3);
    })
}

#[test]
fn objects_made_alike_share_a_shape_across_collections() {
    fn make(cx: &mut Cx) -> Object {
        let object = cx.new_object();
        for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            let key = PropertyKey::from_str(cx, name);
            cx.create_data_property(object, key, Value::from(1))
                .unwrap();
        }
        object
    }
    run(|cx| {
        // NOTE: what the native stack still shows stays alive; ten collections outlast it.
        let first = make(cx);
        for _ in 0..10 {
            cx.collect_garbage();
            assert!(make(cx).shape() == first.shape());
        }
    });
}
