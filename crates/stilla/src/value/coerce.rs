//! What ECMAScript's own operations make of a value: coercions and comparisons.
//!
//! Uses: value, context. Never: convert.

use crate::context::AsContext;
use crate::error::Error;
use crate::object::Object;
use crate::value::{JsString, Value};

impl Value {
    /// ToNumber: may run JavaScript.
    ///
    /// # Errors
    /// A Symbol and a BigInt have no Number; `valueOf` and `toString` may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    ///
    /// let mut runtime = Runtime::new();
    /// assert_eq!(Value::from("0x10").to_number(&mut runtime)?, 16.0);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn to_number(&self, cx: &mut impl AsContext) -> Result<f64, Error> {
        cx.scope(|cx| {
            let raw = self.to_raw(cx.cx)?;
            let number = cx.cx.to_number(raw.0);
            cx.catch(number)
        })
    }

    /// ToIntegerOrInfinity: may run JavaScript.
    ///
    /// # Errors
    /// As for [`Value::to_number`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    /// assert_eq!(Value::from(-2.7).to_integer(&mut Runtime::new())?, -2.0);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn to_integer(&self, cx: &mut impl AsContext) -> Result<f64, Error> {
        cx.scope(|cx| {
            let raw = self.to_raw(cx.cx)?;
            let number = cx.cx.to_integer_or_infinity(raw.0);
            cx.catch(number)
        })
    }

    /// ToString: may run JavaScript.
    ///
    /// # Errors
    /// A Symbol has no String; `toString` and `valueOf` may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    /// assert_eq!(Value::Null.to_js_string(&mut Runtime::new())?, "null");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn to_js_string(&self, cx: &mut impl AsContext) -> Result<JsString, Error> {
        cx.scope(|cx| {
            let raw = self.to_raw(cx.cx)?;
            let string = cx.cx.to_string(raw.0);
            let string = cx.catch(string)?;
            Ok(JsString::from_machine(cx.cx, string))
        })
    }

    /// ToBoolean.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    /// assert!(!Value::from("").to_boolean(&mut Runtime::new())?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn to_boolean(&self, cx: &mut impl AsContext) -> Result<bool, Error> {
        cx.scope(|cx| Ok(self.to_raw(cx.cx)?.0.to_boolean()))
    }

    /// ToObject.
    ///
    /// # Errors
    /// undefined and null have no object.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    ///
    /// let mut runtime = Runtime::new();
    /// let object = Value::from("abc").to_object(&mut runtime)?;
    /// assert_eq!(object.get::<u32>(&mut runtime, "length")?, 3);
    /// assert!(Value::Null.to_object(&mut runtime).is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn to_object(&self, cx: &mut impl AsContext) -> Result<Object, Error> {
        cx.scope(|cx| {
            let raw = self.to_raw(cx.cx)?;
            let object = cx.cx.to_object(raw.0);
            let object = cx.catch(object)?;
            Ok(Object::from_machine(cx.cx, object))
        })
    }

    /// What `typeof` says.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    /// assert_eq!(Value::Null.type_of(&mut Runtime::new())?, "object");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn type_of(&self, cx: &mut impl AsContext) -> Result<String, Error> {
        cx.scope(|cx| {
            let raw = self.to_raw(cx.cx)?;
            let name = cx.cx.type_of(raw.0);
            Ok(cx.cx.to_rust_string(name))
        })
    }

    /// SameValue, which is `Object.is`.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    /// let nan = Value::from(f64::NAN);
    /// assert!(nan.same_value(&mut Runtime::new(), &nan)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn same_value(&self, cx: &mut impl AsContext, other: &Value) -> Result<bool, Error> {
        cx.scope(|cx| {
            let (left, right) = (self.to_raw(cx.cx)?, other.to_raw(cx.cx)?);
            Ok(cx.cx.same_value(left.0, right.0))
        })
    }

    /// The operator `===`.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    /// assert!(Value::from("a").strict_eq(&mut Runtime::new(), &Value::from("a"))?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn strict_eq(&self, cx: &mut impl AsContext, other: &Value) -> Result<bool, Error> {
        cx.scope(|cx| {
            let (left, right) = (self.to_raw(cx.cx)?, other.to_raw(cx.cx)?);
            Ok(cx.cx.strictly_equal(left.0, right.0))
        })
    }

    /// The operator `==`: may run JavaScript.
    ///
    /// # Errors
    /// A conversion of an operand may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    /// assert!(Value::from("1").loose_eq(&mut Runtime::new(), &Value::from(1))?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn loose_eq(&self, cx: &mut impl AsContext, other: &Value) -> Result<bool, Error> {
        cx.scope(|cx| {
            let (left, right) = (self.to_raw(cx.cx)?, other.to_raw(cx.cx)?);
            let equal = cx.cx.loosely_equal(left.0, right.0);
            cx.catch(equal)
        })
    }

    /// The operator `instanceof`: may run JavaScript.
    ///
    /// # Errors
    /// TypeError if `class` can't be called; `Symbol.hasInstance` may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    ///
    /// let mut runtime = Runtime::new();
    /// let (list, array) = (runtime.eval("[]")?, runtime.eval("Array")?);
    /// assert!(list.instance_of(&mut runtime, &array)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn instance_of(&self, cx: &mut impl AsContext, class: &Value) -> Result<bool, Error> {
        cx.scope(|cx| {
            let (left, right) = (self.to_raw(cx.cx)?, class.to_raw(cx.cx)?);
            let result = cx.cx.instance_of(left.0, right.0);
            cx.catch(result)
        })
    }
}
