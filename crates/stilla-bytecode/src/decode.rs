//! Reading code: words to operations with their operands.
//!
//! Field `i` of an instruction is the 16-bit piece `i + 1` of its first word for `i < 3`, and the
//! piece `i - 3` of its second word for the others.
//!
//! Uses: op. Never: assembler, verify, disassemble.

use crate::op::{Op, Role};

/// One decoded instruction.
#[derive(Clone, Copy, Debug)]
pub struct Decoded {
    /// The word that it starts at.
    pub word: usize,
    /// The operation.
    pub op: Op,
    values: [i64; 7],
}

impl Decoded {
    /// Name, role and value of each operand. Immediates and jump offsets are signed.
    pub fn operands(&self) -> impl Iterator<Item = (&'static str, Role, i64)> {
        let values = self.values;
        self.op
            .operands()
            .iter()
            .enumerate()
            .map(move |(i, &(name, role))| (name, role, values[i]))
    }

    /// The value of the operand called `name`.
    #[must_use]
    pub fn operand(&self, name: &str) -> Option<i64> {
        self.operands()
            .find(|&(n, ..)| n == name)
            .map(|(.., value)| value)
    }

    /// The word behind the instruction.
    #[must_use]
    pub fn next(&self) -> usize {
        self.word + self.op.words()
    }

    /// The word that the instruction may jump to.
    #[must_use]
    pub fn target(&self) -> Option<i64> {
        self.operands()
            .find(|&(_, role, _)| matches!(role, Role::Near | Role::Far))
            .map(|(.., offset)| self.next() as i64 + offset)
    }
}

/// The instruction at `word`; `None` if there is no such operation or the code ends within it.
#[must_use]
pub fn decode(words: &[u64], word: usize) -> Option<Decoded> {
    let op = Op::from_number(*words.get(word)? as u16)?;
    if word + op.words() > words.len() {
        return None;
    }
    let mut values = [0; 7];
    let mut field = 0;
    for (value, &(_, role)) in values.iter_mut().zip(op.operands()) {
        let low = get_field(words, word, field);
        *value = match role {
            Role::Imm | Role::Near => i64::from(low as i16),
            Role::Far | Role::Wide => {
                field += 1;
                let high = get_field(words, word, field);
                i64::from((u32::from(low) | u32::from(high) << 16) as i32)
            }
            _ => i64::from(low),
        };
        field += 1;
    }
    Some(Decoded { word, op, values })
}

/// All instructions in order; ends early at the first word that is none.
pub fn instructions(words: &[u64]) -> impl Iterator<Item = Decoded> {
    let mut word = 0;
    std::iter::from_fn(move || {
        let decoded = decode(words, word)?;
        word = decoded.next();
        Some(decoded)
    })
}

/// Replaces every register operand by `rename` of it.
pub fn rename_registers(words: &mut [u64], rename: &dyn Fn(u16) -> u16) {
    let mut word = 0;
    while let Some(op) = words.get(word).and_then(|&w| Op::from_number(w as u16)) {
        let mut field = 0;
        for &(_, role) in op.operands() {
            match role {
                Role::Def | Role::Use | Role::Mod | Role::Window => {
                    let renamed = rename(get_field(words, word, field));
                    set_field(words, word, field, renamed);
                }
                Role::Far | Role::Wide => field += 1,
                _ => {}
            }
            field += 1;
        }
        word += op.words();
    }
}

fn place(word: usize, field: usize) -> (usize, usize) {
    if field < 3 {
        (word, 16 * (field + 1))
    } else {
        (word + 1, 16 * (field - 3))
    }
}

fn get_field(words: &[u64], word: usize, field: usize) -> u16 {
    let (word, shift) = place(word, field);
    (words[word] >> shift) as u16
}

/// Writes one field of the instruction at `word`.
pub(crate) fn set_field(words: &mut [u64], word: usize, field: usize, value: u16) {
    let (word, shift) = place(word, field);
    words[word] = words[word] & !(0xffff << shift) | u64::from(value) << shift;
}
