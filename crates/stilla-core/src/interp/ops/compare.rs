//! Comparisons whose result goes to a register, and `instanceof`, `in`.
//!
//! Uses: dispatch, ops. Never: the other operations' files.

use super::property::{get_shared, has_shared, known_shared, shared_way};
use crate::Cx;
use crate::error::JsResult;
use crate::interp::cache::Found;
use crate::interp::dispatch::{Block, Pc, Regs, Status, finish, next, sync};
use crate::object::{Kind, Object, PropertyKey};
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::symbol::WellKnownSymbol;
use crate::value::Value;

/// A comparison.
pub(crate) trait Comparison {
    /// The result for two int32.
    fn ints(lhs: i32, rhs: i32) -> bool;
    /// The result for two Numbers.
    fn doubles(lhs: f64, rhs: f64) -> bool;
    /// The result for any two values.
    fn general(cx: &mut Cx, lhs: Value, rhs: Value) -> JsResult<bool>;
}

/// The result if both are Numbers.
#[inline(always)]
pub(crate) fn compare<C: Comparison>(lhs: Value, rhs: Value) -> Option<bool> {
    if lhs.both_int(rhs) {
        return Some(C::ints(lhs.as_int()?, rhs.as_int()?));
    }
    let left = match lhs.as_double() {
        Some(left) => left,
        None => f64::from(lhs.as_int()?),
    };
    let right = match rhs.as_double() {
        Some(right) => right,
        None => f64::from(rhs.as_int()?),
    };
    Some(C::doubles(left, right))
}

/// Declares a comparison type.
macro_rules! comparison {
    ($name:ident, |$a:ident, $b:ident| $test:expr, |$cx:ident, $lhs:ident, $rhs:ident| $general:expr) => {
        pub(crate) struct $name;

        impl Comparison for $name {
            #[inline(always)]
            fn ints($a: i32, $b: i32) -> bool {
                $test
            }
            #[inline(always)]
            fn doubles($a: f64, $b: f64) -> bool {
                $test
            }
            fn general($cx: &mut Cx, $lhs: Value, $rhs: Value) -> JsResult<bool> {
                $general
            }
        }
    };
}

comparison!(Lt, |a, b| a < b, |cx, lhs, rhs| cx.less_than(lhs, rhs));
comparison!(Le, |a, b| a <= b, |cx, lhs, rhs| cx.less_or_equal(lhs, rhs));
comparison!(Gt, |a, b| a > b, |cx, lhs, rhs| cx.greater_than(lhs, rhs));
comparison!(Ge, |a, b| a >= b, |cx, lhs, rhs| cx
    .greater_or_equal(lhs, rhs));
comparison!(Eq, |a, b| a == b, |cx, lhs, rhs| cx.loosely_equal(lhs, rhs));
comparison!(Ne, |a, b| a != b, |cx, lhs, rhs| Ok(
    !cx.loosely_equal(lhs, rhs)?
));
comparison!(StrictEq, |a, b| a == b, |cx, lhs, rhs| Ok(
    cx.strictly_equal(lhs, rhs)
));
comparison!(StrictNe, |a, b| a != b, |cx, lhs, rhs| Ok(
    !cx.strictly_equal(lhs, rhs)
));

/// r[a] = r[b] ∘ r[c]
pub(crate) unsafe fn binary<C: Comparison>(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        match compare::<C>(r.get(pc.b()), r.get(pc.c())) {
            Some(truth) => {
                r.set(pc.a(), Value::from(truth));
                next(pc.skip(1), r, cx, k)
            }
            None => binary_slow::<C>(pc, r, cx, k),
        }
    }
}

#[inline(never)]
unsafe fn binary_slow<C: Comparison>(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = C::general(cx, r.get(pc.b()), r.get(pc.c())).map(Value::from);
        finish(result, pc, r, cx, k)
    }
}

/// r[a] = r[b] instanceof r[c]
pub(crate) unsafe fn instance_of(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (value, target) = (r.get(pc.b()), r.get(pc.c()));
        let result = match target.as_object() {
            Some(function) if inherits_has_instance(cx, function) => {
                has_instance(cx, function, value)
            }
            _ => cx.instance_of(value, target),
        };
        finish(result.map(Value::from), pc, r, cx, k)
    }
}

/// Whether `function` is a closure whose @@hasInstance is that of %Function.prototype%, which can't be replaced.
fn inherits_has_instance(cx: &Cx, function: Object) -> bool {
    let key = cx.key(WellKnownSymbol::hasInstance);
    function.is(Kind::Function)
        && shared_way(cx, function, key).is_some_and(|way| {
            way.found == Found::Holder && way.object() == cx.intrinsic(Intrinsic::FunctionPrototype)
        })
}

/// §7.3.22 OrdinaryHasInstance ( C, O ) <https://tc39.es/ecma262/#sec-ordinaryhasinstance>, for a closure.
fn has_instance(cx: &mut Cx, function: Object, value: Value) -> JsResult<bool> {
    match value.as_object() {
        None => Ok(false),
        Some(object) => {
            let prototype = get_shared(cx, function, cx.key(Name::prototype))?;
            cx.inherits_from(object, prototype)
        }
    }
}

/// r[a] = r[b] in r[c]
pub(crate) unsafe fn in_(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let (key, value) = (r.get(pc.b()), r.get(pc.c()));
        if let (Some(object), Some(name)) = (value.as_object(), key.as_string())
            && name.is_atom()
            && let Some(has) = known_shared(cx, object, PropertyKey::from_string(cx, name))
        {
            r.set(pc.a(), has.into());
            return next(pc.skip(1), r, cx, k);
        }
        in_slow(pc, r, cx, k)
    }
}

#[inline(never)]
unsafe fn in_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (key, value) = (r.get(pc.b()), r.get(pc.c()));
        let result = match (value.as_object(), key.as_string()) {
            (Some(object), Some(name)) => {
                let key = PropertyKey::from_string(cx, name);
                has_shared(cx, object, key)
            }
            _ => cx.has_in(key, value),
        };
        let result = result.map(Value::from);
        finish(result, pc, r, cx, k)
    }
}
