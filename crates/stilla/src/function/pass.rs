//! Arguments of a call from Rust.
//!
//! Uses: convert. Never: closure.

use stilla_core::GcVec;

use crate::context::Context;
use crate::convert::IntoJs;
use crate::error::Error;
use crate::seal::{Raw, Token};
use crate::value::Value;

/// Arguments of the machine, where nobody else can touch them.
#[derive(Clone, Copy, Debug)]
pub struct RawArgs<'c>(pub(crate) Place<'c>);

/// Where arguments are: both are roots.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place<'c> {
    /// On the native stack.
    Stack(&'c [stilla_core::Value]),
    /// In a traced list.
    List(GcVec),
}

/// What is done with the arguments.
pub type Receiver<'f> = &'f mut dyn FnMut(&mut Context<'_>, RawArgs<'_>) -> Result<Raw, Error>;

/// What can be the arguments of a call: a tuple of up to eight values, or a slice of [`Value`]s.
///
/// # Examples
/// ```
/// use stilla::{Function, Runtime, Value};
///
/// let mut runtime = Runtime::new();
/// let count: Function = runtime.eval_as("(function () { return arguments.length })")?;
/// assert_eq!(count.call::<i32>(&mut runtime, ())?, 0);
/// assert_eq!(count.call::<i32>(&mut runtime, (1, "two", [3]))?, 3);
/// let list = vec![Value::Null; 100];
/// assert_eq!(count.call::<i32>(&mut runtime, &list[..])?, 100);
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait IntoArgs {
    /// Hands the converted arguments to `receive`.
    #[doc(hidden)]
    fn pass(self, cx: &mut Context<'_>, receive: Receiver<'_>, token: Token) -> Result<Raw, Error>;
}

impl IntoArgs for &[Value] {
    fn pass(self, cx: &mut Context<'_>, receive: Receiver<'_>, _: Token) -> Result<Raw, Error> {
        let list = GcVec::new(cx.cx);
        for value in self {
            let value = value.to_raw(cx.cx)?.0;
            list.push(cx.cx, value);
        }
        receive(cx, RawArgs(Place::List(list)))
    }
}

// NOTE: traced because a host's `Value` keeps a handle.
impl IntoArgs for &Vec<Value> {
    fn pass(self, cx: &mut Context<'_>, receive: Receiver<'_>, token: Token) -> Result<Raw, Error> {
        self.as_slice().pass(cx, receive, token)
    }
}

macro_rules! tuples {
    ($(($($name:ident $index:tt),*);)*) => {
        $(impl<$($name: IntoJs),*> IntoArgs for ($($name,)*) {
            #[inline]
            fn pass(
                self,
                cx: &mut Context<'_>,
                receive: Receiver<'_>,
                token: Token,
            ) -> Result<Raw, Error> {
                let args = [$(self.$index.into_raw(cx, token)?.0),*];
                let _ = token;
                receive(cx, RawArgs(Place::Stack(&args)))
            }
        })*
    };
}

tuples! {
    ();
    (A 0);
    (A 0, B 1);
    (A 0, B 1, C 2);
    (A 0, B 1, C 2, D 3);
    (A 0, B 1, C 2, D 3, E 4);
    (A 0, B 1, C 2, D 3, E 4, F 5);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
}
