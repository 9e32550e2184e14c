//! Arrays that a host holds.
//!
//! Uses: core, object. Never: function.

use std::ops::Deref;

use super::Object;
use crate::context::AsContext;
use crate::convert::{FromJs, IntoJs};
use crate::error::Error;
use crate::seal::{Raw, TOKEN};

/// An array of JavaScript. Everything that an [`Object`] can do, it can do too.
///
/// # Examples
/// ```
/// use stilla::{Array, Runtime};
///
/// let mut runtime = Runtime::new();
/// let list = Array::new(&mut runtime)?;
/// list.push(&mut runtime, 1)?;
/// list.push(&mut runtime, "two")?;
/// assert_eq!(list.len(&mut runtime)?, 2);
/// assert_eq!(list.get::<String>(&mut runtime, 1)?, "two");
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Array(pub(crate) Object);

impl Array {
    /// An empty array.
    ///
    /// # Errors
    /// The runtime's limits.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Array, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let list = Array::new(&mut runtime)?;
    /// runtime.set("list", &list)?;
    /// runtime.eval("list.push('a', 'b')")?;
    /// assert_eq!(list.to_vec::<String>(&mut runtime)?, ["a", "b"]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(cx: &mut impl AsContext) -> Result<Array, Error> {
        cx.scope(|cx| {
            let array = cx.cx.array_from_slice(&[]);
            Ok(Array(Object::from_machine(cx.cx, array)))
        })
    }

    /// The number of elements.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let list: stilla::Array = runtime.eval_as("[1, , 3]")?;
    /// assert_eq!(list.len(&mut runtime)?, 3);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn len(&self, cx: &mut impl AsContext) -> Result<u64, Error> {
        cx.scope(|cx| {
            let array = self.to_machine(cx.cx)?;
            let length = cx.cx.length_of_array_like(array);
            cx.catch(length)
        })
    }

    /// Whether there is no element.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// assert!(stilla::Array::new(&mut runtime)?.is_empty(&mut runtime)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn is_empty(&self, cx: &mut impl AsContext) -> Result<bool, Error> {
        Ok(self.len(cx)? == 0)
    }

    /// Appends an element.
    ///
    /// # Errors
    /// TypeError if the array is frozen; the memory limit.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let list: stilla::Array = runtime.eval_as("[1]")?;
    /// list.push(&mut runtime, 2)?;
    /// assert_eq!(list.to_vec::<i32>(&mut runtime)?, [1, 2]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn push(&self, cx: &mut impl AsContext, value: impl IntoJs) -> Result<(), Error> {
        cx.scope(|cx| {
            let value = value.into_raw(cx, TOKEN)?.0;
            let array = self.to_machine(cx.cx)?;
            let length = cx.cx.length_of_array_like(array);
            let length = cx.catch(length)?;
            let failure = stilla_core::ops::Failure::Throw;
            let result = cx.cx.set(array, length, value, failure);
            cx.catch(result)
        })
    }

    /// The elements as Rust values.
    ///
    /// # Errors
    /// [`Error::Conversion`] names the element; a getter may throw.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let list: stilla::Array = runtime.eval_as("[1, 2]")?;
    /// assert_eq!(list.to_vec::<u8>(&mut runtime)?, [1, 2]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn to_vec<T: FromJs>(&self, cx: &mut impl AsContext) -> Result<Vec<T>, Error> {
        cx.scope(|cx| {
            let array = self.to_machine(cx.cx)?;
            Vec::from_raw(Raw(array.into()), cx, TOKEN)
        })
    }
}

impl Deref for Array {
    type Target = Object;

    fn deref(&self) -> &Object {
        &self.0
    }
}
