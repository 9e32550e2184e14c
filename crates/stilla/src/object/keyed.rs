//! Maps and Sets that a host holds.
//!
//! Uses: core, object, convert. Never: function.

use std::ops::Deref;

use stilla_core::table::Table;
use stilla_core::{Intrinsic, Value as MachineValue};

use super::Object;
use crate::context::{AsContext, Context};
use crate::convert::{FromJs, IntoJs};
use crate::error::Error;
use crate::seal::{Raw, TOKEN};
use crate::value::Value;

/// The internal slot of a Map or Set that has its table.
const DATA: usize = 0;

fn make(cx: &mut Context<'_>, constructor: Intrinsic) -> Result<Object, Error> {
    let constructor = cx.cx.intrinsic(constructor);
    let made = cx.cx.construct(constructor, &[], constructor);
    let made = cx.catch(made)?;
    Ok(Object::from_machine(cx.cx, made))
}

fn table(cx: &mut Context<'_>, object: &Object) -> Result<Table, Error> {
    let object = object.to_machine(cx.cx)?;
    let table = Table::from_value(object.internal(DATA));
    Ok(table.expect("a Map or Set has its table"))
}

macro_rules! keyed {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $type(pub(crate) Object);

        impl Deref for $type {
            type Target = Object;

            fn deref(&self) -> &Object {
                &self.0
            }
        }

        impl From<$type> for Value {
            fn from(keyed: $type) -> Value {
                Value::Object(keyed.0)
            }
        }
    };
}

keyed! {
    /// A Map of JavaScript. Everything that an [`Object`] can do, it can do too; but `get`, `set`, `has` and
    /// `delete` are about the entries.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Map, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let ages = Map::new(&mut runtime)?;
    /// ages.set(&mut runtime, "Ada", 36)?;
    /// ages.set(&mut runtime, 7, "seven")?;
    /// runtime.set("ages", &ages)?;
    /// runtime.eval("ages.set('Grace', 85); ages.delete(7)")?;
    /// let all: Vec<(String, u32)> = ages.entries(&mut runtime)?;
    /// assert_eq!(all, [("Ada".to_owned(), 36), ("Grace".to_owned(), 85)]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    Map
}

keyed! {
    /// A Set of JavaScript. Everything that an [`Object`] can do, it can do too; but `has` and `delete` are about
    /// the values.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Set};
    ///
    /// let mut runtime = Runtime::new();
    /// let names = Set::new(&mut runtime)?;
    /// names.add(&mut runtime, "Ada")?;
    /// names.add(&mut runtime, "Ada")?;
    /// runtime.set("names", &names)?;
    /// runtime.eval("names.add('Grace')")?;
    /// assert_eq!(names.values::<String>(&mut runtime)?, ["Ada", "Grace"]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    Set
}

impl Map {
    /// An empty Map.
    ///
    /// # Errors
    /// The runtime's limits.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// assert!(stilla::Map::new(&mut runtime)?.is_empty(&mut runtime)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(cx: &mut impl AsContext) -> Result<Map, Error> {
        cx.scope(|cx| make(cx, Intrinsic::Map).map(Map))
    }

    /// The value of a key; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Conversion`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let map: stilla::Map = runtime.eval_as("new Map([[1, 'one']])")?;
    /// assert_eq!(map.get::<String>(&mut runtime, 1)?.as_deref(), Some("one"));
    /// assert_eq!(map.get::<String>(&mut runtime, 2)?, None);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn get<T: FromJs>(
        &self,
        cx: &mut impl AsContext,
        key: impl IntoJs,
    ) -> Result<Option<T>, Error> {
        cx.scope(|cx| {
            let key = key.into_raw(cx, TOKEN)?.0;
            let found = table(cx, &self.0)?.get(cx.cx, key);
            found
                .map(|value| T::from_raw(Raw(value), cx, TOKEN))
                .transpose()
        })
    }

    /// Sets the value of a key.
    ///
    /// # Errors
    /// The memory limit; the conversions may fail.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let map = stilla::Map::new(&mut runtime)?;
    /// map.set(&mut runtime, vec![1, 2], true)?;
    /// assert_eq!(map.len(&mut runtime)?, 1);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn set(
        &self,
        cx: &mut impl AsContext,
        key: impl IntoJs,
        value: impl IntoJs,
    ) -> Result<(), Error> {
        cx.scope(|cx| {
            let key = key.into_raw(cx, TOKEN)?.0;
            let value = value.into_raw(cx, TOKEN)?.0;
            let result = table(cx, &self.0)?.set(cx.cx, key, value);
            cx.catch(result)
        })
    }

    /// The entries in the order in which their keys were set first.
    ///
    /// # Errors
    /// [`Error::Conversion`]; the runtime's limits.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let map: stilla::Map = runtime.eval_as("new Map([['b', 1], ['a', 2]])")?;
    /// assert_eq!(map.entries::<char, i32>(&mut runtime)?, [('b', 1), ('a', 2)]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn entries<K: FromJs, V: FromJs>(
        &self,
        cx: &mut impl AsContext,
    ) -> Result<Vec<(K, V)>, Error> {
        let mut entries = Vec::new();
        visit(cx, &self.0, |cx, key, value| {
            let key = K::from_raw(Raw(key), cx, TOKEN)?;
            entries.push((key, V::from_raw(Raw(value), cx, TOKEN)?));
            Ok(())
        })?;
        Ok(entries)
    }
}

impl Set {
    /// An empty Set.
    ///
    /// # Errors
    /// The runtime's limits.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// assert!(stilla::Set::new(&mut runtime)?.is_empty(&mut runtime)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(cx: &mut impl AsContext) -> Result<Set, Error> {
        cx.scope(|cx| make(cx, Intrinsic::Set).map(Set))
    }

    /// Adds a value.
    ///
    /// # Errors
    /// The memory limit; the conversion may fail.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let set = stilla::Set::new(&mut runtime)?;
    /// set.add(&mut runtime, 5)?;
    /// assert!(set.has(&mut runtime, 5)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn add(&self, cx: &mut impl AsContext, value: impl IntoJs) -> Result<(), Error> {
        cx.scope(|cx| {
            let value = value.into_raw(cx, TOKEN)?.0;
            let result = table(cx, &self.0)?.set(cx.cx, value, value);
            cx.catch(result)
        })
    }

    /// The values in the order in which they were added first.
    ///
    /// # Errors
    /// [`Error::Conversion`]; the runtime's limits.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let set: stilla::Set = runtime.eval_as("new Set([3, 1, 3])")?;
    /// assert_eq!(set.values::<i32>(&mut runtime)?, [3, 1]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn values<T: FromJs>(&self, cx: &mut impl AsContext) -> Result<Vec<T>, Error> {
        let mut values = Vec::new();
        visit(cx, &self.0, |cx, value, _| {
            values.push(T::from_raw(Raw(value), cx, TOKEN)?);
            Ok(())
        })?;
        Ok(values)
    }
}

/// Calls `f` with each entry of a table, which a conversion may change meanwhile.
fn visit(
    cx: &mut impl AsContext,
    object: &Object,
    mut f: impl FnMut(&mut Context<'_>, MachineValue, MachineValue) -> Result<(), Error>,
) -> Result<(), Error> {
    cx.scope(|cx| {
        let table = table(cx, object)?;
        let mut cursor = 0;
        while let Some((key, value)) = table.next(&mut cursor) {
            cx.charge(1)?;
            f(cx, key, value)?;
        }
        Ok(())
    })
}

macro_rules! both {
    ($($type:ident $example:literal;)*) => {
        $(impl $type {
            #[doc = concat!("The number of entries.\n\n# Errors\n[`Error::WrongRuntime`].\n\n# Examples\n```\n",
                "let mut runtime = stilla::Runtime::new();\nlet keyed: stilla::", stringify!($type),
                " = runtime.eval_as(\"", $example, "\")?;\nassert_eq!(keyed.len(&mut runtime)?, 1);\n",
                "# Ok::<(), stilla::Error>(())\n```")]
            pub fn len(&self, cx: &mut impl AsContext) -> Result<usize, Error> {
                cx.scope(|cx| Ok(table(cx, &self.0)?.len()))
            }

            #[doc = concat!("Whether there is no entry.\n\n# Errors\n[`Error::WrongRuntime`].\n\n# Examples\n```\n",
                "let mut runtime = stilla::Runtime::new();\nlet keyed: stilla::", stringify!($type),
                " = runtime.eval_as(\"", $example, "\")?;\nassert!(!keyed.is_empty(&mut runtime)?);\n",
                "# Ok::<(), stilla::Error>(())\n```")]
            pub fn is_empty(&self, cx: &mut impl AsContext) -> Result<bool, Error> {
                Ok(self.len(cx)? == 0)
            }

            #[doc = concat!("Whether there is an entry.\n\n# Errors\nThe conversion may fail.\n\n# Examples\n```\n",
                "let mut runtime = stilla::Runtime::new();\nlet keyed: stilla::", stringify!($type),
                " = runtime.eval_as(\"", $example, "\")?;\nassert!(keyed.has(&mut runtime, 1)?);\n",
                "# Ok::<(), stilla::Error>(())\n```")]
            pub fn has(&self, cx: &mut impl AsContext, key: impl IntoJs) -> Result<bool, Error> {
                cx.scope(|cx| {
                    let key = key.into_raw(cx, TOKEN)?.0;
                    Ok(table(cx, &self.0)?.has(cx.cx, key))
                })
            }

            #[doc = concat!("Removes an entry; `false` if there is none.\n\n# Errors\nThe conversion may fail.\n\n",
                "# Examples\n```\n",
                "let mut runtime = stilla::Runtime::new();\nlet keyed: stilla::", stringify!($type),
                " = runtime.eval_as(\"", $example, "\")?;\nassert!(keyed.delete(&mut runtime, 1)?);\n",
                "assert!(!keyed.delete(&mut runtime, 1)?);\n# Ok::<(), stilla::Error>(())\n```")]
            pub fn delete(&self, cx: &mut impl AsContext, key: impl IntoJs) -> Result<bool, Error> {
                cx.scope(|cx| {
                    let key = key.into_raw(cx, TOKEN)?.0;
                    Ok(table(cx, &self.0)?.delete(cx.cx, key))
                })
            }

            #[doc = concat!("Removes all entries.\n\n# Errors\n[`Error::WrongRuntime`].\n\n# Examples\n```\n",
                "let mut runtime = stilla::Runtime::new();\nlet keyed: stilla::", stringify!($type),
                " = runtime.eval_as(\"", $example, "\")?;\nkeyed.clear(&mut runtime)?;\n",
                "assert!(keyed.is_empty(&mut runtime)?);\n# Ok::<(), stilla::Error>(())\n```")]
            pub fn clear(&self, cx: &mut impl AsContext) -> Result<(), Error> {
                cx.scope(|cx| {
                    table(cx, &self.0)?.clear();
                    Ok(())
                })
            }
        })*
    };
}

both! {
    Map "new Map([[1, 'a']])";
    Set "new Set([1])";
}
