//! Proxies whose traps are Rust closures.
//!
//! Uses: function, object. Never: runtime.

use stilla_core::Intrinsic;

use crate::context::{AsContext, Context};
use crate::error::Error;
use crate::function::{Function, IntoFunction, Native};
use crate::object::Object;
use crate::seal::TOKEN;

/// The traps of a Proxy: what is not trapped goes to the target. The invariants of ECMAScript are checked.
///
/// # Examples
/// ```
/// use stilla::{Context, Error, Object, Runtime, Traps, Value};
///
/// let mut runtime = Runtime::new();
/// let target: Object = runtime.eval_as("({ a: 1 })")?;
/// let traps = Traps::new().get(|cx: &mut Context<'_>, target: Object, key: String| {
///     match target.has(cx, &key)? {
///         true => target.get::<Value>(cx, &key),
///         false => Err(Error::type_error(format!("no property {key}"))),
///     }
/// });
/// let strict = traps.proxy(&mut runtime, &target)?;
/// runtime.set("strict", strict)?;
/// assert_eq!(runtime.eval_as::<i32>("strict.a")?, 1);
/// assert!(runtime.eval("strict.b").is_err());
/// # Ok::<(), Error>(())
/// ```
#[derive(Default)]
pub struct Traps(Vec<(&'static str, u32, Native)>);

impl std::fmt::Debug for Traps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, ..)| name))
            .finish()
    }
}

macro_rules! traps {
    ($($(#[$doc:meta])* $method:ident $name:literal;)*) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $method<M>(mut self, trap: impl IntoFunction<M>) -> Traps {
            let (length, native) = trap.into_native(TOKEN);
            self.0.push(($name, length, native));
            self
        })*
    };
}

impl Traps {
    /// No traps.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime, Traps};
    ///
    /// let mut runtime = Runtime::new();
    /// let target: Object = runtime.eval_as("({ a: 1 })")?;
    /// let proxy = Traps::new().proxy(&mut runtime, &target)?;
    /// assert_eq!(proxy.get::<i32>(&mut runtime, "a")?, 1);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn new() -> Traps {
        Traps::default()
    }

    traps! {
        /// Reading: `(target, key, receiver) -> value`.
        get "get";
        /// Writing: `(target, key, value, receiver) -> bool`.
        set "set";
        /// The operator `in`: `(target, key) -> bool`.
        has "has";
        /// Deleting: `(target, key) -> bool`.
        delete "deleteProperty";
        /// The keys: `(target) -> array`.
        own_keys "ownKeys";
        /// Looking up: `(target, key) -> descriptor or undefined`.
        get_own_property "getOwnPropertyDescriptor";
        /// Defining: `(target, key, descriptor) -> bool`.
        define_property "defineProperty";
        /// The prototype: `(target) -> object or null`.
        get_prototype "getPrototypeOf";
        /// Changing the prototype: `(target, object or null) -> bool`.
        set_prototype "setPrototypeOf";
        /// Whether properties can be added: `(target) -> bool`.
        is_extensible "isExtensible";
        /// Closing to further properties: `(target) -> bool`.
        prevent_extensions "preventExtensions";
        /// Calling: `(target, this, arguments) -> value`; the target must be a function.
        apply "apply";
        /// `new`: `(target, arguments, new_target) -> object`; the target must be a constructor.
        construct "construct";
    }

    /// A Proxy with these traps.
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime, Traps};
    ///
    /// let mut runtime = Runtime::new();
    /// let target = Object::new(&mut runtime)?;
    /// let traps = Traps::new().has(|_: Object, key: String| key.starts_with('x'));
    /// let proxy = traps.proxy(&mut runtime, &target)?;
    /// assert!(proxy.has(&mut runtime, "xyz")? && !proxy.has(&mut runtime, "abc")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn proxy(self, cx: &mut impl AsContext, target: &Object) -> Result<Object, Error> {
        cx.scope(|cx| {
            let handler = Object::new(cx)?;
            for (name, length, native) in self.0 {
                let trap = Function::from_native(cx, name, length, native)?;
                handler.set(cx, name, trap)?;
            }
            make(cx, target, &handler)
        })
    }
}

fn make(cx: &mut Context<'_>, target: &Object, handler: &Object) -> Result<Object, Error> {
    let (target, handler) = (target.to_machine(cx.cx)?, handler.to_machine(cx.cx)?);
    let constructor = cx.cx.intrinsic(Intrinsic::Proxy);
    let proxy = cx
        .cx
        .construct(constructor, &[target.into(), handler.into()], constructor);
    let proxy = cx.catch(proxy)?;
    Ok(Object::from_machine(cx.cx, proxy))
}
