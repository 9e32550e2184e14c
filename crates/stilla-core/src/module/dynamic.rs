//! `import()` and `import.meta`.
//!
//! Uses: module, promise. Never: interp.

use stilla_bytecode::WtfString;
use stilla_gc::Gc;

use super::{Module, ModuleRecord};
use crate::Cx;
use crate::cell::Heap;
use crate::code_block::CodeBlock;
use crate::error::{ErrorKind, JsResult, Msg, type_error};
use crate::function::Call;
use crate::gcvec::Values;
use crate::object::Object;
use crate::object::internal_methods::NamespaceKind;
use crate::ops::EntryKind;
use crate::promise::PromiseCapability;
use crate::value::Value;

/// The phase of an `import()` as the instruction counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportPhaseNumber(pub u32);

impl ImportPhaseNumber {
    /// `import()`
    pub const EVALUATION: ImportPhaseNumber = ImportPhaseNumber(0);
    /// `import.source()`
    pub const SOURCE: ImportPhaseNumber = ImportPhaseNumber(1);
    /// `import.defer()`
    pub const DEFER: ImportPhaseNumber = ImportPhaseNumber(2);
}

impl Cx {
    /// §13.3.10.2 EvaluateImportCall ( specifierExpression [ , optionsExpression ] )
    /// <https://tc39.es/ecma262/#sec-evaluate-import-call>, in the code of `block`.
    ///
    /// # Errors
    /// Only a stop: anything else rejects the promise.
    pub(crate) fn import_call(
        &mut self,
        block: Gc<CodeBlock>,
        specifier: Value,
        options: Value,
        phase: u32,
    ) -> JsResult<Value> {
        let capability = PromiseCapability::direct(self.new_promise());
        let phase = ImportPhaseNumber(phase);
        match self.start_import(block, specifier, options, phase, &capability) {
            Ok(()) => Ok(capability.promise.into()),
            Err(thrown) => capability.reject_thrown(self, thrown),
        }
    }

    fn start_import(
        &mut self,
        block: Gc<CodeBlock>,
        specifier: Value,
        options: Value,
        phase: ImportPhaseNumber,
        capability: &PromiseCapability,
    ) -> JsResult<()> {
        let specifier = self.to_string(specifier)?;
        let attributes = self.import_attributes(options)?;
        let kind = self.attribute_type(&attributes, ErrorKind::Type)?;
        let referrer = self.referrer(block);
        let specifier = self.to_wtf8(specifier);
        let module = self.load_imported(&specifier, &referrer, kind)?;
        if phase == ImportPhaseNumber::SOURCE {
            let source = self.source_of(module)?;
            return capability.resolve(self, source);
        }
        self.load_requested(module)?;
        self.continue_import(module, phase, capability);
        Ok(())
    }

    /// Queues linking and evaluating a module whose requests are loaded.
    pub(super) fn continue_import(
        &mut self,
        module: Gc<ModuleRecord>,
        phase: ImportPhaseNumber,
        capability: &PromiseCapability,
    ) {
        let arguments = [
            Value::from_internal(module),
            capability.to_value(self),
            Value::from(phase.0),
            Value::UNDEFINED,
        ];
        self.enqueue_job(link_and_evaluate, arguments);
    }

    /// The attributes of the second argument, as names and values.
    fn import_attributes(&mut self, options: Value) -> JsResult<Vec<(WtfString, WtfString)>> {
        let mut attributes = Vec::new();
        if options.is_undefined() {
            return Ok(attributes);
        }
        let Some(options) = options.as_object() else {
            return Err(type_error(self, Msg::ModuleAttributesInvalid));
        };
        let with = self.get(options, crate::Name::with)?;
        if with.is_undefined() {
            return Ok(attributes);
        }
        let Some(with) = with.as_object() else {
            let name = "The 'with' option of import()";
            return Err(type_error(self, Msg::NotObjectNamed { name, value: with }));
        };
        let keys = self.enumerable_own_properties(with, EntryKind::Entries)?;
        for entry in keys.iter() {
            let entry = entry.as_object().expect("an entry is an array");
            let part = |index| self.dense_element(entry, index).unwrap_or(Value::UNDEFINED);
            let (key, value) = (part(0), part(1));
            let (Some(key), Some(value)) = (key.as_string(), value.as_string()) else {
                let name = "The value of an import attribute";
                return Err(type_error(self, Msg::NotString { name, value }));
            };
            attributes.push((self.to_wtf8(key).into(), self.to_wtf8(value).into()));
        }
        Ok(attributes)
    }

    /// What a specifier in the code of `block` is relative to: the module's identity, or the name of
    /// the script.
    pub(super) fn referrer(&self, block: Gc<CodeBlock>) -> String {
        let module = block.module();
        if let Some(module) = module.as_internal::<ModuleRecord>() {
            return module.identity.clone();
        }
        match module.as_string() {
            Some(name) => self.to_rust_string(name),
            None => block.code().source.name.to_string(),
        }
    }

    /// §13.3.12.1 Runtime Semantics: Evaluation of `import.meta`
    /// <https://tc39.es/ecma262/#sec-meta-properties-runtime-semantics-evaluation>
    ///
    /// # Errors
    /// None in practice.
    pub(crate) fn import_meta(&mut self, block: Gc<CodeBlock>) -> JsResult<Value> {
        match block.module().as_internal::<ModuleRecord>() {
            Some(module) => Ok(self.meta_of(module)?.into()),
            None => Ok(Value::UNDEFINED),
        }
    }

    fn meta_of(&mut self, module: Gc<ModuleRecord>) -> JsResult<Object> {
        if let Some(meta) = module.meta.get().as_object() {
            return Ok(meta);
        }
        let url = self.host.module_url(&module.identity);
        let url = self.string(&url);
        let meta = self.ordinary_object_create(None);
        let key = crate::PropertyKey::from_str(self, "url");
        self.put_own(meta, key, url.into(), crate::Attributes::ALL);
        if let Some(finish) = self.modules.finish_meta {
            let identity = module.identity.clone();
            finish(self, meta, &identity)?;
        }
        module.meta.set(meta.into());
        Ok(meta)
    }

    /// The `import.meta` object of a module, for a host that wants to add properties.
    ///
    /// # Errors
    /// What the host's hook throws.
    pub fn import_meta_of(&mut self, module: Module) -> JsResult<Object> {
        self.meta_of(module.0)
    }
}

/// §13.3.10.5 ContinueDynamicImport ( promiseCapability, moduleCompletion, phase )
/// <https://tc39.es/ecma262/#sec-ContinueDynamicImport>, from where everything is loaded.
fn link_and_evaluate(cx: &mut Cx, [module, capability, phase, _]: [Value; 4]) -> JsResult<()> {
    let record = module
        .as_internal::<ModuleRecord>()
        .expect("the job is about a module");
    let capability = PromiseCapability::from_value(capability).expect("the job has a capability");
    let is_deferred = phase.as_int() == Some(ImportPhaseNumber::DEFER.0 as i32);
    let kind = if is_deferred {
        NamespaceKind::Deferred
    } else {
        NamespaceKind::Plain
    };
    let linked = cx.link(record);
    let promises = match linked {
        Err(thrown) => Err(thrown),
        Ok(()) if is_deferred => cx.evaluate_async_dependencies(record),
        Ok(()) => cx.evaluate(record).map(|promise| vec![promise]),
    };
    let promises = match promises {
        Ok(promises) => promises,
        Err(thrown) => return capability.reject_thrown(cx, thrown).map(|_| ()),
    };
    if promises.is_empty() {
        let namespace = cx.namespace_of(record, kind).map(Value::from);
        return capability.settle(cx, namespace);
    }
    // The countdown of the evaluations that are left.
    let shared = cx
        .heap
        .make_with_tail(Values::header_for(4), Value::UNDEFINED);
    shared.set(MODULE, module);
    shared.set(CAPABILITY, capability.to_value(cx));
    shared.set(LEFT, Value::from(promises.len()));
    shared.set(DEFERRED, Value::from(is_deferred));
    let data = Value::from_internal(shared);
    let on_fulfilled = cx.new_native_closure(0, import_fulfilled, data).into();
    let on_rejected = cx.new_native_closure(1, import_rejected, data).into();
    for promise in promises {
        cx.perform_promise_then(promise, on_fulfilled, on_rejected, None);
    }
    Ok(())
}

const MODULE: usize = 0;
const CAPABILITY: usize = 1;
const LEFT: usize = 2;
const DEFERRED: usize = 3;

fn shared_of(call: &Call<'_>) -> (Gc<Values>, PromiseCapability) {
    let shared = call
        .data()
        .as_internal::<Values>()
        .expect("the closures share a list");
    let capability = PromiseCapability::from_value(shared.get(CAPABILITY));
    (shared, capability.expect("the list has a capability"))
}

fn import_fulfilled(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (shared, capability) = shared_of(call);
    let left = shared.get(LEFT).as_int().unwrap_or(1) - 1;
    shared.set(LEFT, Value::from_int(left));
    if left == 0 {
        let record = shared.get(MODULE).as_internal::<ModuleRecord>();
        let record = record.expect("the list has a module");
        let is_deferred = shared.get(DEFERRED) == Value::TRUE;
        let kind = if is_deferred {
            NamespaceKind::Deferred
        } else {
            NamespaceKind::Plain
        };
        let namespace = cx.namespace_of(record, kind).map(Value::from);
        capability.settle(cx, namespace)?;
    }
    Ok(Value::UNDEFINED)
}

fn import_rejected(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, capability) = shared_of(call);
    capability.reject(cx, call.arg(0))?;
    Ok(Value::UNDEFINED)
}
