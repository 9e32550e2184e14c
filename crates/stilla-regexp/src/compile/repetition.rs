//! Repetitions: tight loops over one class, plain loops, counted loops.
//!
//! Nothing is copied for a count, so the size of a program is bounded by the size of its pattern.
//!
//! Uses: compile, analyse, program, syntax.
//! Never: matcher.

use super::{Compiler, Place, Task};
use crate::analyse::First;
use crate::program::{Counter, Inst, Loop};
use crate::syntax::{Direction, Greed, GroupRange, Node, NodeId, UNBOUNDED};

/// A repetition that is not a tight loop.
#[derive(Clone, Copy)]
struct Turns {
    body: NodeId,
    min: u32,
    max: u32,
    greed: Greed,
    groups: GroupRange,
}

impl Compiler {
    pub(super) fn repetition(&mut self, id: NodeId, place: Place) {
        let Node::Repeat {
            body,
            min,
            max,
            greed,
            groups,
        } = self.pattern.node(id)
        else {
            return;
        };
        let info = self.infos[body as usize];
        if max == 0 || (info.only_empty && min == 0) {
            // An optional turn that matches nothing is refused, so there is none.
            return;
        }
        if (min, max) == (1, 1) || info.only_empty {
            self.tasks.push(Task::Term(
                body,
                Place {
                    sure: place.sure && max == 1,
                    ..place
                },
            ));
            return;
        }
        let turns = Turns {
            body,
            min,
            max,
            greed,
            groups,
        };
        let single = matches!(self.pattern.node(body), Node::Char(_) | Node::Set(_));
        match (min, max) {
            _ if single && place.direction == Direction::Forward => self.tight_loop(turns, place),
            (0, 1) => self.optional(turns, place),
            (0, UNBOUNDED) => self.star(turns, place),
            (1, UNBOUNDED) => self.plus(turns, place),
            _ => self.counted(turns, place),
        }
    }

    fn tight_loop(&mut self, turns: Turns, place: Place) {
        let class = match self.pattern.node(turns.body) {
            Node::Set(set) => self.class(set),
            Node::Char(c) => self.class_of_char(c),
            _ => return,
        };
        let first = self.infos[turns.body as usize].first;
        let follow = place.follow;
        let follow_table = if follow.is_anything() {
            None
        } else {
            self.table(follow, First::NEVER)
        };
        self.code.push(Inst::Loop(self.loops.len() as u32));
        self.loops.push(Loop {
            class,
            min: turns.min,
            max: turns.max,
            greed: turns.greed,
            possessive: turns.greed == Greed::Greedy && !first.meets(&follow),
            follow: follow_table,
        });
    }

    /// `?`
    fn optional(&mut self, turns: Turns, place: Place) {
        let (body, exit) = (self.label(), self.label());
        let mark = self.mark_for(turns);
        let choice = self.choice(turns, place, body, exit);
        self.code.push(choice);
        self.tasks.push(Task::Bind(exit));
        self.tasks
            .extend(mark.map(|reg| Task::Inst(Inst::Progress(reg))));
        self.tasks.push(Task::Term(
            turns.body,
            Place {
                sure: false,
                ..place
            },
        ));
        self.tasks
            .extend(mark.map(|reg| Task::Inst(Inst::Mark(reg))));
        self.tasks.push(Task::Bind(body));
    }

    /// `*`
    fn star(&mut self, turns: Turns, place: Place) {
        let (again, body, exit) = (self.label(), self.label(), self.label());
        let mark = self.mark_for(turns);
        let choice = self.choice(turns, place, body, exit);
        self.tasks.push(Task::Bind(exit));
        self.tasks.push(Task::Inst(Inst::Jump(again)));
        self.tasks
            .extend(mark.map(|reg| Task::Inst(Inst::Progress(reg))));
        self.tasks
            .push(Task::Term(turns.body, self.place_in(turns, place)));
        self.tasks
            .extend(mark.map(|reg| Task::Inst(Inst::Mark(reg))));
        self.tasks.extend(clear(turns.groups).map(Task::Inst));
        self.tasks.push(Task::Bind(body));
        self.tasks.push(Task::Inst(choice));
        self.tasks.push(Task::Bind(again));
    }

    /// `+`: the first turn needs no choice and may be empty.
    fn plus(&mut self, turns: Turns, place: Place) {
        let (again, body, exit) = (self.label(), self.label(), self.label());
        let mark = self.mark_for(turns);
        let simple = mark.is_none() && turns.groups.is_empty();
        let choice = self.choice(turns, place, if simple { body } else { again }, exit);
        self.tasks.push(Task::Bind(exit));
        if !simple {
            self.tasks.push(Task::Inst(Inst::Jump(body)));
            self.tasks
                .extend(mark.map(|reg| Task::Inst(Inst::Mark(reg))));
            self.tasks.extend(clear(turns.groups).map(Task::Inst));
            self.tasks.push(Task::Bind(again));
        }
        self.tasks.push(Task::Inst(choice));
        self.tasks
            .extend(mark.map(|reg| Task::Inst(Inst::Progress(reg))));
        self.tasks
            .push(Task::Term(turns.body, self.place_in(turns, place)));
        self.tasks.push(Task::Bind(body));
        self.tasks
            .extend(mark.map(|reg| Task::Inst(Inst::Unmark(reg))));
    }

    /// `{n,m}`
    fn counted(&mut self, turns: Turns, place: Place) {
        let (again, body, exit) = (self.label(), self.label(), self.label());
        let mark = self.mark_for(turns);
        let reg = self.reg();
        let counter = self.counters.len() as u32;
        let first = self.infos[turns.body as usize].first.then(place.follow);
        let filtered = place.direction == Direction::Forward
            && !(first.is_anything() && place.follow.is_anything());
        let table = if filtered {
            self.table(first, place.follow)
        } else {
            None
        };
        self.counters.push(Counter {
            reg,
            min: turns.min,
            max: turns.max,
            greed: turns.greed,
            body,
            exit,
            table,
        });
        self.tasks.push(Task::Bind(exit));
        self.tasks.push(Task::Inst(Inst::Jump(again)));
        self.tasks
            .extend(mark.map(|reg| Task::Inst(Inst::Progress(reg))));
        self.tasks
            .push(Task::Term(turns.body, self.place_in(turns, place)));
        self.tasks
            .extend(mark.map(|mark| Task::Inst(Inst::MarkCounted { mark, counter })));
        self.tasks.extend(clear(turns.groups).map(Task::Inst));
        self.tasks.push(Task::Inst(Inst::Turn(reg)));
        self.tasks.push(Task::Bind(body));
        self.tasks.push(Task::Inst(Inst::Count(counter)));
        self.tasks.push(Task::Bind(again));
        self.tasks.push(Task::Inst(Inst::Zero(reg)));
    }

    /// A register for the start of a turn, if a turn may be empty.
    fn mark_for(&mut self, turns: Turns) -> Option<u32> {
        self.infos[turns.body as usize]
            .may_be_empty
            .then(|| self.reg())
    }

    /// Another turn or none, in the order the greed prefers.
    fn choice(&mut self, turns: Turns, place: Place, body: u32, exit: u32) -> Inst {
        let turn = self.infos[turns.body as usize].first.then(place.follow);
        let forward = place.direction == Direction::Forward;
        match turns.greed {
            Greed::Greedy => self.fork(body, exit, forward.then_some((turn, place.follow))),
            Greed::Lazy => self.fork(exit, body, forward.then_some((place.follow, turn))),
        }
    }

    /// The body of a loop is followed by itself or by what follows the loop.
    fn place_in(&self, turns: Turns, place: Place) -> Place {
        let follow = self.infos[turns.body as usize]
            .first
            .then(place.follow)
            .or(place.follow);
        Place {
            follow,
            sure: false,
            ..place
        }
    }
}

fn clear(groups: GroupRange) -> Option<Inst> {
    (!groups.is_empty()).then_some(Inst::Clear {
        first: 2 * groups.first,
        end: 2 * groups.end,
    })
}
