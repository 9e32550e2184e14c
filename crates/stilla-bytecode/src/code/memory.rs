//! What code takes in memory, for those who limit it.
//!
//! The one idea: a unit of code lives as a whole, with its text and all that was compiled with it; what is compiled later is asked for
//! when it is.
//!
//! Uses: code. Never: stream, verify.

use super::{Code, FunctionRef, WtfString};

impl Code {
    /// About what the code takes, in bytes, with the functions that were compiled with it, and with the source text where this is a whole
    /// unit. Of functions that are compiled later, or were, what it takes to compile them.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let text = &self.source.text;
        let is_whole = self.span.1.saturating_sub(self.span.0) as usize >= text.len();
        let mut sum = if is_whole { text.len() } else { 0 };
        let mut pending = vec![self];
        while let Some(code) = pending.pop() {
            sum += code.own_bytes();
            let at_once = code.functions.iter().filter(|inner| inner.lazy.is_none());
            pending.extend(at_once.filter_map(|inner| inner.code.get().map(|code| &**code)));
        }
        sum
    }

    fn own_bytes(&self) -> usize {
        let texts = |texts: &[WtfString]| -> usize {
            let content: usize = texts.iter().map(|text| text.len()).sum();
            content + size_of_val(texts)
        };
        let function = |function: &FunctionRef| {
            let lazy = function.lazy.as_ref().map_or(0, |lazy| lazy.bytes());
            size_of::<FunctionRef>() + function.facts.name.len() + lazy
        };
        size_of::<Code>()
            + size_of_val(&*self.words)
            + size_of_val(&*self.constants)
            + texts(&self.keys)
            + texts(&self.cache_keys)
            + self.functions.iter().map(function).sum::<usize>()
    }
}
