//! What a printer reads of an object without running anything, and without listing a million elements.
//!
//! Uses: storage, function, internal_methods. Never: interp.

use stilla_bytecode::{CodeFlags, FunctionKind};

use super::internal_methods::{PROXY_HANDLER, PROXY_TARGET};
use super::{Kind, Object};
use crate::error::JsResult;
use crate::{Cx, GcVec};

/// What a function is, as its text would show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionForm {
    /// A function, method, arrow function or native function.
    Plain,
    /// A class.
    Class,
    /// A generator function.
    Generator,
    /// An async function.
    Async,
    /// An async generator function.
    AsyncGenerator,
}

impl Cx {
    /// The own keys that are no array indices: strings, then symbols, in order of creation. Not for
    /// proxies, module namespaces and host objects, whose keys are not in storage.
    ///
    /// # Errors
    /// The memory limit.
    pub fn own_names(&mut self, object: Object) -> JsResult<GcVec> {
        let list = GcVec::new(self);
        self.own_names_in_storage(object, list)?;
        Ok(list)
    }

    /// The target and the handler of a proxy; `None` for any other object, and for a revoked proxy
    /// a pair of which nothing is there.
    #[must_use]
    pub fn proxy_parts(&self, object: Object) -> Option<(Option<Object>, Option<Object>)> {
        object.is(Kind::Proxy).then(|| {
            let target = object.internal(PROXY_TARGET).as_object();
            (target, object.internal(PROXY_HANDLER).as_object())
        })
    }

    /// What a callable object is.
    #[must_use]
    pub fn function_form(&self, function: Object) -> FunctionForm {
        if !function.is(Kind::Function) {
            return FunctionForm::Plain;
        }
        let block = function.code_block();
        let facts = block.facts();
        let is_class = matches!(
            facts.kind,
            FunctionKind::ClassConstructor | FunctionKind::DerivedConstructor
        );
        match (
            facts.flags.has(CodeFlags::ASYNC),
            facts.flags.has(CodeFlags::GENERATOR),
        ) {
            _ if is_class => FunctionForm::Class,
            (false, false) => FunctionForm::Plain,
            (false, true) => FunctionForm::Generator,
            (true, false) => FunctionForm::Async,
            (true, true) => FunctionForm::AsyncGenerator,
        }
    }
}
