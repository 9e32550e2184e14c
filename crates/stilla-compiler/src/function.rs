//! The state of one function while it is compiled: registers, constants, reachability.
//!
//! Registers are a stack: locals of open scopes below, temporaries above. A few values that the
//! whole function needs (outer environments, private names) are fetched once: their registers are
//! *pool* registers, numbered from [`POOL`] on and moved behind the parameters at the end, where a
//! prologue fills them.
//!
//! Uses: scope, control, unit, fault, strict_types. Never: expr, stmt.

use crate::control::Control;
use crate::fault::{Fault, R};
use crate::scope::{Frame, Node};
use crate::strict_types::ResultType;
use crate::unit::Unit;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::mem::take;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use stilla_bytecode::code::{
    Coverage, FunctionFacts, ModuleFacts, Point, PointKind, REG_FIRST_ARG,
};
use stilla_bytecode::{
    AssembleError, Assembler, Code, CodeFlags, Constant, FunctionKind, FunctionRef, Inst, Label,
    Reg, WtfString,
};
use stilla_syntax::Name;
use stilla_syntax::ast::Span;

/// The first number of pool registers.
const POOL: u16 = 0xff00;
/// How many pool registers there may be.
const POOL_LIMIT: usize = 200;
/// Registers above this number are refused.
const REGISTER_LIMIT: u16 = 0xf000;
/// So many sites have a cache of their own; later ones share one, or do without.
const OWN_CACHES: usize = 50_000;
/// From here on bindings go to environments.
const SCARCE: u16 = 2000;

/// How `this` is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ThisMode {
    /// Register 5.
    Plain,
    /// Register 5, empty until `super()` returned.
    Late,
    /// A slot under the name `this`, empty until `super()` returned.
    Slot,
}

/// What arrow functions and evals inherit from the function around them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surround {
    pub in_function: bool,
    pub in_method: bool,
    pub in_derived: bool,
    pub in_field_init: bool,
    pub this: ThisMode,
}

impl Surround {
    pub const TOP: Surround = Surround {
        in_function: false,
        in_method: false,
        in_derived: false,
        in_field_init: false,
        this: ThisMode::Plain,
    };
}

/// A value that is fetched once, at entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PoolEntry {
    /// The environment so many steps outside the closure's.
    Env(u16),
    /// A slot of that environment.
    Slot(u16, u16),
}

/// What is fixed about the function before its first instruction.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub kind: FunctionKind,
    pub flags: u32,
    pub name: WtfString,
    pub length: u16,
    pub parameters: u16,
    pub span: Span,
    pub surround: Surround,
}

impl Shape {
    pub fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// One function being compiled.
pub(crate) struct Gen<'u, 'a> {
    pub unit: &'u Unit<'a>,
    pub shape: Shape,
    pub asm: Assembler,
    /// Whether control can reach the next instruction; nothing is emitted otherwise.
    pub reachable: bool,
    /// Compare-and-branch is spelt as compare, then branch with a long offset.
    pub wide_jumps: bool,
    pub frames: SmallVec<[Frame; 4]>,
    /// The environments around the function.
    pub outer: Option<Rc<Node>>,
    /// The environments that a closure made here sees.
    pub chain: Option<Rc<Node>>,
    pub control: Vec<Control>,
    /// Where the optional chains around go when they are cut short.
    pub nil_labels: Vec<Label>,
    /// Labels in front of the statement that comes next.
    pub pending_labels: SmallVec<[Name; 2]>,
    /// The lists of resources of the scopes around.
    pub disposables: Vec<Reg>,
    /// Where the value of the last statement goes, in scripts and evals.
    pub completion: Option<Reg>,
    pub module: Option<Box<ModuleFacts>>,
    next: u16,
    max: u16,
    pub(crate) overflow: Option<&'static str>,
    pool: Vec<PoolEntry>,
    constants: Vec<Constant>,
    string_index: FxHashMap<Name, i32>,
    number_index: FxHashMap<u64, i32>,
    keys: Vec<WtfString>,
    key_index: FxHashMap<Name, u16>,
    cache_keys: Vec<WtfString>,
    cache_index: FxHashMap<Name, u16>,
    functions: Vec<FunctionRef>,
    /// With strict types: what the function says that it returns.
    pub result_type: Option<ResultType>,
    /// The places whose executions are counted.
    points: Vec<Point>,
    /// Functions of an earlier attempt, in order, to be used again.
    reuse: std::vec::IntoIter<FunctionRef>,
}

impl<'u, 'a> Gen<'u, 'a> {
    pub fn new(unit: &'u Unit<'a>, shape: Shape, outer: Option<Rc<Node>>) -> Self {
        let next = REG_FIRST_ARG + shape.parameters;
        Gen {
            unit,
            asm: Assembler::new(),
            reachable: true,
            wide_jumps: false,
            frames: SmallVec::new(),
            chain: outer.clone(),
            outer,
            control: Vec::new(),
            nil_labels: Vec::new(),
            pending_labels: SmallVec::new(),
            disposables: Vec::new(),
            completion: None,
            module: None,
            next,
            max: next,
            overflow: None,
            pool: Vec::new(),
            constants: Vec::new(),
            string_index: FxHashMap::default(),
            number_index: FxHashMap::default(),
            keys: Vec::new(),
            key_index: FxHashMap::default(),
            cache_keys: Vec::new(),
            cache_index: FxHashMap::default(),
            functions: Vec::new(),
            result_type: None,
            points: Vec::new(),
            reuse: Vec::new().into_iter(),
            shape,
        }
    }

    /// Compiles a function by `body`; a second time without short jumps if one did not reach.
    pub fn build(
        unit: &'u Unit<'a>,
        shape: Shape,
        outer: Option<Rc<Node>>,
        body: &dyn Fn(&mut Gen<'u, 'a>) -> R,
    ) -> R<Arc<Code>> {
        let _depth = unit.descend()?;
        let mut compiler = Gen::new(unit, shape.clone(), outer.clone());
        body(&mut compiler)?;
        match compiler.finish() {
            Err(Fault::NearJump) => {
                let functions = take(&mut compiler.functions);
                let mut compiler = Gen::new(unit, shape, outer);
                compiler.wide_jumps = true;
                compiler.reuse = functions.into_iter();
                body(&mut compiler)?;
                compiler.finish()
            }
            result => result,
        }
    }

    /// The code. FAST: takes what is kept out of the compiler, which is large, and leaves it where it is.
    fn finish(&mut self) -> R<Arc<Code>> {
        self.emit(Inst::ReturnUndefined {});
        if self.asm.here() == 0 {
            self.asm.emit(Inst::ReturnUndefined {});
        }
        if let Some(limit) = self.overflow {
            return Err(Fault::TooLarge(limit));
        }
        let base = REG_FIRST_ARG + self.shape.parameters;
        let moved = self.pool.len() as u16;
        let prologue = self.prologue();
        let rename = |register: u16| match register {
            POOL.. => base + (register - POOL),
            _ if register >= base => register + moved,
            _ => register,
        };
        let rename: Option<&dyn Fn(u16) -> u16> = if moved > 0 { Some(&rename) } else { None };
        let assembled = self.asm.finish(&prologue, rename);
        let assembled = match assembled {
            Ok(assembled) => assembled,
            Err(AssembleError::NearJump) => return Err(Fault::NearJump),
            Err(AssembleError::TooLong) => return Err(Fault::TooLarge("instructions")),
        };
        let code = Code {
            facts: FunctionFacts {
                name: take(&mut self.shape.name),
                length: self.shape.length,
                kind: self.shape.kind,
                flags: CodeFlags(self.shape.flags),
            },
            parameters: self.shape.parameters,
            registers: self.max + moved,
            words: assembled.words,
            constants: take(&mut self.constants).into(),
            keys: take(&mut self.keys).into(),
            cache_keys: take(&mut self.cache_keys).into(),
            functions: take(&mut self.functions).into(),
            handlers: assembled.handlers.into(),
            jump_tables: assembled.jump_tables.into(),
            positions: assembled.positions,
            source: self.unit.source.clone(),
            span: (self.shape.span.start, self.shape.span.end),
            module: self.module.take(),
            coverage: coverage(take(&mut self.points)),
        };
        if cfg!(debug_assertions)
            && let Err(error) = stilla_bytecode::verify::verify_one(&code)
        {
            let listing = stilla_bytecode::disassemble::disassemble_one(&code);
            panic!("the compiler made a code that is not valid: {error}\n{listing}");
        }
        Ok(Arc::new(code))
    }

    /// The instructions that fill the pool registers.
    fn prologue(&self) -> Vec<Inst> {
        let mut prologue = Vec::new();
        for (index, entry) in self.pool.iter().enumerate() {
            let dst = Reg(POOL + index as u16);
            let depth = match *entry {
                PoolEntry::Env(depth) | PoolEntry::Slot(depth, _) => depth,
            };
            prologue.push(Inst::LoadClosureEnv { dst });
            if depth > 0 {
                prologue.push(Inst::LoadOuterEnv {
                    dst,
                    env: dst,
                    depth,
                });
            }
            if let PoolEntry::Slot(_, slot) = *entry {
                prologue.push(Inst::GetEnv {
                    dst,
                    env: dst,
                    slot,
                });
            }
        }
        prologue
    }

    /// The register of a value that is fetched at entry; `None` when there are too many.
    pub fn pool(&mut self, entry: PoolEntry) -> Option<Reg> {
        let index = match self.pool.iter().position(|seen| *seen == entry) {
            Some(index) => index,
            None if self.pool.len() < POOL_LIMIT => {
                self.pool.push(entry);
                self.pool.len() - 1
            }
            None => return None,
        };
        Some(Reg(POOL + index as u16))
    }

    // ---- Registers.

    pub fn alloc(&mut self) -> Reg {
        let reg = Reg(self.next);
        self.bump(1);
        reg
    }

    /// Reserves `count` consecutive registers.
    pub fn alloc_many(&mut self, count: u16) -> Reg {
        let reg = Reg(self.next);
        self.bump(count);
        reg
    }

    fn bump(&mut self, count: u16) {
        if self.next > REGISTER_LIMIT - count.min(0x4000) {
            self.overflow = Some("registers");
            return;
        }
        self.next += count;
        self.max = self.max.max(self.next);
    }

    pub fn registers_are_scarce(&self) -> bool {
        self.next > SCARCE
    }

    /// The height of the register stack, for [`Self::release`].
    pub fn mark(&self) -> u16 {
        self.next
    }

    /// Frees all registers above the mark.
    pub fn release(&mut self, mark: u16) {
        self.next = mark;
    }

    /// `dst`, or a new temporary.
    pub fn target(&mut self, dst: Option<Reg>) -> Reg {
        match dst {
            Some(dst) => dst,
            None => self.alloc(),
        }
    }

    // ---- Instructions.

    pub fn emit(&mut self, inst: Inst) {
        if !self.reachable {
            return;
        }
        self.asm.emit(inst);
        if inst.op().is_terminator() {
            self.reachable = false;
        }
    }

    /// Counts how often this place is reached, if that was asked for. `of` is what the place is a way of.
    pub fn count(&mut self, kind: PointKind, of: Span, span: Span) {
        if !self.unit.options.coverage {
            return;
        }
        let place = self.points.len() as i32;
        self.points.push(Point {
            kind,
            of: (of.start, of.end),
            span: (span.start, span.end),
        });
        self.emit(Inst::Count { place });
    }

    /// Says where in the text the next instructions come from.
    pub fn at(&mut self, offset: u32) {
        if self.reachable {
            self.asm.position(offset);
        }
    }

    pub fn label(&mut self) -> Label {
        self.asm.label()
    }

    pub fn bind(&mut self, label: Label) {
        self.asm.bind(label);
        self.reachable |= self.asm.is_referenced(label);
    }

    /// Jumps forwards, or backwards with a charge to the budget.
    pub fn jump(&mut self, target: Label) {
        if self.asm.is_bound(target) {
            self.emit(Inst::Loop { target });
        } else {
            self.emit(Inst::Jump { target });
        }
    }

    pub fn move_to(&mut self, dst: Reg, src: Reg) {
        if dst != src {
            self.emit(Inst::Move { dst, src });
        }
    }

    /// Throws a new error; `kind` as in `ThrowError`.
    pub fn throw_error(&mut self, kind: u16, message: &str) {
        let message = self.near_constant(Constant::String(message.as_bytes().into()));
        self.emit(Inst::ThrowError { kind, message });
    }

    // ---- Tables.

    pub fn text(&self, name: Name) -> WtfString {
        self.unit.interner.text(name).into()
    }

    pub fn constant(&mut self, constant: Constant) -> i32 {
        self.constants.push(constant);
        self.constants.len() as i32 - 1
    }

    /// A constant of an operation that has only 16 bits for its index.
    pub fn near_constant(&mut self, constant: Constant) -> u16 {
        let index = self.constant(constant);
        if index > 0xffff {
            self.overflow = Some("constants");
        }
        index as u16
    }

    pub fn string_constant(&mut self, name: Name) -> i32 {
        if let Some(&index) = self.string_index.get(&name) {
            return index;
        }
        let text = self.text(name);
        let index = self.constant(Constant::String(text));
        self.string_index.insert(name, index);
        index
    }

    pub fn number_constant(&mut self, number: f64) -> i32 {
        if let Some(&index) = self.number_index.get(&number.to_bits()) {
            return index;
        }
        let index = self.constant(Constant::Number(number));
        self.number_index.insert(number.to_bits(), index);
        index
    }

    pub fn load_string(&mut self, dst: Reg, name: Name) {
        let index = self.string_constant(name);
        self.emit(Inst::LoadConst { dst, index });
    }

    pub fn load_number(&mut self, dst: Reg, number: f64) {
        let int = number as i32;
        if f64::from(int).to_bits() == number.to_bits() {
            self.emit(Inst::LoadInt { dst, value: int });
        } else {
            let index = self.number_constant(number);
            self.emit(Inst::LoadConst { dst, index });
        }
    }

    pub fn key(&mut self, name: Name) -> u16 {
        if let Some(&index) = self.key_index.get(&name) {
            return index;
        }
        if self.keys.len() >= 0xffff {
            self.overflow = Some("property keys");
            return 0;
        }
        let index = self.keys.len() as u16;
        let text = self.text(name);
        self.keys.push(text);
        self.key_index.insert(name, index);
        index
    }

    /// Whether property accesses must do without a cache of their own.
    pub fn caches_are_used_up(&self) -> bool {
        self.cache_keys.len() >= OWN_CACHES
    }

    /// A new inline cache for the key. In huge functions the sites of a key share one.
    pub fn cache(&mut self, name: Name) -> u16 {
        if self.cache_keys.len() >= OWN_CACHES
            && let Some(&index) = self.cache_index.get(&name)
        {
            return index;
        }
        if self.cache_keys.len() >= 0xffff {
            self.overflow = Some("inline caches");
            return 0;
        }
        let index = self.cache_keys.len() as u16;
        let text = self.text(name);
        self.cache_keys.push(text);
        self.cache_index.insert(name, index);
        index
    }

    /// Adds an inner function, made by `make` unless an earlier attempt did it.
    pub fn function(&mut self, make: impl FnOnce(&mut Self) -> R<FunctionRef>) -> R<u16> {
        if self.functions.len() >= 0xffff {
            return Err(Fault::TooLarge("functions"));
        }
        let function = match self.reuse.next() {
            Some(function) => function,
            None => make(self)?,
        };
        self.functions.push(function);
        Ok(self.functions.len() as u16 - 1)
    }

    /// Runs `emit` with the registers it takes given back afterwards.
    pub fn scratch<T>(&mut self, emit: impl FnOnce(&mut Self) -> R<T>) -> R<T> {
        let mark = self.mark();
        let result = emit(self);
        self.release(mark);
        result
    }
}

fn coverage(points: Vec<Point>) -> Option<Box<Coverage>> {
    (!points.is_empty()).then(|| {
        let counts = points.iter().map(|_| AtomicU32::new(0)).collect();
        Box::new(Coverage {
            points: points.into(),
            counts,
        })
    })
}
