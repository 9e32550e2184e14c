//! Alternations: a chain of choices, entered through a table when there are many.
//!
//! Uses: compile, analyse, program.
//! Never: matcher.

use super::{Compiler, MAX_TABLES, Place, Task};
use crate::analyse::First;
use crate::program::{DispatchTable, Inst, Pc};
use crate::syntax::{Direction, Kids};

/// Alternations with at least so many alternatives get a table.
const MIN_DISPATCH: usize = 3;

impl Compiler {
    pub(super) fn alternation(&mut self, kids: Kids, place: Place) {
        let end = self.label();
        self.tasks.push(Task::Bind(end));
        let place = Place {
            sure: false,
            ..place
        };
        let len = self.pattern.kids(kids).len();
        // Two lists of what alternatives begin with, four of places, and five tasks for each.
        let each = 2 * size_of::<First>() + 4 * size_of::<Pc>() + 5 * size_of::<Task>();
        if self.would_exceed(len.saturating_mul(each)) {
            self.is_out_of_memory = true;
            return;
        }
        let forward = place.direction == Direction::Forward;
        let firsts: Vec<First> = self
            .pattern
            .kids(kids)
            .iter()
            .map(|&kid| self.infos[kid as usize].first.then(place.follow))
            .collect();
        // What any of the alternatives after the nth can begin with.
        let mut rest = vec![First::NEVER; len];
        for at in (0..len - 1).rev() {
            rest[at] = rest[at + 1].or(firsts[at + 1]);
        }
        let choices: Vec<Pc> = (0..len).map(|_| self.label()).collect();
        let bodies: Vec<Pc> = (0..len).map(|_| self.label()).collect();
        for at in (0..len).rev() {
            let kid = self.pattern.kids(kids)[at];
            if at + 1 < len {
                self.tasks.push(Task::Inst(Inst::Jump(end)));
            }
            self.tasks.push(Task::Term(kid, place));
            self.tasks.push(Task::Bind(bodies[at]));
            if at + 1 < len {
                let ways = forward.then_some((firsts[at], rest[at]));
                let fork = self.fork(bodies[at], choices[at + 1], ways);
                self.tasks.push(Task::Inst(fork));
            }
            self.tasks.push(Task::Bind(choices[at]));
        }
        let room = self.dispatches.len() < MAX_TABLES && len < usize::from(u16::MAX) / 2;
        if forward && len >= MIN_DISPATCH && room {
            let dispatch = dispatch(&firsts, &rest, &choices, &bodies);
            self.code.push(Inst::Dispatch(self.dispatches.len() as u32));
            self.dispatches.push(dispatch);
        }
    }
}

/// For each code unit the first alternative that can begin with it; past the others when it is the only one.
fn dispatch(firsts: &[First], rest: &[First], choices: &[Pc], bodies: &[Pc]) -> DispatchTable {
    let targets: Vec<Pc> = choices.iter().chain(bodies).copied().collect();
    let goal = |has: &dyn Fn(&First) -> bool| match firsts.iter().position(has) {
        Some(at) if has(&rest[at]) => at as u16,
        Some(at) => (at + firsts.len()) as u16,
        None => u16::MAX,
    };
    let mut latin = [u16::MAX; 256];
    for byte in 0..=255u8 {
        latin[byte as usize] = goal(&|first| first.has(byte));
    }
    DispatchTable {
        latin,
        other: goal(&|first| first.other),
        end: goal(&|first| first.end),
        targets,
    }
}
