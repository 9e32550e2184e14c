//! Writing code: instructions with named operands, labels, handlers, positions.
//!
//! [`Inst`] is the op table again with Rust types for the roles, so that an operand of the wrong
//! kind does not compile. Jumps name a [`Label`] and are patched when the assembler finishes; a
//! 16-bit jump that does not reach is reported, and the compiler writes the function again
//! without short jumps.
//!
//! Uses: op, code, decode. Never: verify, disassemble.

use crate::code::{Handler, JumpTable, Position, Positions};
use crate::decode;
use crate::op::{Op, Role};
use smallvec::SmallVec;

/// A register of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reg(pub u16);

impl Reg {
    /// The register `by` places further.
    #[must_use]
    pub const fn plus(self, by: u16) -> Reg {
        Reg(self.0 + by)
    }
}

/// A place in the code, bound now or later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label(u32);

/// Why code could not be assembled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssembleError {
    /// A 16-bit jump does not reach its target.
    NearJump,
    /// More than 2^31 words.
    TooLong,
}

macro_rules! operand_type {
    (Def) => {
        Reg
    };
    (Use) => {
        Reg
    };
    (Mod) => {
        Reg
    };
    (Window) => {
        Reg
    };
    (Imm) => {
        i16
    };
    (Near) => {
        Label
    };
    (Far) => {
        Label
    };
    (Wide) => {
        i32
    };
    ($other:ident) => {
        u16
    };
}

macro_rules! define_inst {
    ($( $(#[$doc:meta])+ $name:ident $(+ $($two:lifetime)?)? { $($field:ident : $role:ident),* $(,)? } )*) => {
        /// An instruction with typed operands. [`Op`] tells what each variant does.
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs)]
        pub enum Inst { $( $(#[$doc])+ $name { $( $field: operand_type!($role) ),* } ),* }

        impl Inst {
            /// The operation.
            #[must_use]
            pub const fn op(&self) -> Op {
                match self { $( Inst::$name { .. } => Op::$name ),* }
            }

            fn write(self, fields: &mut Fields) {
                match self { $( Inst::$name { $( $field ),* } => { $( $field.put(Role::$role, fields); )* } ),* }
            }
        }
    };
}

crate::for_each_op!(define_inst);

/// The fields of one instruction while it is written.
struct Fields {
    values: [u16; 7],
    count: usize,
    jump: Option<(Label, Role, usize)>,
}

impl Fields {
    fn push(&mut self, value: u16) {
        self.values[self.count] = value;
        self.count += 1;
    }
}

trait Operand {
    fn put(self, role: Role, fields: &mut Fields);
}

impl Operand for Reg {
    fn put(self, _: Role, fields: &mut Fields) {
        fields.push(self.0);
    }
}

impl Operand for u16 {
    fn put(self, _: Role, fields: &mut Fields) {
        fields.push(self);
    }
}

impl Operand for i16 {
    fn put(self, _: Role, fields: &mut Fields) {
        fields.push(self as u16);
    }
}

impl Operand for i32 {
    fn put(self, _: Role, fields: &mut Fields) {
        fields.push(self as u32 as u16);
        fields.push((self as u32 >> 16) as u16);
    }
}

impl Operand for Label {
    fn put(self, role: Role, fields: &mut Fields) {
        fields.jump = Some((self, role, fields.count));
        fields.push(0);
        if role == Role::Far {
            fields.push(0);
        }
    }
}

#[derive(Clone, Copy)]
struct Patch {
    /// First word of the instruction.
    word: u32,
    /// Field that holds the offset.
    field: u8,
    role: Role,
    label: Label,
}

/// A table whose targets are labels still; `None` is "no such case".
struct PendingTable {
    word: u32,
    first: i32,
    targets: Vec<Option<Label>>,
}

/// What the assembler hands over at the end.
#[derive(Debug, Default)]
pub struct Assembled {
    /// The instructions.
    pub words: Box<[u64]>,
    /// The handlers, in the order in which they were added.
    pub handlers: Vec<Handler>,
    /// The jump tables.
    pub jump_tables: Vec<JumpTable>,
    /// The positions.
    pub positions: Positions,
}

const UNBOUND: u32 = u32::MAX;

/// Builds the words of one code.
#[derive(Default)]
pub struct Assembler {
    // FAST: short code is written without allocating anything but what is kept.
    words: SmallVec<[u64; 16]>,
    labels: Vec<u32>,
    referenced: Vec<bool>,
    patches: Vec<Patch>,
    tables: Vec<PendingTable>,
    handlers: Vec<Handler>,
    positions: SmallVec<[Position; 8]>,
}

impl Assembler {
    /// An assembler without instructions.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The word that the next instruction will start at.
    #[must_use]
    pub fn here(&self) -> u32 {
        self.words.len() as u32
    }

    /// A label that is not bound yet.
    pub fn label(&mut self) -> Label {
        self.labels.push(UNBOUND);
        self.referenced.push(false);
        Label(self.labels.len() as u32 - 1)
    }

    /// Binds `label` to the next instruction.
    pub fn bind(&mut self, label: Label) {
        debug_assert_eq!(
            self.labels[label.0 as usize], UNBOUND,
            "a label is bound once"
        );
        self.labels[label.0 as usize] = self.here();
    }

    /// Whether the label is bound: a jump to it goes backwards.
    #[must_use]
    pub fn is_bound(&self, label: Label) -> bool {
        self.labels[label.0 as usize] != UNBOUND
    }

    /// Whether some instruction names the label.
    #[must_use]
    pub fn is_referenced(&self, label: Label) -> bool {
        self.referenced[label.0 as usize]
    }

    /// Appends an instruction.
    pub fn emit(&mut self, inst: Inst) {
        let op = inst.op();
        let mut fields = Fields {
            values: [0; 7],
            count: 0,
            jump: None,
        };
        inst.write(&mut fields);
        if let Some((label, role, field)) = fields.jump {
            self.referenced[label.0 as usize] = true;
            self.patches.push(Patch {
                word: self.here(),
                field: field as u8,
                role,
                label,
            });
        }
        let [a, b, c, d, e, f, g] = fields.values.map(u64::from);
        self.words.push(op as u64 | a << 16 | b << 32 | c << 48);
        if op.words() == 2 {
            self.words.push(d | e << 16 | f << 32 | g << 48);
        }
    }

    /// Appends a `SwitchInt` over consecutive cases from `first` on and makes its table.
    pub fn emit_switch(&mut self, lhs: Reg, first: i32, targets: Vec<Option<Label>>) {
        for label in targets.iter().flatten() {
            self.referenced[label.0 as usize] = true;
        }
        let table = self.tables.len() as u16;
        self.emit(Inst::SwitchInt { lhs, table });
        self.tables.push(PendingTable {
            word: self.here(),
            first,
            targets,
        });
    }

    /// Number of jump tables so far.
    #[must_use]
    pub fn table_count(&self) -> usize {
        self.tables.len()
    }

    /// Adds a handler for the words from `start` to `end`. Inner handlers must be added first.
    pub fn handler(&mut self, start: u32, end: u32, target: u32, register: Reg) {
        if start < end {
            self.handlers.push(Handler {
                start,
                end,
                target,
                register: register.0,
            });
        }
    }

    /// Says that the instructions from here on come from the byte `offset` of the source.
    pub fn position(&mut self, offset: u32) {
        let word = self.here();
        match self.positions.last_mut() {
            Some(last) if last.offset == offset => {}
            Some(last) if last.word == word => last.offset = offset,
            _ => self.positions.push(Position { word, offset }),
        }
    }

    /// Patches all jumps and hands the code over. Calls `rename` for every register operand, and
    /// puts `prologue` in front: jumps being relative, nothing else changes but the addresses of
    /// handlers and positions.
    ///
    /// # Errors
    /// A short jump does not reach, or the code is too long.
    pub fn finish(
        &mut self,
        prologue: &[Inst],
        rename: Option<&dyn Fn(u16) -> u16>,
    ) -> Result<Assembled, AssembleError> {
        if self.words.len() > 0x3fff_ffff {
            return Err(AssembleError::TooLong);
        }
        for patch in std::mem::take(&mut self.patches) {
            self.patch(patch)?;
        }
        let mut jump_tables = Vec::with_capacity(self.tables.len());
        for table in &self.tables {
            let offset = |label: &Option<Label>| {
                label.map_or(0, |label| {
                    self.labels[label.0 as usize] as i32 - table.word as i32
                })
            };
            let offsets = table.targets.iter().map(offset).collect();
            jump_tables.push(JumpTable {
                first: table.first,
                offsets,
            });
        }
        let words = &mut self.words;
        let mut shift = 0;
        if !prologue.is_empty() {
            let mut front = Assembler::new();
            for inst in prologue {
                front.emit(*inst);
            }
            shift = front.here();
            words.insert_many(0, front.words);
        }
        let mut handlers = std::mem::take(&mut self.handlers);
        if let Some(rename) = rename {
            decode::rename_registers(words, rename);
            for handler in &mut handlers {
                handler.register = rename(handler.register);
            }
        }
        for handler in &mut handlers {
            handler.start += shift;
            handler.end += shift;
            handler.target += shift;
        }
        let mut positions = Positions::from_slice(&self.positions);
        for position in &mut positions {
            position.word += shift;
        }
        Ok(Assembled {
            words: words.as_slice().into(),
            handlers,
            jump_tables,
            positions,
        })
    }

    fn patch(&mut self, patch: Patch) -> Result<(), AssembleError> {
        let target = self.labels[patch.label.0 as usize];
        assert_ne!(
            target, UNBOUND,
            "every label that a jump names is bound before the end"
        );
        let number = self.words[patch.word as usize] as u16;
        let length = Op::from_number(number).map_or(1, Op::words) as i32;
        let offset = target as i32 - (patch.word as i32 + length);
        if patch.role == Role::Near {
            let near = i16::try_from(offset).map_err(|_| AssembleError::NearJump)?;
            self.set_field(patch.word, patch.field, near as u16);
        } else {
            self.set_field(patch.word, patch.field, offset as u32 as u16);
            self.set_field(patch.word, patch.field + 1, (offset as u32 >> 16) as u16);
        }
        Ok(())
    }

    fn set_field(&mut self, word: u32, field: u8, value: u16) {
        decode::set_field(&mut self.words, word as usize, usize::from(field), value);
    }
}
