//! Property keys of a host.
//!
//! Uses: core, value. Never: function.

use stilla_core::{Handle, JsString as MachineString};

use crate::context::{AsContext, Context};
use crate::error::{Error, wrong_runtime};
use crate::seal::Token;
use crate::value::{JsString, Symbol};

/// A key of the machine, where nobody else can touch it.
#[derive(Clone, Copy, Debug)]
pub struct RawKey(pub(crate) stilla_core::PropertyKey);

/// What can be a property key: text, an index, a [`Symbol`], a [`PropertyKey`].
///
/// # Examples
/// ```
/// use stilla::Runtime;
///
/// let mut runtime = Runtime::new();
/// let list = runtime.eval_as::<stilla::Object>("['a', 'b']")?;
/// assert_eq!(list.get::<String>(&mut runtime, 1)?, "b");
/// assert_eq!(list.get::<u32>(&mut runtime, "length")?, 2);
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait IntoKey {
    /// The key.
    #[doc(hidden)]
    fn to_machine(&self, cx: &mut Context<'_>, token: Token) -> Result<RawKey, Error>;
}

/// A property key that was looked up once: faster than text.
///
/// # Examples
/// ```
/// use stilla::{Object, PropertyKey, Runtime};
///
/// let mut runtime = Runtime::new();
/// let name = PropertyKey::new(&mut runtime, "name")?;
/// let object = Object::new(&mut runtime)?;
/// object.set(&mut runtime, &name, "Ada")?;
/// assert_eq!(object.get::<String>(&mut runtime, &name)?, "Ada");
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct PropertyKey(Handle);

impl PropertyKey {
    /// The key that `text` spells.
    ///
    /// # Errors
    /// The runtime's limits.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, PropertyKey, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let key = PropertyKey::new(&mut runtime, "total")?;
    /// let order: Object = runtime.eval_as("({ total: 5 })")?;
    /// assert_eq!(order.get::<i32>(&mut runtime, &key)?, 5);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(cx: &mut impl AsContext, text: &str) -> Result<PropertyKey, Error> {
        cx.scope(|cx| {
            let atom = cx.cx.intern_str(text);
            Ok(PropertyKey(cx.cx.keep(atom.into())))
        })
    }
}

impl IntoKey for PropertyKey {
    fn to_machine(&self, cx: &mut Context<'_>, _: Token) -> Result<RawKey, Error> {
        let value = cx.cx.kept(&self.0).ok_or_else(wrong_runtime)?;
        let atom: MachineString = value.as_string().ok_or_else(wrong_runtime)?;
        Ok(RawKey(stilla_core::PropertyKey::from_string(cx.cx, atom)))
    }
}

impl IntoKey for Symbol {
    fn to_machine(&self, cx: &mut Context<'_>, _: Token) -> Result<RawKey, Error> {
        let value = cx.cx.kept(&self.0).ok_or_else(wrong_runtime)?;
        let symbol = value.as_symbol().ok_or_else(wrong_runtime)?;
        Ok(RawKey(symbol.into()))
    }
}

impl IntoKey for str {
    fn to_machine(&self, cx: &mut Context<'_>, _: Token) -> Result<RawKey, Error> {
        Ok(RawKey(stilla_core::PropertyKey::from_str(cx.cx, self)))
    }
}

impl IntoKey for String {
    fn to_machine(&self, cx: &mut Context<'_>, token: Token) -> Result<RawKey, Error> {
        self.as_str().to_machine(cx, token)
    }
}

impl IntoKey for JsString {
    fn to_machine(&self, cx: &mut Context<'_>, _: Token) -> Result<RawKey, Error> {
        let string = self.to_machine(cx.cx);
        Ok(RawKey(stilla_core::PropertyKey::from_string(cx.cx, string)))
    }
}

impl<K: IntoKey + ?Sized> IntoKey for &K {
    fn to_machine(&self, cx: &mut Context<'_>, token: Token) -> Result<RawKey, Error> {
        (**self).to_machine(cx, token)
    }
}

macro_rules! index_key {
    ($($type:ty),*) => {
        $(impl IntoKey for $type {
            fn to_machine(&self, cx: &mut Context<'_>, token: Token) -> Result<RawKey, Error> {
                match u64::try_from(*self) {
                    Ok(index) => Ok(RawKey(stilla_core::PropertyKey::from_index(cx.cx, index))),
                    Err(_) => self.to_string().to_machine(cx, token),
                }
            }
        })*
    };
}

index_key!(i32, u32, i64, u64, usize);
