//! A [`Code`] in a runtime: its constants as values, its inline caches, its inner functions.
//!
//! The code itself is shared between runtimes and never changes; what execution adds lives here. A
//! function that was not called yet has a block without code: [`Cx::prepare`] compiles it.
//!
//! Uses: cell, object, string, the interpreter's caches. Never: job, module.

use std::cell::{Cell as Field, OnceCell};
use std::sync::Arc;

use stilla_bytecode::code::{FunctionFacts, LazyFault, REG_THIS, Source};
use stilla_bytecode::decode::decode;
use stilla_bytecode::{Code, CodeFlags, Constant, FunctionKind, Op};
use stilla_gc::{Gc, Header, Liveness, Tracer};

use crate::Cx;
use crate::cell::{Cell, Heap, Kind, TraceField, header, mark, note_write};
use crate::error::{JsResult, Msg, range_error};
use crate::gcvec::Values;
use crate::host_data::Data;
use crate::interp::Cache;
use crate::object::{PropertyKey, Shape};
use crate::realm::RealmCell;
use crate::string::Name;
use crate::value::Value;

/// A code with what this runtime needs to run it.
#[repr(C)]
pub(crate) struct CodeBlock {
    header: Header,
    /// The first instruction; null until the code is compiled.
    pub(crate) words: Field<*const u64>,
    /// Registers of a frame.
    pub(crate) registers: Field<u32>,
    /// Formal parameters in registers.
    pub(crate) parameters: Field<u32>,
    /// [`CodeFlags`](stilla_bytecode::CodeFlags).
    pub(crate) flags: Field<u32>,
    /// [`FunctionKind`](stilla_bytecode::FunctionKind) as a number.
    pub(crate) kind: Field<u32>,
    /// Whether [`CodeBlock::is_simple`].
    simple: Field<bool>,
    /// The inline caches.
    pub(crate) caches: Field<*const Cache>,
    /// Constants that are values; undefined for the others.
    pub(crate) constants: Field<Option<Gc<Values>>>,
    /// Code blocks of inner functions, made when a closure is first made.
    functions: Field<Option<Gc<Values>>>,
    /// Keys of uncached operations.
    keys: Field<Option<Gc<Values>>>,
    realm: Field<Gc<RealmCell>>,
    name: Field<Value>,
    /// The module that the code belongs to, or undefined.
    module: Field<Value>,
    /// What `new` of a closure of this code remembers: see `interp`.
    pub(crate) construct_shape: Field<Value>,
    /// The header word of a closure whose `prototype` lies in `construct_slot`.
    pub(crate) construct_word: Field<u64>,
    pub(crate) construct_slot: Field<u32>,
    /// How many properties the code stores on its `this`.
    this_stores: Field<u32>,
    /// Whether [`CodeBlock::is_simple_constructor`].
    simple_constructor: Field<bool>,
    facts: FunctionFacts,
    code: OnceCell<Arc<Code>>,
    cache_store: OnceCell<Box<[Cache]>>,
    /// The code that contains this function, and its number there.
    outer: Option<(Arc<Code>, usize)>,
    /// What is accounted for the caches.
    accounted: Field<usize>,
    /// What all code of the unit is accounted with: it lives as long as any of its functions.
    unit: Field<Value>,
}

impl Cell for CodeBlock {
    const KIND: Kind = Kind::CodeBlock;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.constants.trace_field(tracer);
        self.functions.trace_field(tracer);
        self.keys.trace_field(tracer);
        mark(self.realm.get(), tracer);
        self.name.trace_field(tracer);
        self.module.trace_field(tracer);
        self.unit.trace_field(tracer);
        self.construct_shape.trace_field(tracer);
        // NOTE: `construct_word` is only compared; a new shape at the address of a dead one could
        // match it, which is why a collection forgets it.
        for cache in self.all_caches() {
            Field::new(cache.key().raw()).trace_field(tracer);
        }
    }

    fn external_bytes(&self) -> usize {
        self.accounted.get()
    }
}

impl CodeBlock {
    /// Name, length, kind and flags.
    pub(crate) fn facts(&self) -> &FunctionFacts {
        &self.facts
    }

    /// The code; the block must be prepared.
    pub(crate) fn code(&self) -> &Arc<Code> {
        self.code
            .get()
            .expect("the code block was prepared before it runs")
    }

    /// The code if it was compiled already.
    pub(crate) fn compiled(&self) -> Option<&Arc<Code>> {
        self.code.get()
    }

    pub(crate) fn realm(&self) -> Gc<RealmCell> {
        self.realm.get()
    }

    /// Whether a call needs nothing but a frame: the code is compiled, can be called, reads no
    /// `this` but the caller's, has no coroutine, and finds all its arguments in registers.
    #[inline(always)]
    pub(crate) fn is_simple(&self) -> bool {
        self.simple.get()
    }

    /// Whether a construction needs nothing but `this` and a frame.
    #[inline(always)]
    pub(crate) fn is_simple_constructor(&self) -> bool {
        self.simple_constructor.get()
    }

    /// How many properties the code stores on its `this`: a guess at the size of what it constructs.
    pub(crate) fn this_stores(&self) -> usize {
        self.this_stores.get() as usize
    }

    /// The text of the `name` property.
    pub(crate) fn name(&self) -> Value {
        self.name.get()
    }

    /// The module that the code belongs to, or undefined.
    pub(crate) fn module(&self) -> Value {
        self.module.get()
    }

    pub(crate) fn set_module(&self, module: Value) {
        self.module.set(module);
        note_write(self);
    }

    fn set_unit(&self, unit: Value) {
        self.unit.set(unit);
        note_write(self);
    }

    /// Remembers the shape of what the code constructs.
    pub(crate) fn set_construct_shape(&self, shape: Gc<Shape>) {
        self.construct_shape.set(Value::from_internal(shape));
        note_write(self);
    }

    /// The inline cache with this number.
    pub(crate) fn cache_at(&self, number: usize) -> Option<&Cache> {
        self.all_caches().get(number)
    }

    fn all_caches(&self) -> &[Cache] {
        self.cache_store.get().map_or(&[], |caches| caches)
    }

    /// The key of an uncached operation.
    pub(crate) fn key(&self, index: usize) -> PropertyKey {
        let keys = self
            .keys
            .get()
            .expect("the code block was prepared before it runs");
        PropertyKey::from_raw(keys.get(index))
    }

    /// Forgets what dead shapes and objects the caches know.
    pub(crate) fn sweep(&self, live: &Liveness<'_>) {
        self.construct_word.set(0);
        for cache in self.all_caches() {
            cache.sweep(live);
        }
    }
}

impl Cx {
    /// A block for the top level of a script, module or eval, or for a dynamic function.
    ///
    /// # Errors
    /// RangeError if a BigInt literal is too large.
    pub(crate) fn code_block(
        &mut self,
        code: &Arc<Code>,
        realm: Gc<RealmCell>,
    ) -> JsResult<Gc<CodeBlock>> {
        let unit = Data::new(self, Box::new(()), code.bytes())?;
        let block = self.bare_block(code.facts.clone(), realm, None);
        block.set_unit(unit.to_value());
        self.fill_block(block, Arc::clone(code))?;
        Ok(block)
    }

    fn bare_block(
        &self,
        facts: FunctionFacts,
        realm: Gc<RealmCell>,
        outer: Option<(Arc<Code>, usize)>,
    ) -> Gc<CodeBlock> {
        // FAST: code without a name, as scripts are, need not ask the table.
        let name = match facts.name.is_empty() {
            true => self.name(Name::empty),
            false => self.intern_wtf8(&facts.name),
        };
        let block = self.heap.make_dropped(CodeBlock {
            header: header::<CodeBlock>(0),
            words: Field::new(std::ptr::null()),
            registers: Field::new(0),
            parameters: Field::new(0),
            flags: Field::new(facts.flags.0),
            kind: Field::new(facts.kind as u32),
            simple: Field::new(false),
            caches: Field::new(std::ptr::null()),
            constants: Field::new(None),
            functions: Field::new(None),
            keys: Field::new(None),
            realm: Field::new(realm),
            name: Field::new(name.into()),
            module: Field::new(Value::UNDEFINED),
            construct_shape: Field::new(Value::UNDEFINED),
            construct_word: Field::new(0),
            construct_slot: Field::new(0),
            this_stores: Field::new(0),
            simple_constructor: Field::new(false),
            facts,
            code: OnceCell::new(),
            cache_store: OnceCell::new(),
            outer,
            accounted: Field::new(0),
            unit: Field::new(Value::UNDEFINED),
        });
        self.code_blocks.borrow_mut().push(block);
        block
    }

    fn fill_block(&mut self, block: Gc<CodeBlock>, code: Arc<Code>) -> JsResult<()> {
        let bytes = code.cache_keys.len() * Cache::MOST_BYTES;
        self.reserve_outside(bytes)?;
        block.accounted.set(bytes);
        let none = self.new_values(0);
        let values = |length| match length {
            0 => none,
            length => self.new_values(length),
        };
        let (constants, keys) = (values(code.constants.len()), values(code.keys.len()));
        let functions = values(code.functions.len());
        for (i, constant) in code.constants.iter().enumerate() {
            constants.set(i, self.constant_value(constant)?);
        }
        for (i, key) in code.keys.iter().enumerate() {
            let key = PropertyKey::from_string(self, self.intern_wtf8(key));
            keys.set(i, key.raw());
        }
        let caches: Box<[Cache]> = code
            .cache_keys
            .iter()
            .map(|key| Cache::new(PropertyKey::from_string(self, self.intern_wtf8(key))))
            .collect();
        block.constants.set(Some(constants));
        block.keys.set(Some(keys));
        block.functions.set(Some(functions));
        block.registers.set(u32::from(code.registers));
        block.parameters.set(u32::from(code.parameters));
        block.flags.set(code.facts.flags.0);
        block.words.set(code.words.as_ptr());
        let flags = CodeFlags::NEEDS_ARGUMENTS | CodeFlags::GENERATOR | CodeFlags::ASYNC;
        let plain_kind = match code.facts.kind {
            FunctionKind::Normal | FunctionKind::Method => true,
            // FAST: what it would bring, nobody reads.
            FunctionKind::Arrow => code.facts.flags.0 & CodeFlags::USES_THIS == 0,
            _ => false,
        };
        let plain_flags = code.facts.flags.0 & flags == 0;
        block.simple.set(plain_kind && plain_flags);
        let kind = code.facts.kind;
        let constructs = matches!(kind, FunctionKind::Normal | FunctionKind::ClassConstructor);
        block.simple_constructor.set(constructs && plain_flags);
        if constructs || kind == FunctionKind::DerivedConstructor {
            block.this_stores.set(count_this_stores(&code));
        }
        let stored = block.cache_store.get_or_init(|| caches);
        block.caches.set(stored.as_ptr());
        block.code.set(code).expect("a block is filled once");
        note_write(&*block);
        Ok(())
    }

    fn new_values(&self, count: usize) -> Gc<Values> {
        self.heap
            .make_with_tail(Values::header_for(count), Value::UNDEFINED)
    }

    fn constant_value(&mut self, constant: &Constant) -> JsResult<Value> {
        Ok(match constant {
            Constant::Number(number) => Value::from(*number),
            Constant::String(text) => self.intern_wtf8(text).into(),
            Constant::BigInt(text) => crate::bigint::from_literal(self, text)?,
            _ => Value::UNDEFINED,
        })
    }

    /// The block of inner function `index`, the same for every closure over it.
    pub(crate) fn inner_block(&self, block: Gc<CodeBlock>, index: usize) -> Gc<CodeBlock> {
        let functions = block
            .functions
            .get()
            .expect("the code block was prepared before it runs");
        if let Some(inner) = functions.get(index).as_internal::<CodeBlock>() {
            return inner;
        }
        let code = block.code();
        let function = &code.functions[index];
        let outer = Some((Arc::clone(code), index));
        let inner = self.bare_block(function.facts.clone(), block.realm(), outer);
        inner.set_module(block.module());
        inner.set_unit(block.unit.get());
        functions.set(index, Value::from_internal(inner));
        inner
    }

    /// The source text that a block's function stands in, and its first and last byte there. Nothing is compiled.
    pub(crate) fn source_of_block(block: Gc<CodeBlock>) -> (Arc<Source>, (u32, u32)) {
        let (source, span) = match (block.compiled(), &block.outer) {
            (None, Some((outer, index))) => outer.functions[*index].text(),
            _ => (&block.code().source, block.code().span),
        };
        (Arc::clone(source), span)
    }

    /// Compiles the function of a block that was not called yet.
    ///
    /// # Errors
    /// RangeError if the function exceeds a limit of the compiler.
    pub(crate) fn prepare(&mut self, block: Gc<CodeBlock>) -> JsResult<()> {
        if block.compiled().is_some() {
            return Ok(());
        }
        let (outer, index) = block
            .outer
            .as_ref()
            .expect("a block without code has an outer one");
        let goes_on = self.goes_on();
        match outer.functions[*index].code(Some(&goes_on)) {
            Ok(code) => {
                let code = Arc::clone(code);
                if outer.functions[*index].lazy.is_some()
                    && let Some(unit) = Data::from_value(block.unit.get())
                {
                    unit.grow(self, code.bytes())?;
                }
                self.fill_block(block, code)
            }
            Err(LazyFault::Limit(text)) => Err(range_error(self, Msg::Text { text })),
            Err(LazyFault::Stopped) => Err(self.ended()),
        }
    }

    /// The constant `index` as the compiler made it.
    pub(crate) fn raw_constant(block: &CodeBlock, index: usize) -> &Constant {
        &block.code().constants[index]
    }
}

/// The number of different properties that the code stores on its `this`.
fn count_this_stores(code: &Code) -> u32 {
    let mut keys = Vec::new();
    let mut word = 0;
    while let Some(instruction) = decode(&code.words, word) {
        let this = Some(i64::from(REG_THIS));
        if matches!(instruction.op, Op::SetProp | Op::InitProp)
            && instruction.operand("obj") == this
            && let Some(cache) = instruction.operand("cache")
            && let Some(key) = code.cache_keys.get(cache as usize)
            && !keys.contains(&key)
        {
            keys.push(key);
        }
        word = instruction.next();
    }
    keys.len() as u32
}
