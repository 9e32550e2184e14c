//! §7.1 Type conversion <https://tc39.es/ecma262/#sec-type-conversion>
//!
//! Uses: string, number, bigint, object. Never: interp.

use crate::Cx;
use crate::bigint::{self, BigInt};
use crate::error::{JsResult, Msg, range_error, type_error};
use crate::object::{Kind, Object, PropertyKey};
use crate::realm::Intrinsic;
use crate::string::{JsString, Name, StringView};
use crate::symbol::WellKnownSymbol;
use crate::value::{Unpacked, Value};

/// Which primitive an object is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Whatever the object prefers.
    Default,
    /// A Number.
    Number,
    /// A String.
    String,
}

/// The result of ToNumeric.
#[derive(Clone, Copy, Debug)]
pub enum Numeric {
    /// A Number.
    Number(f64),
    /// A BigInt.
    BigInt(BigInt),
}

/// 2^53 - 1, the greatest length.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

/// §7.1.6 ToInt32 of a Number <https://tc39.es/ecma262/#sec-toint32>
#[inline(always)]
#[must_use]
pub fn to_int32(number: f64) -> i32 {
    crate::number::to_int32(number)
}

/// §7.1.7 ToUint32 of a Number <https://tc39.es/ecma262/#sec-touint32>
#[inline(always)]
#[must_use]
pub fn to_uint32(number: f64) -> u32 {
    crate::number::to_uint32(number)
}

impl Value {
    /// §7.1.2 ToBoolean ( argument ) <https://tc39.es/ecma262/#sec-toboolean>
    #[inline]
    #[must_use]
    pub fn to_boolean(self) -> bool {
        if let Some(boolean) = self.as_boolean() {
            return boolean;
        }
        match self.unpack() {
            Unpacked::Int(int) => int != 0,
            Unpacked::Double(double) => double != 0.0 && !double.is_nan(),
            Unpacked::String(string) => !string.is_empty(),
            Unpacked::Object(object) => !object.is(Kind::IsHtmlDda),
            Unpacked::BigInt(bigint) => !bigint::is_zero(bigint),
            Unpacked::Symbol(_) => true,
            Unpacked::Undefined | Unpacked::Null | Unpacked::Boolean(_) => false,
        }
    }
}

impl Cx {
    /// §7.1.1 ToPrimitive ( input, preferredType ) <https://tc39.es/ecma262/#sec-toprimitive>
    ///
    /// # Errors
    /// The object's methods may throw; TypeError if they give no primitive.
    #[inline]
    pub fn to_primitive(&mut self, value: Value, hint: Hint) -> JsResult<Value> {
        match value.as_object() {
            None => Ok(value),
            Some(object) => self.object_to_primitive(object, hint),
        }
    }

    fn object_to_primitive(&mut self, object: Object, hint: Hint) -> JsResult<Value> {
        self.check_native_stack()?;
        let exotic = self.get_method(object.into(), WellKnownSymbol::toPrimitive)?;
        let Some(exotic) = exotic else {
            return self.ordinary_to_primitive(object, hint);
        };
        let name = match hint {
            Hint::Default => Name::default,
            Hint::Number => Name::number,
            Hint::String => Name::string,
        };
        let name = self.name(name);
        let result = self.call(exotic.into(), object.into(), &[name.into()])?;
        if result.is_object() {
            return Err(type_error(self, Msg::NotPrimitive));
        }
        Ok(result)
    }

    /// §7.1.1.1 OrdinaryToPrimitive ( O, hint ) <https://tc39.es/ecma262/#sec-ordinarytoprimitive>
    ///
    /// # Errors
    /// The object's methods may throw; TypeError if they give no primitive.
    pub fn ordinary_to_primitive(&mut self, object: Object, hint: Hint) -> JsResult<Value> {
        let order = match hint {
            Hint::String => [Name::toString, Name::valueOf],
            Hint::Default | Hint::Number => [Name::valueOf, Name::toString],
        };
        for name in order {
            let method = self.get(object, name)?;
            if self.is_callable(method) {
                let result = self.call(method, object.into(), &[])?;
                if !result.is_object() {
                    return Ok(result);
                }
            }
        }
        Err(type_error(self, Msg::NotPrimitive))
    }

    /// §7.1.2 ToBoolean ( argument ) <https://tc39.es/ecma262/#sec-toboolean>
    #[inline]
    #[must_use]
    pub fn to_boolean(&self, value: Value) -> bool {
        value.to_boolean()
    }

    /// §7.1.3 ToNumeric ( value ) <https://tc39.es/ecma262/#sec-tonumeric>
    ///
    /// # Errors
    /// As ToPrimitive; TypeError for a Symbol.
    #[inline]
    pub fn to_numeric(&mut self, value: Value) -> JsResult<Numeric> {
        if let Some(number) = value.as_number() {
            return Ok(Numeric::Number(number));
        }
        let primitive = self.to_primitive(value, Hint::Number)?;
        match primitive.as_bigint() {
            Some(bigint) => Ok(Numeric::BigInt(bigint)),
            None => Ok(Numeric::Number(self.to_number(primitive)?)),
        }
    }

    /// §7.1.4 ToNumber ( argument ) <https://tc39.es/ecma262/#sec-tonumber>
    ///
    /// # Errors
    /// As ToPrimitive; TypeError for a Symbol or a BigInt.
    #[inline]
    pub fn to_number(&mut self, value: Value) -> JsResult<f64> {
        match value.as_number() {
            Some(number) => Ok(number),
            None => self.to_number_slow(value),
        }
    }

    fn to_number_slow(&mut self, value: Value) -> JsResult<f64> {
        match value.unpack() {
            Unpacked::Undefined => Ok(f64::NAN),
            Unpacked::Null => Ok(0.0),
            Unpacked::Boolean(boolean) => Ok(f64::from(u8::from(boolean))),
            Unpacked::Int(int) => Ok(f64::from(int)),
            Unpacked::Double(double) => Ok(double),
            Unpacked::String(string) => Ok(self.string_to_number(string)),
            Unpacked::Symbol(_) => Err(type_error(self, Msg::SymbolToNumber)),
            Unpacked::BigInt(_) => Err(type_error(self, Msg::BigIntToNumber)),
            Unpacked::Object(_) => {
                let primitive = self.to_primitive(value, Hint::Number)?;
                self.to_number_slow(primitive)
            }
        }
    }

    /// §7.1.5 ToIntegerOrInfinity ( argument ) <https://tc39.es/ecma262/#sec-tointegerorinfinity>
    ///
    /// # Errors
    /// As ToNumber.
    #[inline]
    pub fn to_integer_or_infinity(&mut self, value: Value) -> JsResult<f64> {
        if let Some(int) = value.as_int() {
            return Ok(f64::from(int));
        }
        let number = self.to_number(value)?;
        // NOTE: adding 0 makes -0 a 0.
        Ok(if number.is_nan() {
            0.0
        } else {
            number.trunc() + 0.0
        })
    }

    /// §7.1.6 ToInt32 ( argument ) <https://tc39.es/ecma262/#sec-toint32>
    ///
    /// # Errors
    /// As ToNumber.
    #[inline]
    pub fn to_int32(&mut self, value: Value) -> JsResult<i32> {
        match value.as_int() {
            Some(int) => Ok(int),
            None => Ok(to_int32(self.to_number(value)?)),
        }
    }

    /// §7.1.7 ToUint32 ( argument ) <https://tc39.es/ecma262/#sec-touint32>
    ///
    /// # Errors
    /// As ToNumber.
    #[inline]
    pub fn to_uint32(&mut self, value: Value) -> JsResult<u32> {
        Ok(self.to_int32(value)? as u32)
    }

    /// §7.1.9 ToUint16 ( argument ) <https://tc39.es/ecma262/#sec-touint16>
    ///
    /// # Errors
    /// As ToNumber.
    #[inline]
    pub fn to_uint16(&mut self, value: Value) -> JsResult<u16> {
        Ok(self.to_int32(value)? as u16)
    }

    /// §7.1.13 ToBigInt ( argument ) <https://tc39.es/ecma262/#sec-tobigint>: a BigInt value.
    ///
    /// # Errors
    /// As ToPrimitive; TypeError or SyntaxError for what is no BigInt.
    pub fn to_bigint(&mut self, value: Value) -> JsResult<Value> {
        let primitive = self.to_primitive(value, Hint::Number)?;
        match primitive.unpack() {
            Unpacked::BigInt(_) => Ok(primitive),
            Unpacked::Boolean(boolean) => Ok(bigint::from_i64(self, i64::from(boolean))),
            Unpacked::String(string) => match bigint::from_text(self, string)? {
                Some(bigint) => Ok(bigint),
                None => {
                    let msg = Msg::StringToBigInt { value: primitive };
                    Err(crate::error::syntax_error(self, msg))
                }
            },
            _ => Err(type_error(self, Msg::ValueToBigInt { value: primitive })),
        }
    }

    /// §7.1.17 ToString ( argument ) <https://tc39.es/ecma262/#sec-tostring>
    ///
    /// # Errors
    /// As ToPrimitive; TypeError for a Symbol.
    #[inline]
    pub fn to_string(&mut self, value: Value) -> JsResult<JsString> {
        match value.as_string() {
            Some(string) => Ok(string),
            None => self.to_string_slow(value),
        }
    }

    fn to_string_slow(&mut self, value: Value) -> JsResult<JsString> {
        match value.unpack() {
            Unpacked::Int(int) => Ok(self.int_to_string(int)),
            Unpacked::Double(double) => Ok(self.number_to_string(double)),
            Unpacked::String(string) => Ok(string),
            Unpacked::Undefined => Ok(self.name(Name::undefined)),
            Unpacked::Null => Ok(self.name(Name::null)),
            Unpacked::Boolean(true) => Ok(self.name(Name::true_)),
            Unpacked::Boolean(false) => Ok(self.name(Name::false_)),
            Unpacked::BigInt(bigint) => bigint::to_text(self, bigint, 10),
            Unpacked::Symbol(_) => Err(type_error(self, Msg::SymbolToString)),
            Unpacked::Object(_) => {
                let primitive = self.to_primitive(value, Hint::String)?;
                self.to_string_slow(primitive)
            }
        }
    }

    /// §7.1.18 ToObject ( argument ) <https://tc39.es/ecma262/#sec-toobject>
    ///
    /// # Errors
    /// TypeError for undefined and null.
    #[inline]
    pub fn to_object(&mut self, value: Value) -> JsResult<Object> {
        match value.as_object() {
            Some(object) => Ok(object),
            None => self.primitive_to_object(value),
        }
    }

    fn primitive_to_object(&mut self, value: Value) -> JsResult<Object> {
        let (kind, prototype) = match value.unpack() {
            Unpacked::Undefined | Unpacked::Null => {
                return Err(type_error(self, Msg::NullishToObject { value }));
            }
            Unpacked::Object(object) => return Ok(object),
            Unpacked::String(string) => {
                let prototype = self.intrinsic(Intrinsic::StringPrototype);
                return Ok(self.string_create(string, prototype));
            }
            Unpacked::Boolean(_) => (Kind::BooleanObject, Intrinsic::BooleanPrototype),
            Unpacked::Int(_) | Unpacked::Double(_) => {
                (Kind::NumberObject, Intrinsic::NumberPrototype)
            }
            Unpacked::Symbol(_) => (Kind::SymbolObject, Intrinsic::SymbolPrototype),
            Unpacked::BigInt(_) => (Kind::BigIntObject, Intrinsic::BigIntPrototype),
        };
        let prototype = self.intrinsic(prototype);
        Ok(self.create_object(kind, Some(prototype), &[value]))
    }

    /// §7.1.19 ToPropertyKey ( argument ) <https://tc39.es/ecma262/#sec-topropertykey>
    ///
    /// # Errors
    /// As ToPrimitive.
    #[inline]
    pub fn to_property_key(&mut self, value: Value) -> JsResult<PropertyKey> {
        match value.as_int() {
            Some(int) if int >= 0 => Ok(PropertyKey::from_array_index(int as u32)),
            _ => self.to_property_key_slow(value),
        }
    }

    fn to_property_key_slow(&mut self, value: Value) -> JsResult<PropertyKey> {
        if let Some(string) = value.as_string() {
            self.prepare_key(value)?;
            self.note_work(string.len());
            return Ok(PropertyKey::from_string(self, string));
        }
        if let Some(symbol) = value.as_symbol() {
            return Ok(PropertyKey::from_symbol(symbol));
        }
        if let Some(double) = value.as_double()
            && double >= 0.0
            && double <= f64::from(PropertyKey::MAX_INDEX)
            && double.trunc() == double
        {
            return Ok(PropertyKey::from_array_index(double as u32));
        }
        let primitive = self.to_primitive(value, Hint::String)?;
        if let Some(symbol) = primitive.as_symbol() {
            return Ok(PropertyKey::from_symbol(symbol));
        }
        let string = self.to_string(primitive)?;
        Ok(PropertyKey::from_string(self, string))
    }

    /// §7.1.20 ToLength ( argument ) <https://tc39.es/ecma262/#sec-tolength>
    ///
    /// # Errors
    /// As ToNumber.
    #[inline]
    pub fn to_length(&mut self, value: Value) -> JsResult<u64> {
        if let Some(int) = value.as_int() {
            return Ok(int.max(0) as u64);
        }
        let length = self.to_integer_or_infinity(value)?;
        Ok(length.clamp(0.0, MAX_SAFE) as u64)
    }

    /// §7.1.22 ToIndex ( value ) <https://tc39.es/ecma262/#sec-toindex>
    ///
    /// # Errors
    /// As ToNumber; RangeError outside of 0 to 2^53-1.
    pub fn to_index(&mut self, value: Value) -> JsResult<u64> {
        if let Some(int) = value.as_int()
            && int >= 0
        {
            return Ok(int as u64);
        }
        let index = self.to_integer_or_infinity(value)?;
        if !(0.0..=MAX_SAFE).contains(&index) {
            return Err(range_error(self, Msg::InvalidIndex { value }));
        }
        Ok(index as u64)
    }

    /// §7.1.21 CanonicalNumericIndexString ( argument ) <https://tc39.es/ecma262/#sec-canonicalnumericindexstring>
    #[must_use]
    pub fn canonical_numeric_index_string(&self, string: JsString) -> Option<f64> {
        let view = self.view(string);
        let first = view.get(0)?;
        // FAST: the text of a Number begins with a digit, a minus, or the capital of a name.
        let may_be = matches!(first, 0x2D | 0x30..=0x39) || first == 0x49 || first == 0x4E;
        if !may_be || view.len() > 32 {
            return None;
        }
        if let StringView::Latin1(b"-0") = view {
            return Some(-0.0);
        }
        let number = self.string_to_number(string);
        let text = self.number_to_string(number);
        self.string_equals(text, string).then_some(number)
    }

    /// A relative index as Array.prototype.slice and its like take it: counted from the end where
    /// negative, within 0 to `length`.
    ///
    /// # Errors
    /// As ToNumber.
    pub fn relative_index(&mut self, value: Value, length: u64, default: u64) -> JsResult<u64> {
        if value.is_undefined() {
            return Ok(default);
        }
        let relative = self.to_integer_or_infinity(value)?;
        let length = length as f64;
        let index = if relative < 0.0 {
            length + relative
        } else {
            relative
        };
        Ok(index.clamp(0.0, length) as u64)
    }
}
