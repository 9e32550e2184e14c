//! Module source objects: what `import source` and `import.source()` give.
//!
//! A module of this engine has no source object by itself; a host gives one to modules that it adds.
//! <https://tc39.es/proposal-source-phase-imports/>
//!
//! Uses: module. Never: evaluate.

use stilla_bytecode::code::ImportPhase;
use stilla_gc::Gc;

use super::{Module, ModuleRecord, requests_of};
use crate::Cx;
use crate::JsString;
use crate::error::{JsResult, Msg, syntax_error};
use crate::object::{Kind, Object};
use crate::value::Value;

/// Internal slot of [`Kind::ModuleSource`]: [[ModuleSourceClassName]].
const CLASS_NAME: usize = 0;

impl ModuleRecord {
    /// The modules that this one requests for more than their source: those that it links and evaluates.
    pub(super) fn requested_beyond_source(&self) -> Vec<Gc<ModuleRecord>> {
        let Some(code) = self.code() else {
            return Vec::new();
        };
        let requests = requests_of(&code).iter().zip(self.loaded());
        requests
            .filter(|(request, _)| request.phase != ImportPhase::Source)
            .map(|(_, module)| *module)
            .collect()
    }
}

impl Cx {
    /// GetModuleSource ( ): the source object of a module.
    ///
    /// # Errors
    /// SyntaxError if it has none.
    pub(super) fn source_of(&mut self, module: Gc<ModuleRecord>) -> JsResult<Value> {
        let source = module.source();
        if source.is_empty() {
            let text = "The module has no source representation to import".to_owned();
            return Err(syntax_error(self, Msg::Text { text }));
        }
        Ok(source)
    }

    /// Gives a module its source object: what `import source` of it binds.
    pub fn set_module_source(&self, module: Module, source: Object) {
        module.0.source.set(source.into());
    }

    /// A source object of the class `class_name`, whose `prototype` inherits from
    /// %AbstractModuleSource.prototype%.
    #[must_use]
    pub fn module_source_create(&self, class_name: JsString, prototype: Object) -> Object {
        let slots = [class_name.into()];
        self.create_object(Kind::ModuleSource, Some(prototype), &slots)
    }

    /// [[ModuleSourceClassName]] of a source object, undefined for anything else.
    #[must_use]
    pub fn module_source_class_name(&self, value: Value) -> Value {
        match value.as_object() {
            Some(object) if object.is(Kind::ModuleSource) => object.internal(CLASS_NAME),
            _ => Value::UNDEFINED,
        }
    }
}
