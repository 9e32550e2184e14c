//! §16.2.1 Module records <https://tc39.es/ecma262/#sec-abstract-module-records>
//!
//! A module has its environment from the start, all bindings uninitialised, so that linking can
//! point into the environments of a cycle in any order. All modules of an agent are in its
//! [`ModuleMap`], which keeps them alive.
//!
//! | room | what it does |
//! |---|---|
//! | `load` | finds and parses modules, and what they request |
//! | `resolve` | says where an export lives; makes namespaces |
//! | `link` | fills environments with imports and functions |
//! | `evaluate` | runs modules in order, those with top-level await too |
//! | `dynamic` | `import()` and `import.meta` |
//! | `shadow` | `ShadowRealm.prototype.importValue` |
//! | `source` | module source objects |
//!
//! Uses: environment, code_block, promise, the compiler. Never: interp.

use std::cell::{Cell as Field, OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use stilla_bytecode::Code;
use stilla_bytecode::WtfString;
use stilla_bytecode::code::{ModuleFacts, ModuleRequest};
use stilla_compiler::{CompileOptions, Forms};
use stilla_gc::{Gc, Header, Tracer};

use crate::Cx;
use crate::JsString;
use crate::cell::{Cell, Heap, Kind, TraceField, cell, header, mark};
use crate::code_block::CodeBlock;
use crate::environment::Environment;
use crate::error::JsResult;
use crate::object::Object;
use crate::promise::PromiseCapability;
use crate::realm::RealmCell;
use crate::value::Value;

mod dynamic;
mod evaluate;
mod link;
mod load;
mod resolve;
mod shadow;
mod source;

pub use dynamic::ImportPhaseNumber;
pub use load::{AttributeType, ModuleMaker};

/// [[Status]] of a Cyclic Module Record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// It may be linked: what it requests need not be loaded yet.
    Unlinked,
    Linking,
    Linked,
    Evaluating,
    /// It waits for a top-level await, its own or that of a dependency.
    EvaluatingAsync,
    Evaluated,
}

/// [[AsyncEvaluationOrder]].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AsyncOrder {
    Unset,
    Number(u64),
    Done,
}

/// A module.
#[repr(C)]
pub(crate) struct ModuleRecord {
    header: Header,
    realm: Field<Gc<RealmCell>>,
    environment: Field<Gc<Environment>>,
    /// The code block, or undefined in a synthetic module.
    block: Field<Value>,
    namespace: Field<Value>,
    deferred_namespace: Field<Value>,
    /// [[ModuleSource]], or empty.
    source: Field<Value>,
    /// `import.meta`, or undefined until it is asked for.
    meta: Field<Value>,
    status: Field<Status>,
    /// [[EvaluationError]], or empty.
    error: Field<Value>,
    dfs_index: Field<u32>,
    dfs_ancestor_index: Field<u32>,
    cycle_root: Field<Option<Gc<ModuleRecord>>>,
    async_order: Field<AsyncOrder>,
    pending_async: Field<u32>,
    /// [[TopLevelCapability]]'s promise, or undefined.
    top_level: Field<Value>,
    async_parents: RefCell<Vec<Gc<ModuleRecord>>>,
    /// The loaded module of each request, once all are.
    loaded: OnceCell<Vec<Gc<ModuleRecord>>>,
    /// Exports of a synthetic module.
    synthetic_exports: Vec<(WtfString, u16)>,
    identity: String,
}

impl Cell for ModuleRecord {
    const KIND: Kind = Kind::Module;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        mark(self.realm.get(), tracer);
        mark(self.environment.get(), tracer);
        for field in [
            &self.block,
            &self.namespace,
            &self.deferred_namespace,
            &self.source,
            &self.meta,
            &self.error,
            &self.top_level,
        ] {
            field.trace_field(tracer);
        }
        self.cycle_root.trace_field(tracer);
        for module in self
            .async_parents
            .borrow()
            .iter()
            .chain(self.loaded.get().into_iter().flatten())
        {
            mark(*module, tracer);
        }
    }
}

cell! {
    /// An import binding: a slot of another module's environment.
    pub struct ImportReference: ImportReference { environment: Field<Gc<Environment>>, slot: Field<u32> }
}

impl ImportReference {
    fn new(cx: &Cx, environment: Gc<Environment>, slot: u32) -> Gc<ImportReference> {
        cx.heap.make(ImportReference {
            header: header::<ImportReference>(0),
            environment: Field::new(environment),
            slot: Field::new(slot),
        })
    }

    /// The value of the binding; empty if it is not initialised.
    #[inline(always)]
    pub(crate) fn read(&self) -> Value {
        self.environment.get().get(self.slot.get() as usize)
    }
}

/// What tells modules apart: the realm's address, what they are loaded as, and their identity.
type ModuleKey = (usize, AttributeType, String);

/// How the text of a JSON module becomes a value.
pub type JsonParser = fn(&mut Cx, JsString) -> JsResult<Value>;

/// What adds the host's properties to the `import.meta` of the module with an identity.
pub type FinishMeta = fn(&mut Cx, Object, &str) -> JsResult<()>;

/// The modules of an agent.
#[derive(Default)]
pub(crate) struct ModuleMap {
    modules: HashMap<ModuleKey, Gc<ModuleRecord>>, // NOTE: traced because a collection calls `trace`
    pub(crate) json_parser: Option<JsonParser>,
    /// Makes modules of values, and the values of `type` that it knows.
    maker: Option<Arc<ModuleMaker>>,
    formats: &'static [&'static str],
    pub(crate) finish_meta: Option<FinishMeta>,
    pub(crate) options: CompileOptions,
    next_async_order: u64,
}

impl ModuleMap {
    pub(crate) fn trace(&self, tracer: &mut Tracer<'_>) {
        for module in self.modules.values() {
            mark(*module, tracer);
        }
    }
}

/// A module of an agent. It lives as long as the agent's module map has it.
#[derive(Clone, Copy)]
pub struct Module(Gc<ModuleRecord>);

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "module {:?}, {:?}", self.0.identity, self.0.status.get())
    }
}

impl Module {
    /// The identity that the host gave the module.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.0.identity
    }
}

impl ModuleRecord {
    /// The environment. Its bindings are empty until they are initialised.
    pub(crate) fn environment(&self) -> Option<Gc<Environment>> {
        Some(self.environment.get())
    }

    /// [[ModuleSource]]: empty if the module has none.
    pub(crate) fn source(&self) -> Value {
        self.source.get()
    }

    fn code(&self) -> Option<Arc<Code>> {
        let block = self.block.get().as_internal::<CodeBlock>()?;
        Some(Arc::clone(block.code()))
    }

    fn has_top_level_await(&self) -> bool {
        self.block
            .get()
            .as_internal::<CodeBlock>()
            .is_some_and(|block| {
                facts_of(block.code()).is_some_and(|facts| facts.has_top_level_await)
            })
    }

    fn loaded(&self) -> &[Gc<ModuleRecord>] {
        self.loaded.get().map_or(&[], Vec::as_slice)
    }

    fn capability(&self) -> Option<PromiseCapability> {
        PromiseCapability::from_value(self.top_level.get())
    }
}

fn facts_of(code: &Code) -> Option<&ModuleFacts> {
    code.module.as_deref()
}

fn requests_of(code: &Code) -> &[ModuleRequest] {
    facts_of(code).map_or(&[], |facts| &facts.requests)
}

impl Cx {
    /// A record for `code`, or for a synthetic module of `slots` slots.
    fn new_module(
        &mut self,
        identity: &str,
        code: Option<&Arc<Code>>,
        synthetic_exports: Vec<(WtfString, u16)>,
    ) -> JsResult<Gc<ModuleRecord>> {
        let realm = self.realm();
        let slots = match code.and_then(|code| facts_of(code)) {
            Some(facts) => usize::from(facts.slots).max(1),
            None => synthetic_exports.len() + 1,
        };
        let environment = Environment::new(&self.heap, Value::UNDEFINED, slots as u32);
        let block = match code {
            Some(code) => Some(self.code_block(code, realm)?),
            None => None,
        };
        let module = self.heap.make_dropped(ModuleRecord {
            header: header::<ModuleRecord>(0),
            realm: Field::new(realm),
            environment: Field::new(environment),
            block: Field::new(block.map_or(Value::UNDEFINED, Value::from_internal)),
            namespace: Field::new(Value::UNDEFINED),
            deferred_namespace: Field::new(Value::UNDEFINED),
            source: Field::new(Value::EMPTY),
            meta: Field::new(Value::UNDEFINED),
            status: Field::new(Status::Unlinked),
            error: Field::new(Value::EMPTY),
            dfs_index: Field::new(0),
            dfs_ancestor_index: Field::new(0),
            cycle_root: Field::new(None),
            async_order: Field::new(AsyncOrder::Unset),
            pending_async: Field::new(0),
            top_level: Field::new(Value::UNDEFINED),
            async_parents: RefCell::new(Vec::new()),
            loaded: OnceCell::new(),
            synthetic_exports,
            identity: identity.to_owned(),
        });
        environment.set(0, Value::from_internal(module));
        if let Some(block) = block {
            block.set_module(Value::from_internal(module));
        }
        Ok(module)
    }

    /// How the texts of JSON modules become values: the built-in JSON installs its parser.
    pub fn set_json_module_parser(&mut self, parser: JsonParser) {
        self.modules.json_parser = Some(parser);
    }

    /// Who makes modules whose exports are values, and which further values of the import attribute `type`
    /// it knows.
    pub fn set_module_maker(&mut self, maker: Arc<ModuleMaker>, formats: &'static [&'static str]) {
        self.modules.maker = Some(maker);
        self.modules.formats = formats;
    }

    /// §16.2.1.10 HostFinalizeImportMeta ( importMeta, moduleRecord )
    /// <https://tc39.es/ecma262/#sec-hostfinalizeimportmeta>: what runs at the first use of each `import.meta`.
    pub fn set_finish_meta(&mut self, finish: FinishMeta) {
        self.modules.finish_meta = Some(finish);
    }

    /// How modules are compiled. A file name that ends in `.ts`, `.mts`, `.tsx` or `.jsx` switches the
    /// extension of the language on by itself.
    pub fn set_module_options(&mut self, options: CompileOptions) {
        self.modules.options = options;
    }

    /// Refuses forms of the language in everything that is compiled from now on, but for what the host compiles
    /// by itself: scripts, modules, and what `eval` and `Function` are given.
    pub fn refuse_forms(&mut self, forms: Forms) {
        self.modules.options.refused = forms;
    }

    /// What [`Cx::refuse_forms`] was given.
    #[must_use]
    pub fn refused_forms(&self) -> Forms {
        self.modules.options.refused
    }
}
