//! Definitions of properties, with attributes and accessors.
//!
//! Uses: core, object. Never: function::closure.

use stilla_core::{Attributes, PropertyDescriptor};

use super::{IntoKey, Object};
use crate::context::AsContext;
use crate::convert::IntoJs;
use crate::error::Error;
use crate::function::Function;
use crate::seal::TOKEN;
use crate::value::Value;

/// A property to define: a value or an accessor, with its attributes. All attributes are false
/// unless they are asked for.
///
/// # Examples
/// ```
/// use stilla::{Object, Property, Runtime};
///
/// let mut runtime = Runtime::new();
/// let object = Object::new(&mut runtime)?;
/// object.define(&mut runtime, "version", Property::value(3).enumerable())?;
/// runtime.set("app", &object)?;
/// assert_eq!(runtime.eval_as::<i32>("app.version = 4; app.version")?, 3);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Property {
    value: Option<Value>,
    getter: Option<Function>,
    setter: Option<Function>,
    writable: bool,
    enumerable: bool,
    configurable: bool,
}

impl Property {
    /// A property with a value.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Property, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object = Object::new(&mut runtime)?;
    /// object.define(&mut runtime, "fixed", Property::value(1.0))?;
    /// assert!(object.set(&mut runtime, "fixed", 2).is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn value(value: impl Into<Value>) -> Property {
        Property {
            value: Some(value.into()),
            ..Property::default()
        }
    }

    /// A property that a function reads and another one may write.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Object, Property, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let now = Function::new(&mut runtime, "now", || 1234)?;
    /// let clock = Object::new(&mut runtime)?;
    /// clock.define(&mut runtime, "now", Property::accessor(Some(now), None))?;
    /// assert_eq!(clock.get::<i32>(&mut runtime, "now")?, 1234);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn accessor(getter: Option<Function>, setter: Option<Function>) -> Property {
        Property {
            getter,
            setter,
            ..Property::default()
        }
    }

    /// The value may be changed by assignment.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Property, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object = Object::new(&mut runtime)?;
    /// object.define(&mut runtime, "a", Property::value(1.0).writable())?;
    /// object.set(&mut runtime, "a", 2)?;
    /// assert!(object.delete(&mut runtime, "a").is_ok_and(|deleted| !deleted));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn writable(mut self) -> Property {
        self.writable = true;
        self
    }

    /// The property is seen by `Object.keys`, `for-in` and JSON.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Property, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object = Object::new(&mut runtime)?;
    /// object.define(&mut runtime, "hidden", Property::value(1.0))?;
    /// object.define(&mut runtime, "shown", Property::value(2.0).enumerable())?;
    /// assert_eq!(object.keys(&mut runtime)?, ["shown"]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn enumerable(mut self) -> Property {
        self.enumerable = true;
        self
    }

    /// The property may be deleted and defined anew.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Property, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object = Object::new(&mut runtime)?;
    /// object.define(&mut runtime, "a", Property::value(1.0).configurable())?;
    /// assert!(object.delete(&mut runtime, "a")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn configurable(mut self) -> Property {
        self.configurable = true;
        self
    }
}

impl Object {
    /// Defines a property.
    ///
    /// # Errors
    /// TypeError if the object refuses.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Object, Property, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let clock = Object::new(&mut runtime)?;
    /// let now = Function::new(&mut runtime, "now", || 12)?;
    /// clock.define(&mut runtime, "now", Property::accessor(Some(now), None).enumerable())?;
    /// assert_eq!(clock.get::<i32>(&mut runtime, "now")?, 12);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn define(
        &self,
        cx: &mut impl AsContext,
        key: impl IntoKey,
        property: Property,
    ) -> Result<(), Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let key = key.to_machine(cx, TOKEN)?.0;
            let attributes = Attributes::when(property.writable, Attributes::WRITABLE)
                .with(Attributes::when(
                    property.enumerable,
                    Attributes::ENUMERABLE,
                ))
                .with(Attributes::when(
                    property.configurable,
                    Attributes::CONFIGURABLE,
                ));
            let descriptor = match &property.value {
                Some(value) => PropertyDescriptor::data(value.to_raw(cx.cx)?.0, attributes),
                None => {
                    let mut accessor = |function: Option<Function>| match function {
                        Some(function) => function.to_machine(cx.cx).map(stilla_core::Value::from),
                        None => Ok(stilla_core::Value::UNDEFINED),
                    };
                    let get = accessor(property.getter)?;
                    let set = accessor(property.setter)?;
                    PropertyDescriptor::accessor(get, set, attributes)
                }
            };
            let result = cx.cx.define_property_or_throw(object, key, &descriptor);
            cx.catch(result)
        })
    }

    /// Defines a plain property, as an object literal does: setters do not run.
    ///
    /// # Errors
    /// TypeError if the object refuses.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object = Object::new(&mut runtime)?;
    /// object.define_value(&mut runtime, "__proto__", 1)?;
    /// assert!(object.has_own(&mut runtime, "__proto__")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn define_value(
        &self,
        cx: &mut impl AsContext,
        key: impl IntoKey,
        value: impl IntoJs,
    ) -> Result<(), Error> {
        cx.scope(|cx| {
            let value = value.into_raw(cx, TOKEN)?.0;
            let object = self.to_machine(cx.cx)?;
            let key = key.to_machine(cx, TOKEN)?.0;
            let result = cx.cx.create_data_property_or_throw(object, key, value);
            cx.catch(result)
        })
    }
}
