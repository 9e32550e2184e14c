//! Turns labels into addresses.
//!
//! Uses: compile, program.
//! Never: matcher.

use super::Compiler;
use crate::program::{Inst, Pc};

impl Compiler {
    pub(super) fn link(&mut self) {
        let labels = std::mem::take(&mut self.labels);
        let resolve = |label: &mut Pc| *label = labels[*label as usize];
        for inst in &mut self.code {
            match inst {
                Inst::Jump(to) | Inst::NotStart { to, .. } => resolve(to),
                Inst::Split { first, second } | Inst::Fork { first, second, .. } => {
                    resolve(first);
                    resolve(second);
                }
                _ => {}
            }
        }
        for counter in &mut self.counters {
            resolve(&mut counter.body);
            resolve(&mut counter.exit);
        }
        for dispatch in &mut self.dispatches {
            dispatch.targets.iter_mut().for_each(resolve);
        }
    }
}
