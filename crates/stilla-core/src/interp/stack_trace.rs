//! Walking the stack: for `stack` properties and for the name of what can't be called.
//!
//! Uses: frame. Never: the operations' files.

use super::dispatch::{Pc, Regs};
use super::frame::{Link, ReturnKind, block_of, return_pc};
use crate::code_block::CodeBlock;
use crate::error::{Msg, Thrown, plain_in_chain, type_error};
use crate::realm::{Intrinsic, RealmCell};
use crate::string::Name;
use crate::value::Value;
use crate::{Cx, GcVec};
use std::sync::Arc;
use stilla_bytecode::code::Source;
use stilla_gc::Gc;

/// Frames that a `stack` shows unless `Error.stackTraceLimit` says otherwise.
const USUAL_FRAMES: usize = 10;
/// Frames that a `stack` shows whatever a script wants.
const MOST_FRAMES: f64 = 200.0;

/// One frame of a stack trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackFrame {
    /// The name of the function; empty at the top level and for functions without one.
    pub function: String,
    /// The name of the source.
    pub source: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in UTF-16 code units, from 1.
    pub column: u32,
}

/// The error of calling what can't be called.
pub(crate) fn not_callable_error(cx: &mut Cx, value: Value) -> Thrown {
    match cx.callee_text() {
        Some(name) => type_error(cx, Msg::NotCallableNamed { name }),
        None => type_error(cx, Msg::NotCallable { value }),
    }
}

impl Cx {
    /// The frames of the running code, the innermost first, at most `most`.
    #[must_use]
    pub fn stack_frames(&self, most: usize) -> Vec<StackFrame> {
        let trace = GcVec::new(self);
        self.push_trace(trace, most);
        describe_trace(trace, 0).collect()
    }

    /// A list of `head` and then, for each frame of the running code, its code block and the word
    /// that it is at: what [`Cx::trace_text`] describes later.
    pub(crate) fn capture_trace(&self, head: &[Value]) -> GcVec {
        let trace = GcVec::from_slice(self, head);
        self.push_trace(trace, self.stack_trace_limit());
        trace
    }

    fn push_trace(&self, trace: GcVec, most: usize) {
        self.walk_frames(most, |block, word, _| {
            trace.push(self, Value::from_internal(block));
            trace.push(self, Value::from(word));
        });
    }

    /// Shows each frame of the running code, the innermost first: its code block, the word that it is at, and
    /// the address of its registers.
    pub(crate) fn walk_frames(
        &self,
        most: usize,
        mut show: impl FnMut(Gc<CodeBlock>, usize, usize),
    ) {
        let mut left = most;
        let (mut pc, mut regs) = (self.machine.pc, self.machine.regs);
        let mut block = self.machine.block;
        while !block.0.is_null() && !pc.0.is_null() && left > 0 {
            left -= 1;
            // SAFETY: the saved state is that of a running frame, and each link leads to the next.
            unsafe {
                let word = (pc.0 as usize - (*block.0).words.get() as usize) / size_of::<u64>();
                show(block.cell(), word, regs.0.addr());
                match self.caller(regs) {
                    Some((caller_pc, caller)) => {
                        (pc, regs) = (caller_pc, caller);
                        block = block_of(caller);
                    }
                    None => break,
                }
            }
        }
    }

    /// The realm of the code that called frame `r`; that of the frame if no code did.
    ///
    /// # Safety
    /// `r` is a running frame.
    pub(super) unsafe fn caller_realm(&self, r: Regs) -> Gc<RealmCell> {
        // SAFETY: as required; a caller is a running frame, too.
        unsafe {
            match self.caller(r) {
                Some((_, caller)) => block_of(caller).cell().realm(),
                None => self.realm(),
            }
        }
    }

    /// The frame that called frame `r`, and where it is.
    ///
    /// # Safety
    /// `r` is a running frame.
    unsafe fn caller(&self, r: Regs) -> Option<(Pc, Regs)> {
        // SAFETY: an entry frame has the state of its caller below it, counted from where the frame
        // began before arguments were kept below it.
        unsafe {
            let link = Link::of(r);
            let base = r.0.sub(link.distance());
            if matches!(link.kind(), ReturnKind::Entry | ReturnKind::EntryConstruct) {
                let pc = *base.sub(2).cast::<*const u64>();
                let regs = *base.sub(1).cast::<*mut Value>();
                (!pc.is_null()).then_some((Pc(pc), Regs(regs)))
            } else {
                Some((return_pc(r).skip(-1), Regs(base)))
            }
        }
    }

    /// The text of a trace, whose frames begin at `first`: what a `stack` shows below its first line.
    pub(crate) fn trace_text(&self, trace: GcVec, first: usize) -> String {
        let mut text = String::new();
        for frame in describe_trace(trace, first) {
            let place = format!("{}:{}:{}", frame.source, frame.line, frame.column);
            if frame.function.is_empty() {
                text.push_str(&format!("\n    at {place}"));
            } else {
                text.push_str(&format!("\n    at {} ({place})", frame.function));
            }
        }
        text
    }

    /// The frames of a trace that begin at `first`.
    pub(crate) fn trace_frames(&self, trace: GcVec, first: usize) -> Vec<StackFrame> {
        describe_trace(trace, first).collect()
    }

    /// The texts that the frames of a trace, which begin at `first`, are of.
    pub(crate) fn trace_sources(&self, trace: GcVec, first: usize) -> Vec<Arc<Source>> {
        (first..trace.len())
            .step_by(2)
            .filter_map(|i| trace.get(i).as_internal::<CodeBlock>())
            .map(|block| Arc::clone(&block.code().source))
            .collect()
    }

    /// The texts that [`Cx::stack_frames`] speaks of, in the same order.
    #[must_use]
    pub fn stack_sources(&self, most: usize) -> Vec<Arc<Source>> {
        let trace = GcVec::new(self);
        self.push_trace(trace, most);
        self.trace_sources(trace, 0)
    }

    /// The line of source of the frame at `at` of a trace, if that is short enough to be shown.
    pub(crate) fn trace_line(&self, trace: GcVec, at: usize) -> Option<String> {
        if at + 1 >= trace.len() {
            return None;
        }
        let block = trace.get(at).as_internal::<CodeBlock>()?;
        let word = trace.get(at + 1).as_int()? as usize;
        let code = block.code();
        let text = code.source.program();
        let offset = code
            .source
            .offset_in_program(offset_of_word(&block, word)? as usize);
        let start = memchr::memrchr(b'\n', &text[..offset]).map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', &text[offset..]).map_or(text.len(), |at| offset + at);
        let line = String::from_utf8_lossy(&text[start..end]);
        (line.len() < 10_000).then(|| line.trim_end().to_owned())
    }

    /// How many frames `Error.stackTraceLimit` asks for, if that is a plain property.
    fn stack_trace_limit(&self) -> usize {
        let Some(constructor) = self.realm().made_intrinsic(Intrinsic::Error) else {
            return USUAL_FRAMES;
        };
        let limit = plain_in_chain(self, constructor, self.key(Name::stackTraceLimit));
        let limit = limit.and_then(Value::as_number).unwrap_or(0.0);
        limit.clamp(0.0, MOST_FRAMES) as usize
    }

    /// The source text of the callee of the call that is being made, if it is short.
    fn callee_text(&self) -> Option<String> {
        let block = self.machine.block;
        if block.0.is_null() || self.machine.pc.0.is_null() {
            return None;
        }
        // SAFETY: the saved state is that of a running frame.
        let (cell, pc) = unsafe { (block.cell(), self.machine.pc) };
        let offset = offset_at(&cell, pc)? as usize;
        let code = cell.code();
        let text = code.source.text.get(offset..)?;
        let end = text
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || b"_$.#".contains(byte)))
            .unwrap_or(text.len());
        let name = std::str::from_utf8(&text[..end]).ok()?;
        let followed = text.get(end) == Some(&b'(');
        (followed && !name.is_empty() && name.len() <= 60).then(|| name.to_owned())
    }
}

/// The source offset of the instruction at `pc`.
fn offset_at(block: &CodeBlock, pc: Pc) -> Option<u32> {
    let word = (pc.0 as usize).checked_sub(block.words.get() as usize)? / size_of::<u64>();
    offset_of_word(block, word)
}

/// The source offset of the instruction that holds `word`.
fn offset_of_word(block: &CodeBlock, word: usize) -> Option<u32> {
    let code = block.code();
    let after = code
        .positions
        .partition_point(|position| position.word as usize <= word);
    code.positions
        .get(after.checked_sub(1)?)
        .map(|position| position.offset)
}

/// What the frames of a trace, which begin at `first`, show.
fn describe_trace(trace: GcVec, first: usize) -> impl Iterator<Item = StackFrame> {
    (first..trace.len()).step_by(2).filter_map(move |i| {
        let block = trace.get(i).as_internal::<CodeBlock>()?;
        let word = trace.get(i + 1).as_int()? as usize;
        Some(describe(&block, word))
    })
}

/// What a stack trace says of a frame.
pub(crate) fn describe(block: &CodeBlock, word: usize) -> StackFrame {
    let code = block.code();
    let offset = offset_of_word(block, word).unwrap_or(code.span.0) as usize;
    let (line, column) = code.source.place(offset);
    StackFrame {
        function: String::from_utf8_lossy(&code.facts.name).into_owned(),
        source: code.source.name.to_string(),
        line,
        column,
    }
}
