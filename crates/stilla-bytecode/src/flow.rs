//! Definite assignment: does any instruction read a register that may not have been written?
//!
//! The frame of a function is not cleared when it is called, so that such a read would see what
//! an earlier call left behind. The compiler must not make such code; this analysis is how its
//! tests know. It is too slow for the loading of code, and the interpreter does not rely on it.
//!
//! Uses: code, decode, op. Never: assembler, disassemble.

use crate::code::{Code, REG_FIRST_ARG};
use crate::decode::{Decoded, decode};
use crate::op::{Op, Role};

/// A read of a register that may not have been written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnwrittenRead {
    /// The word of the instruction.
    pub word: usize,
    /// The register.
    pub register: u16,
}

/// A set of registers.
#[derive(Clone, PartialEq, Eq)]
struct Registers(Vec<u64>);

impl Registers {
    fn contains(&self, register: usize) -> bool {
        self.0[register / 64] >> (register % 64) & 1 == 1
    }

    fn insert(&mut self, register: usize) {
        self.0[register / 64] |= 1 << (register % 64);
    }

    fn remove_from(&mut self, first: usize) {
        let word = first / 64;
        self.0[word] &= (1u64 << (first % 64)) - 1;
        self.0[word + 1..].fill(0);
    }

    /// Keeps what is in both; whether that changed anything.
    fn intersect(&mut self, other: &Registers) -> bool {
        let mut changed = false;
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            changed |= *mine & !theirs != 0;
            *mine &= theirs;
        }
        changed
    }
}

/// The first read of a register that some path reaches without writing it. The code must be
/// [valid](crate::verify()).
#[must_use]
pub fn unwritten_read(code: &Code) -> Option<UnwrittenRead> {
    let mut analysis = Analysis {
        code,
        before: vec![None; code.words.len()],
        pending: vec![0],
    };
    let mut entry = Registers(vec![0; usize::from(code.registers) / 64 + 2]);
    for register in 0..REG_FIRST_ARG + code.parameters {
        entry.insert(usize::from(register));
    }
    *analysis.before.first_mut()? = Some(entry);
    while let Some(word) = analysis.pending.pop() {
        let decoded = decode(&code.words, word)?;
        if let Some(read) = analysis.step(&decoded) {
            return Some(read);
        }
    }
    None
}

struct Analysis<'c> {
    code: &'c Code,
    before: Vec<Option<Registers>>,
    pending: Vec<usize>,
}

impl Analysis<'_> {
    fn flow(&mut self, word: usize, state: &Registers) {
        match &mut self.before[word] {
            Some(known) => {
                if known.intersect(state) {
                    self.pending.push(word);
                }
            }
            empty => {
                *empty = Some(state.clone());
                self.pending.push(word);
            }
        }
    }

    fn step(&mut self, decoded: &Decoded) -> Option<UnwrittenRead> {
        let mut state = self.before[decoded.word].clone()?;
        for register in reads(decoded) {
            if !state.contains(register) {
                return Some(UnwrittenRead {
                    word: decoded.word,
                    register: register as u16,
                });
            }
        }
        for handler in &self.code.handlers {
            let range = handler.start as usize..handler.end as usize;
            if range.contains(&decoded.word) {
                let mut caught = state.clone();
                if let Some(w) = clobbered(decoded) {
                    caught.remove_from(w);
                }
                caught.insert(usize::from(handler.register));
                self.flow(handler.target as usize, &caught);
            }
        }
        if let Some(w) = clobbered(decoded) {
            state.remove_from(w);
        }
        let conditional_write = matches!(
            decoded.op,
            Op::IteratorNext | Op::ForInNext | Op::DisposeNext
        );
        if conditional_write && let Some(target) = decoded.target() {
            self.flow(target as usize, &state);
        }
        for register in writes(decoded) {
            state.insert(register);
        }
        if !conditional_write && let Some(target) = decoded.target() {
            self.flow(target as usize, &state);
        }
        if let Some(table) = decoded.operand("table") {
            let code = self.code;
            for &offset in &code.jump_tables[table as usize].offsets {
                if offset != 0 {
                    self.flow((decoded.next() as i64 + i64::from(offset)) as usize, &state);
                }
            }
        }
        if !decoded.op.is_terminator() {
            self.flow(decoded.next(), &state);
        }
        None
    }
}

fn operand(decoded: &Decoded, name: &str) -> usize {
    decoded.operand(name).unwrap_or(0) as usize
}

/// The registers that the instruction reads.
fn reads(decoded: &Decoded) -> Vec<usize> {
    let mut reads: Vec<usize> = decoded
        .operands()
        .filter(|(_, role, _)| matches!(role, Role::Use | Role::Mod))
        .map(|(.., value)| value as usize)
        .collect();
    let w = operand(decoded, "w");
    let arguments = w + 6..w + 6 + operand(decoded, "argc");
    match decoded.op {
        Op::GetMethod | Op::GetMethodElem => reads.push(w + 5),
        Op::Call | Op::New => reads.extend(arguments.chain([w + 4])),
        Op::CallThis | Op::TailCall | Op::CallEval => reads.extend(arguments.chain([w + 4, w + 5])),
        Op::CallSpread => reads.extend([w + 4, w + 5]),
        Op::NewSpread => reads.push(w + 4),
        Op::SuperCall => reads.extend(arguments.chain([w + 3, w + 4])),
        Op::SuperCallSpread => reads.extend([w + 3, w + 4]),
        Op::NewClass => reads.push(w + 2),
        Op::Concat | Op::CopyRest | Op::NewObjectOf => {
            let first = operand(decoded, "first");
            reads.extend(first..first + operand(decoded, "count"));
        }
        Op::DefinePrivateAccessor => {
            let get = operand(decoded, "get");
            reads.extend([get, get + 1]);
        }
        Op::IteratorReturn if operand(decoded, "flags") == 1 => {
            reads.clear();
            reads.extend(w..w + 2);
        }
        Op::IteratorCall | Op::IteratorReturn | Op::IteratorThrow => reads.extend(w..w + 2),
        Op::IteratorNext
        | Op::IteratorValue
        | Op::IteratorRest
        | Op::IteratorClose
        | Op::IteratorCloseQuiet => reads.extend(w..w + 3),
        Op::ApplyDecorators => reads.extend(w..w + 6),
        _ => {}
    }
    reads
}

/// The registers that the instruction writes.
fn writes(decoded: &Decoded) -> Vec<usize> {
    let mut writes: Vec<usize> = decoded
        .operands()
        .filter(|(_, role, _)| matches!(role, Role::Def | Role::Mod))
        .map(|(.., value)| value as usize)
        .collect();
    let w = operand(decoded, "w");
    match decoded.op {
        Op::GetMethod | Op::GetMethodElem => writes.push(w + 4),
        Op::NewClass => writes.extend([w, w + 1]),
        Op::GetIterator => writes.extend(w..w + 3),
        Op::TailCall => writes.push(w),
        _ => {}
    }
    writes
}

/// The register from which on a call leaves nothing as it was.
fn clobbered(decoded: &Decoded) -> Option<usize> {
    matches!(
        decoded.op,
        Op::Call
            | Op::CallThis
            | Op::New
            | Op::CallSpread
            | Op::NewSpread
            | Op::SuperCall
            | Op::SuperCallSpread
            | Op::CallEval
            | Op::TailCall
    )
    .then(|| operand(decoded, "w"))
}
