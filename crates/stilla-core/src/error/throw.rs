//! Making exceptions: one function per kind of error, returning what to throw.
//!
//! `return Err(type_error(cx, Msg::NotCallable { value }))` keeps control flow visible.
//!
//! Uses: messages, error objects. Never: interp.

use super::{Msg, Thrown};
use crate::Cx;
use crate::object::Object;
use crate::realm::Intrinsic;

/// The kinds of error objects that the engine throws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Error.
    Error,
    /// EvalError.
    Eval,
    /// RangeError.
    Range,
    /// ReferenceError.
    Reference,
    /// SyntaxError.
    Syntax,
    /// TypeError.
    Type,
    /// URIError.
    Uri,
}

impl ErrorKind {
    /// The intrinsic prototype of such errors.
    #[must_use]
    pub const fn prototype(self) -> Intrinsic {
        match self {
            ErrorKind::Error => Intrinsic::ErrorPrototype,
            ErrorKind::Eval => Intrinsic::EvalErrorPrototype,
            ErrorKind::Range => Intrinsic::RangeErrorPrototype,
            ErrorKind::Reference => Intrinsic::ReferenceErrorPrototype,
            ErrorKind::Syntax => Intrinsic::SyntaxErrorPrototype,
            ErrorKind::Type => Intrinsic::TypeErrorPrototype,
            ErrorKind::Uri => Intrinsic::UriErrorPrototype,
        }
    }
}

/// A new error of the current realm, to be thrown.
pub fn throw_error(cx: &mut Cx, kind: ErrorKind, msg: Msg) -> Thrown {
    Thrown::new(new_error(cx, kind, &msg).into())
}

/// A new error object of the current realm.
#[must_use]
pub fn new_error(cx: &mut Cx, kind: ErrorKind, msg: &Msg) -> Object {
    let text = msg.render(cx);
    let message = cx.string(&text);
    let prototype = cx.intrinsic(kind.prototype());
    cx.create_error(prototype, Some(message))
}

/// A TypeError, to be thrown.
#[cold]
pub fn type_error(cx: &mut Cx, msg: Msg) -> Thrown {
    throw_error(cx, ErrorKind::Type, msg)
}

/// A RangeError, to be thrown.
#[cold]
pub fn range_error(cx: &mut Cx, msg: Msg) -> Thrown {
    throw_error(cx, ErrorKind::Range, msg)
}

/// A ReferenceError, to be thrown.
#[cold]
pub fn reference_error(cx: &mut Cx, msg: Msg) -> Thrown {
    throw_error(cx, ErrorKind::Reference, msg)
}

/// A SyntaxError, to be thrown.
#[cold]
pub fn syntax_error(cx: &mut Cx, msg: Msg) -> Thrown {
    throw_error(cx, ErrorKind::Syntax, msg)
}

/// A URIError, to be thrown.
#[cold]
pub fn uri_error(cx: &mut Cx, msg: Msg) -> Thrown {
    throw_error(cx, ErrorKind::Uri, msg)
}
