//! The machine's own values inside public signatures, where nobody else can touch them.
//!
//! A raw value is safe on the native stack and nowhere else. The traits of this crate hand raw values
//! about for speed; their types are public, but no path names them, and without a [`Token`] nobody gets
//! one. So whatever code outside of this crate does, it holds handles.
//!
//! Uses: core. Never: anything of this crate.

/// A value of the machine.
#[derive(Clone, Copy)]
pub struct Raw(pub(crate) stilla_core::Value);

impl std::fmt::Debug for Raw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value of the machine")
    }
}

/// What only this crate can make, and so the right to call a method that asks for one.
///
/// ```compile_fail
/// use stilla::{AsContext, IntoJs, Runtime};
///
/// Runtime::new().scope(|cx| { let _ = 1.into_raw(cx, Default::default()); Ok(()) }).unwrap();
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Token(pub(crate) ());

/// The token.
pub(crate) const TOKEN: Token = Token(());
