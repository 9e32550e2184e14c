//! §7.2 Testing and comparison <https://tc39.es/ecma262/#sec-testing-and-comparison-operations>
//!
//! Uses: string, bigint, object. Never: interp.

use std::cmp::Ordering;

use crate::Cx;
use crate::bigint;
use crate::error::{JsResult, Msg, type_error};
use crate::object::internal_methods::{PROXY_HANDLER, PROXY_TARGET};
use crate::object::{Kind, Object};
use crate::ops::{Hint, Numeric};
use crate::string::{JsString, Name};
use crate::symbol::WellKnownSymbol;
use crate::value::{Unpacked, Value};

impl Cx {
    /// §7.2.1 RequireObjectCoercible ( argument ) <https://tc39.es/ecma262/#sec-requireobjectcoercible>
    ///
    /// # Errors
    /// TypeError for undefined and null; `method` is what was called on them.
    #[inline]
    pub fn require_object_coercible(
        &mut self,
        value: Value,
        method: &'static str,
    ) -> JsResult<Value> {
        if value.is_nullish() {
            return Err(type_error(self, Msg::CalledOnNullish { method, value }));
        }
        Ok(value)
    }

    /// §7.2.2 IsArray ( argument ) <https://tc39.es/ecma262/#sec-isarray>
    ///
    /// # Errors
    /// TypeError for a revoked Proxy.
    pub fn is_array(&mut self, value: Value) -> JsResult<bool> {
        let Some(mut object) = value.as_object() else {
            return Ok(false);
        };
        while object.is(Kind::Proxy) {
            let target = object.internal(PROXY_TARGET).as_object();
            match target.filter(|_| object.internal(PROXY_HANDLER).is_object()) {
                Some(target) => object = target,
                None => return Err(type_error(self, Msg::ProxyRevoked { trap: "IsArray" })),
            }
            self.charge(1)?;
        }
        Ok(object.is(Kind::Array)
            || object.is(Kind::HostExotic)
                && crate::object::internal_methods::host_is_array(object))
    }

    /// §7.2.3 IsCallable ( argument ) <https://tc39.es/ecma262/#sec-iscallable>
    #[inline]
    #[must_use]
    pub fn is_callable(&self, value: Value) -> bool {
        value.as_object().is_some_and(Object::is_callable)
    }

    /// §7.2.4 IsConstructor ( argument ) <https://tc39.es/ecma262/#sec-isconstructor>
    #[must_use]
    pub fn is_constructor(&self, value: Value) -> bool {
        value
            .as_object()
            .is_some_and(|object| self.has_construct(object))
    }

    /// §7.2.6 IsRegExp ( argument ) <https://tc39.es/ecma262/#sec-isregexp>
    ///
    /// # Errors
    /// Reading `Symbol.match` may throw.
    pub fn is_regexp(&mut self, value: Value) -> JsResult<bool> {
        let Some(object) = value.as_object() else {
            return Ok(false);
        };
        let matcher = self.get(object, WellKnownSymbol::match_)?;
        Ok(if matcher.is_undefined() {
            object.is(Kind::RegExp)
        } else {
            matcher.to_boolean()
        })
    }

    /// Whether a Number is integral, as §7.2.5 IsIntegralNumber says.
    #[must_use]
    pub fn is_integral_number(&self, value: Value) -> bool {
        value.is_int()
            || value
                .as_double()
                .is_some_and(|d| d.is_finite() && d.trunc() == d)
    }

    /// §7.2.9 SameValue ( x, y ) <https://tc39.es/ecma262/#sec-samevalue>
    #[must_use]
    pub fn same_value(&self, x: Value, y: Value) -> bool {
        match (x.as_number(), y.as_number()) {
            // NOTE: bits tell 0 from -0; there is one NaN.
            (Some(x), Some(y)) => x.to_bits() == y.to_bits() || (x.is_nan() && y.is_nan()),
            _ => self.same_value_non_number(x, y),
        }
    }

    /// §7.2.10 SameValueZero ( x, y ) <https://tc39.es/ecma262/#sec-samevaluezero>
    #[must_use]
    pub fn same_value_zero(&self, x: Value, y: Value) -> bool {
        match (x.as_number(), y.as_number()) {
            (Some(x), Some(y)) => x == y || (x.is_nan() && y.is_nan()),
            _ => self.same_value_non_number(x, y),
        }
    }

    /// §7.2.11 SameValueNonNumber ( x, y ) <https://tc39.es/ecma262/#sec-samevaluenonnumber>
    #[inline]
    fn same_value_non_number(&self, x: Value, y: Value) -> bool {
        if x == y {
            return true;
        }
        if let (Some(x), Some(y)) = (x.as_string(), y.as_string()) {
            return self.string_equals(x, y);
        }
        match (x.as_bigint(), y.as_bigint()) {
            (Some(x), Some(y)) => {
                self.note_work(bigint::length(x));
                bigint::equals(x, y)
            }
            _ => false,
        }
    }

    /// §7.2.14 IsStrictlyEqual ( x, y ) <https://tc39.es/ecma262/#sec-isstrictlyequal>
    #[inline]
    #[must_use]
    pub fn strictly_equal(&self, x: Value, y: Value) -> bool {
        if x.both_int(y) {
            return x == y;
        }
        match (x.as_number(), y.as_number()) {
            (Some(x), Some(y)) => x == y,
            _ => self.same_value_non_number(x, y),
        }
    }

    /// §7.2.13 IsLooselyEqual ( x, y ) <https://tc39.es/ecma262/#sec-islooselyequal>
    ///
    /// # Errors
    /// As ToPrimitive of an object that is compared with a primitive.
    pub fn loosely_equal(&mut self, mut x: Value, mut y: Value) -> JsResult<bool> {
        loop {
            use Unpacked::{BigInt, Boolean, Double, Int, Null, Object, String, Symbol, Undefined};
            let (left, right) = (x.unpack(), y.unpack());
            match (left, right) {
                (Int(_) | Double(_), Int(_) | Double(_))
                | (String(_), String(_))
                | (BigInt(_), BigInt(_))
                | (Symbol(_), Symbol(_))
                | (Boolean(_), Boolean(_))
                | (Object(_), Object(_)) => return Ok(self.strictly_equal(x, y)),
                (Undefined | Null, Undefined | Null) => return Ok(true),
                (Object(object), Undefined | Null) | (Undefined | Null, Object(object)) => {
                    return Ok(object.is(Kind::IsHtmlDda));
                }
                (Undefined | Null, _) | (_, Undefined | Null) => return Ok(false),
                (Int(_) | Double(_), String(string)) => y = self.string_to_number(string).into(),
                (String(string), Int(_) | Double(_)) => x = self.string_to_number(string).into(),
                (BigInt(_), String(string)) => match bigint::from_text(self, string)? {
                    Some(bigint) => y = bigint,
                    None => return Ok(false),
                },
                (String(_), BigInt(_)) => std::mem::swap(&mut x, &mut y),
                (Boolean(boolean), _) => x = Value::from_int(i32::from(boolean)),
                (_, Boolean(boolean)) => y = Value::from_int(i32::from(boolean)),
                (Object(_), _) => x = self.to_primitive(x, Hint::Default)?,
                (_, Object(_)) => y = self.to_primitive(y, Hint::Default)?,
                (BigInt(bigint), Int(_) | Double(_)) => {
                    let number = y.as_number().expect("both patterns are Numbers");
                    return Ok(bigint::compare_number(bigint, number) == Some(Ordering::Equal));
                }
                (Int(_) | Double(_), BigInt(_)) => std::mem::swap(&mut x, &mut y),
                (Symbol(_), _) | (_, Symbol(_)) => return Ok(false),
            }
        }
    }

    /// §7.2.12 IsLessThan ( x, y, LeftFirst ) <https://tc39.es/ecma262/#sec-islessthan>; `None` is
    /// undefined: one of them is NaN.
    ///
    /// # Errors
    /// As ToPrimitive and ToNumeric.
    #[inline]
    pub fn is_less_than(&mut self, x: Value, y: Value, order: Order) -> JsResult<Option<bool>> {
        if let (Some(x), Some(y)) = (x.as_number(), y.as_number()) {
            return Ok(x.partial_cmp(&y).map(Ordering::is_lt));
        }
        let (x, y) = match order {
            Order::LeftFirst => {
                let x = self.to_primitive(x, Hint::Number)?;
                (x, self.to_primitive(y, Hint::Number)?)
            }
            Order::RightFirst => {
                let y = self.to_primitive(y, Hint::Number)?;
                (self.to_primitive(x, Hint::Number)?, y)
            }
        };
        Ok(self.compare_primitives(x, y)?.map(Ordering::is_lt))
    }

    /// `x < y`.
    ///
    /// # Errors
    /// As IsLessThan.
    pub fn less_than(&mut self, x: Value, y: Value) -> JsResult<bool> {
        Ok(self.is_less_than(x, y, Order::LeftFirst)? == Some(true))
    }

    /// `x > y`.
    ///
    /// # Errors
    /// As IsLessThan.
    pub fn greater_than(&mut self, x: Value, y: Value) -> JsResult<bool> {
        Ok(self.is_less_than(y, x, Order::RightFirst)? == Some(true))
    }

    /// `x <= y`.
    ///
    /// # Errors
    /// As IsLessThan.
    pub fn less_or_equal(&mut self, x: Value, y: Value) -> JsResult<bool> {
        Ok(self.is_less_than(y, x, Order::RightFirst)? == Some(false))
    }

    /// `x >= y`.
    ///
    /// # Errors
    /// As IsLessThan.
    pub fn greater_or_equal(&mut self, x: Value, y: Value) -> JsResult<bool> {
        Ok(self.is_less_than(x, y, Order::LeftFirst)? == Some(false))
    }

    /// Steps 3 and 4 of IsLessThan.
    fn compare_primitives(&mut self, x: Value, y: Value) -> JsResult<Option<Ordering>> {
        if let (Some(x), Some(y)) = (x.as_string(), y.as_string()) {
            self.note_work(x.len().min(y.len()));
            return Ok(Some(self.compare_strings(x, y)));
        }
        if let (Some(bigint), Some(string)) = (x.as_bigint(), y.as_string()) {
            let other = bigint::from_text(self, string)?;
            return Ok(other
                .and_then(Value::as_bigint)
                .map(|other| bigint::compare(bigint, other)));
        }
        if let (Some(string), Some(bigint)) = (x.as_string(), y.as_bigint()) {
            let other = bigint::from_text(self, string)?;
            return Ok(other
                .and_then(Value::as_bigint)
                .map(|other| bigint::compare(other, bigint)));
        }
        let x = self.to_numeric(x)?;
        let y = self.to_numeric(y)?;
        Ok(match (x, y) {
            (Numeric::BigInt(x), Numeric::BigInt(y)) => {
                self.note_work(bigint::length(x));
                Some(bigint::compare(x, y))
            }
            (Numeric::BigInt(x), Numeric::Number(y)) => bigint::compare_number(x, y),
            (Numeric::Number(x), Numeric::BigInt(y)) => {
                bigint::compare_number(y, x).map(Ordering::reverse)
            }
            (Numeric::Number(x), Numeric::Number(y)) => x.partial_cmp(&y),
        })
    }

    /// §13.5.3 The typeof operator <https://tc39.es/ecma262/#sec-typeof-operator>
    #[must_use]
    pub fn type_of(&self, value: Value) -> JsString {
        self.name(match value.unpack() {
            Unpacked::Undefined => Name::undefined,
            Unpacked::Null => Name::object,
            Unpacked::Boolean(_) => Name::boolean,
            Unpacked::Int(_) | Unpacked::Double(_) => Name::number,
            Unpacked::String(_) => Name::string,
            Unpacked::Symbol(_) => Name::symbol,
            Unpacked::BigInt(_) => Name::bigint,
            Unpacked::Object(object) if object.is(Kind::IsHtmlDda) => Name::undefined,
            Unpacked::Object(object) if object.is_callable() => Name::function,
            Unpacked::Object(_) => Name::object,
        })
    }
}

/// Which operand of a comparison is converted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The first one.
    LeftFirst,
    /// The second one, as `>` and `<=` need with their operands exchanged.
    RightFirst,
}
