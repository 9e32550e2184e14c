//! The proof that the interpreter need not check operands.
//!
//! A verified code has every operand in range: registers and windows inside the frame, indices
//! inside their tables and of the right kind, jumps on instruction starts, an end that can't be
//! run past, handlers that are ranges of instructions. What it does not prove: that a register
//! was written before it is read, or that an `env` operand holds an environment with that slot.
//!
//! Uses: code, decode, op. Never: assembler, disassemble.

use crate::code::{Code, Constant, FunctionKind, REG_FIRST_ARG};
use crate::decode::{Decoded, decode};
use crate::op::{Op, Role};

/// What is wrong with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    /// The word of the instruction, or the number of words if it concerns the whole code.
    pub word: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "word {}: {}", self.word, self.message)
    }
}

impl std::error::Error for VerifyError {}

/// Checks `code` and all functions inside it that are compiled already.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(code: &Code) -> Result<(), VerifyError> {
    let mut pending = vec![code];
    while let Some(code) = pending.pop() {
        verify_one(code)?;
        for inner in &code.functions {
            if inner.lazy.is_none()
                && let Ok(inner) = inner.code(None)
            {
                pending.push(inner);
            }
        }
    }
    Ok(())
}

/// Checks `code` without the functions inside it.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify_one(code: &Code) -> Result<(), VerifyError> {
    let checker = Checker {
        code,
        starts: starts(code)?,
    };
    checker.frame()?;
    let mut word = 0;
    while word < code.words.len() {
        let decoded = decode(&code.words, word).expect("the first pass decoded every instruction");
        checker.instruction(&decoded)?;
        word = decoded.next();
    }
    checker.handlers()?;
    checker.globals()
}

fn fault<T>(word: usize, message: impl Into<String>) -> Result<T, VerifyError> {
    Err(VerifyError {
        word,
        message: message.into(),
    })
}

/// For each word whether an instruction starts there; also checks that the code can't be run past.
fn starts(code: &Code) -> Result<Vec<bool>, VerifyError> {
    let mut starts = vec![false; code.words.len()];
    let mut word = 0;
    let mut last = None;
    while word < code.words.len() {
        let Some(decoded) = decode(&code.words, word) else {
            return fault(word, "not an instruction");
        };
        starts[word] = true;
        word = decoded.next();
        last = Some(decoded.op);
    }
    match last {
        Some(op) if op.is_terminator() => Ok(starts),
        _ => fault(
            code.words.len(),
            "the code does not end with a jump, return or throw",
        ),
    }
}

struct Checker<'c> {
    code: &'c Code,
    starts: Vec<bool>,
}

impl Checker<'_> {
    fn frame(&self) -> Result<(), VerifyError> {
        let code = self.code;
        let end = code.words.len();
        if u32::from(code.registers) < u32::from(REG_FIRST_ARG) + u32::from(code.parameters) {
            return fault(end, "the parameters do not fit into the registers");
        }
        if code.facts.kind == FunctionKind::Module && code.module.is_none() {
            return fault(end, "a module without module facts");
        }
        if code.span.0 > code.span.1 || code.span.1 as usize > code.source.text.len() {
            return fault(end, "the span of the function lies outside the source");
        }
        if !code
            .positions
            .windows(2)
            .all(|pair| pair[0].word < pair[1].word)
        {
            return fault(end, "the positions do not ascend");
        }
        Ok(())
    }

    fn instruction(&self, decoded: &Decoded) -> Result<(), VerifyError> {
        let code = self.code;
        let word = decoded.word;
        if decoded.op == Op::TailCall && !self.tail_call(decoded) {
            return fault(word, "a tail call without its return");
        }
        for (name, role, value) in decoded.operands() {
            let index = value as usize;
            let in_range = match role {
                Role::Def | Role::Use | Role::Mod => index < usize::from(code.registers),
                Role::Window => index as i64 + window(decoded) <= i64::from(code.registers),
                Role::Const => constant_fits(decoded.op, name, code.constants.get(index)),
                Role::Wide if name == "index" => {
                    constant_fits(decoded.op, name, code.constants.get(index))
                }
                Role::Key => index < code.keys.len(),
                Role::Cache => index + caches(decoded) <= code.cache_keys.len(),
                Role::Function => index < code.functions.len(),
                Role::Table => self.table(decoded, index),
                Role::Near | Role::Far => {
                    decoded.target().is_some_and(|target| self.is_start(target))
                }
                Role::Count | Role::Slot | Role::Depth | Role::Imm | Role::Flags | Role::Wide => {
                    true
                }
            };
            if !in_range {
                return fault(
                    word,
                    format!("{}: operand {name} = {value} is invalid", decoded.op.name()),
                );
            }
        }
        Ok(())
    }

    /// A tail call that keeps its frame leaves its result to a `Return` right behind.
    fn tail_call(&self, decoded: &Decoded) -> bool {
        let window = decoded.operand("w");
        decode(&self.code.words, decoded.next())
            .is_some_and(|next| next.op == Op::Return && next.operand("src") == window)
    }

    fn is_start(&self, word: i64) -> bool {
        usize::try_from(word).is_ok_and(|word| self.starts.get(word) == Some(&true))
    }

    fn table(&self, decoded: &Decoded, index: usize) -> bool {
        self.code.jump_tables.get(index).is_some_and(|table| {
            table.offsets.iter().all(|&offset| {
                offset == 0 || self.is_start(decoded.next() as i64 + i64::from(offset))
            })
        })
    }

    fn handlers(&self) -> Result<(), VerifyError> {
        let end = self.code.words.len();
        for handler in &self.code.handlers {
            let ends_well = handler.end as usize == end || self.is_start(i64::from(handler.end));
            if handler.start >= handler.end
                || !self.is_start(i64::from(handler.start))
                || !ends_well
                || !self.is_start(i64::from(handler.target))
                || handler.register >= self.code.registers
            {
                return fault(
                    handler.start as usize,
                    "a handler that is no range of instructions",
                );
            }
        }
        Ok(())
    }

    fn globals(&self) -> Result<(), VerifyError> {
        let end = self.code.words.len();
        let functions = self.code.functions.len();
        for constant in &self.code.constants {
            if let Constant::Globals(globals) = constant
                && globals
                    .functions
                    .iter()
                    .any(|&(_, index)| usize::from(index) >= functions)
            {
                return fault(end, "a global declaration names no function");
            }
        }
        let Some(module) = &self.code.module else {
            return Ok(());
        };
        let requests = module.requests.len();
        let slots_fit = module
            .imports
            .iter()
            .map(|import| import.slot)
            .chain(module.local_exports.iter().map(|export| export.1))
            .chain(module.functions.iter().map(|function| function.0))
            .chain(module.vars.iter().copied())
            .all(|slot| slot < module.slots);
        let requests_fit = module
            .imports
            .iter()
            .map(|import| import.request)
            .chain(module.indirect_exports.iter().map(|export| export.request))
            .chain(module.star_exports.iter().copied())
            .all(|request| usize::from(request) < requests);
        let functions_fit = module
            .functions
            .iter()
            .all(|&(_, index)| usize::from(index) < functions);
        if slots_fit && requests_fit && functions_fit {
            Ok(())
        } else {
            fault(end, "a module entry is out of range")
        }
    }
}

/// How many caches from the one that it names on the operation uses.
fn caches(decoded: &Decoded) -> usize {
    match decoded.op {
        Op::NewObjectOf => decoded
            .operand("count")
            .map_or(1, |count| count.max(1) as usize),
        _ => 1,
    }
}

/// How many registers from the window's first on the operation touches.
fn window(decoded: &Decoded) -> i64 {
    let operand = |name| decoded.operand(name).unwrap_or(0);
    match decoded.op {
        Op::GetMethod
        | Op::GetMethodElem
        | Op::CallSpread
        | Op::NewSpread
        | Op::SuperCallSpread
        | Op::ApplyDecorators => 6,
        Op::Call | Op::CallThis | Op::New | Op::SuperCall | Op::TailCall | Op::CallEval => {
            6 + operand("argc")
        }
        Op::Concat | Op::CopyRest | Op::NewObjectOf => operand("count"),
        Op::DefinePrivateAccessor => 2,
        _ => 3,
    }
}

fn constant_fits(op: Op, name: &str, constant: Option<&Constant>) -> bool {
    use Constant as C;
    match (op, constant) {
        (_, None) => false,
        (Op::LoadConst, Some(C::Number(_) | C::String(_) | C::BigInt(_)))
        | (Op::NewRegExp, Some(C::RegExp { .. }))
        | (Op::TemplateObject, Some(C::Template { .. }))
        | (Op::NewMappedArguments, Some(C::ArgumentMap(_)))
        | (Op::DeclareGlobals | Op::DeclareEval, Some(C::Globals(_)))
        | (Op::ThrowError, Some(C::String(_))) => true,
        (Op::CallEval, Some(C::Scope(_))) => name == "scope",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assembler::{Assembler, Inst, Reg};

    fn code(registers: u16, insts: &[Inst]) -> Code {
        let mut asm = Assembler::new();
        for inst in insts {
            asm.emit(*inst);
        }
        let done = asm.finish(&[], None).expect("there are no jumps");
        Code {
            registers,
            words: done.words,
            ..Code::default()
        }
    }

    #[test]
    fn a_register_outside_the_frame_is_found() {
        let good = code(7, &[Inst::Return { src: Reg(6) }]);
        assert_eq!(verify(&good), Ok(()));
        let bad = code(6, &[Inst::Return { src: Reg(6) }]);
        assert!(verify(&bad).is_err());
    }

    #[test]
    fn a_code_must_end() {
        let bad = code(7, &[Inst::LoadNull { dst: Reg(6) }]);
        assert!(verify(&bad).is_err());
    }

    #[test]
    fn jumps_land_on_instructions() {
        let mut asm = Assembler::new();
        let top = asm.label();
        asm.bind(top);
        asm.emit(Inst::InitMethod {
            obj: Reg(6),
            key: Reg(6),
            func: Reg(6),
            flags: 0,
        });
        asm.emit(Inst::Loop { target: top });
        let done = asm.finish(&[], None).expect("the jump is long");
        let mut code = Code {
            registers: 7,
            words: done.words,
            ..Code::default()
        };
        assert_eq!(verify(&code), Ok(()));
        // One word further is the middle of the first instruction.
        code.words[2] += 1 << 16;
        assert!(verify(&code).is_err());
    }
}
