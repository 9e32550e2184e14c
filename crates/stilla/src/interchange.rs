//! Values through serde: by copy, in both directions, by way of [`Data`].
//!
//! Uses: export, convert. Never: runtime.

use std::fmt::{self, Display};

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

use crate::context::AsContext;
use crate::convert::IntoJs;
use crate::error::Error;
use crate::export::Data;
use crate::value::Value;

mod read;
mod write;

impl Value {
    /// The value of anything that serde can write. Variants are tagged from outside: `"Unit"`, `{ Other: content }`.
    /// Needs the feature `serde`.
    ///
    /// # Errors
    /// A whole number that a Number can't hold; what `Serialize` refuses.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Value};
    ///
    /// #[derive(serde::Serialize)]
    /// struct Account { owner: String, limits: Vec<u32> }
    ///
    /// let mut runtime = Runtime::new();
    /// let account = Account { owner: "Ada".into(), limits: vec![100, 200] };
    /// let account = Value::from_serde(&mut runtime, &account)?;
    /// runtime.set("account", account)?;
    /// assert_eq!(runtime.eval_as::<String>("account.owner + account.limits[1]")?, "Ada200");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn from_serde<T: Serialize + ?Sized>(
        cx: &mut impl AsContext,
        value: &T,
    ) -> Result<Value, Error> {
        let data = value
            .serialize(write::Writer)
            .map_err(Failure::into_error)?;
        cx.scope(|cx| data.into_js(cx))
    }

    /// Anything that serde can read, from a copy of the value. Needs the feature `serde`.
    ///
    /// # Errors
    /// TypeError that names the place, as `$.lines[3].price: …`; what [`Value::export`] refuses.
    ///
    /// # Examples
    /// ```
    /// use stilla::Runtime;
    ///
    /// #[derive(Debug, serde::Deserialize)]
    /// struct Order { id: u32, #[serde(default)] paid: bool, lines: Vec<(String, f64)> }
    ///
    /// let mut runtime = Runtime::new();
    /// let value = runtime.eval("({ id: 7, lines: [['tea', 4.5]] })")?;
    /// let order: Order = value.to_serde(&mut runtime)?;
    /// assert_eq!((order.id, order.paid, order.lines[0].1), (7, false, 4.5));
    ///
    /// let wrong = runtime.eval("({ id: 7, lines: [['tea', 'free']] })")?;
    /// let error = wrong.to_serde::<Order>(&mut runtime).unwrap_err();
    /// assert!(error.to_string().contains("$.lines[0][1]: invalid type: string"), "{error}");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn to_serde<T: DeserializeOwned>(&self, cx: &mut impl AsContext) -> Result<T, Error> {
        let data = self.copy(cx)?;
        T::deserialize(read::Reader(data)).map_err(Failure::into_error)
    }
}

/// What serde complains of, and where.
#[derive(Debug)]
pub(crate) struct Failure {
    path: String,
    message: String,
}

impl Failure {
    fn into_error(self) -> Error {
        Error::type_error(self.to_string())
    }

    fn within(mut self, step: &str) -> Failure {
        self.path.insert_str(0, step);
        self
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "${path}: {}", self.message),
        }
    }
}

impl std::error::Error for Failure {}

impl serde::de::Error for Failure {
    fn custom<T: Display>(message: T) -> Failure {
        Failure {
            path: String::new(),
            message: message.to_string(),
        }
    }
}

impl serde::ser::Error for Failure {
    fn custom<T: Display>(message: T) -> Failure {
        <Failure as serde::de::Error>::custom(message)
    }
}

/// As what it stands for: a Date as its milliseconds, an error as its message, what has no copy as null.
impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Data::Undefined
            | Data::Null
            | Data::Reference(_)
            | Data::Opaque(_)
            | Data::Instance(_) => serializer.serialize_unit(),
            Data::Boolean(boolean) => serializer.serialize_bool(*boolean),
            Data::Int(int) => serializer.serialize_i64(*int),
            Data::Float(number) | Data::Date(number) => serializer.serialize_f64(*number),
            Data::BigInt(big) => match big.to_i128().map(i64::try_from) {
                Some(Ok(int)) => serializer.serialize_i64(int),
                _ => serializer.serialize_str(big.as_str()),
            },
            Data::String(text) => serializer.serialize_str(&text.to_str()),
            Data::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Data::Array(items) | Data::Set(items) => serializer.collect_seq(items),
            Data::Map(entries) => serializer.collect_map(entries.iter().map(|(k, v)| (k, v))),
            Data::Object(entries) => serializer.collect_map(entries.iter().map(|(k, v)| (k, v))),
            Data::Error { message, .. } => serializer.serialize_str(message),
        }
    }
}
