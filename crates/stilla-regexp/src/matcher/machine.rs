//! The machine: search for candidates, the instruction loop, backtracking.
//!
//! Uses: program, prefilter, error, matcher.
//! Never: parser, compile.

use super::stack::{Frame, Kind};
use super::text::Text;
use super::{NONE, Scratch};
use crate::error::{Budget, MatchError};
use crate::program::{Class, Inst, Loop, Program, Reference, Table};
use crate::syntax::{Direction, Greed, Polarity};

/// Steps between two payments.
const ROUND: u32 = 4096;

/// Characters after which a tight loop pays.
pub(super) const PIECE: usize = 1 << 16;
/// Characters that a tight loop passes for the price of one step.
const CHARS_PER_STEP: usize = 16;

pub(super) struct Machine<'a, T> {
    program: &'a Program,
    text: T,
    regs: &'a mut [u32],
    stack: &'a mut Vec<Frame>,
    max_frames: usize,
    budget: &'a mut dyn Budget,
    /// Steps left of this round.
    fuel: u32,
    /// Price of resuming a choice: longer programs run longer from one choice to the next.
    weight: u32,
    /// A register was written that no frame will restore.
    dirty: bool,
}

impl<'a, T: Text> Machine<'a, T> {
    pub(super) fn new(
        program: &'a Program,
        text: T,
        scratch: &'a mut Scratch,
        budget: &'a mut dyn Budget,
    ) -> Self {
        Machine {
            program,
            text,
            regs: &mut scratch.regs,
            stack: &mut scratch.stack,
            max_frames: scratch.max_frames,
            budget,
            fuel: ROUND,
            weight: 1 + program.code.len() as u32 / 64,
            dirty: false,
        }
    }

    /// §22.2.7.2 RegExpBuiltinExec, its loop <https://tc39.es/ecma262/#sec-regexpbuiltinexec>
    pub(super) fn search(&mut self, start: usize, anchored: bool) -> Result<bool, MatchError> {
        let filter = &self.program.prefilter;
        let mut at = if self.text.splits_character(start) {
            start - 1
        } else {
            start
        };
        if filter.anchored && at > 0 {
            return Ok(false);
        }
        if anchored || filter.anchored {
            return self.attempt(at);
        }
        loop {
            let Some(candidate) = self.text.find(&filter.scan, at) else {
                self.pay_chars(self.text.len() - at)?;
                return Ok(false);
            };
            self.pay_chars(candidate - at)?;
            if self.attempt(candidate)? {
                return Ok(true);
            }
            at = candidate;
            if let Some(index) = filter.leading_loop {
                // FAST: an attempt from within the run would only reach places this one has tried.
                let class =
                    &self.program.classes[self.program.loops[index as usize].class as usize];
                at = self.run_of(class, at, u32::MAX)?;
            }
            if self.text.next(&mut at).is_none() {
                return Ok(false);
            }
        }
    }

    fn attempt(&mut self, start: usize) -> Result<bool, MatchError> {
        self.pay(self.weight)?;
        if self.dirty {
            self.regs.fill(NONE);
            self.dirty = false;
        }
        let Some(end) = self.run(start)? else {
            return Ok(false);
        };
        self.regs[0] = start as u32;
        self.regs[1] = end as u32;
        Ok(true)
    }

    /// The instruction loop. It is one room because each arm is a few lines that share `pc` and `pos`.
    fn run(&mut self, start: usize) -> Result<Option<usize>, MatchError> {
        let program = self.program;
        let text = self.text;
        let mut pc = 0;
        let mut pos = start;
        loop {
            let goes_on = match program.code[pc] {
                Inst::Char(c) => text.next(&mut pos) == Some(c),
                Inst::Set(class) => text
                    .next(&mut pos)
                    .is_some_and(|c| program.classes[class as usize].has(c)),
                Inst::Literal { start, len } => {
                    let units = &program.units[start as usize..(start + len) as usize];
                    let found = text.has_units(pos, units);
                    pos += units.len();
                    found
                }
                Inst::CharBack(c) => text.prev(&mut pos) == Some(c),
                Inst::SetBack(class) => text
                    .prev(&mut pos)
                    .is_some_and(|c| program.classes[class as usize].has(c)),
                Inst::Loop(index) => {
                    self.enter_loop(&program.loops[index as usize], pc, &mut pos)?
                }
                Inst::Jump(to) => {
                    self.pay(self.weight)?;
                    pc = to as usize;
                    continue;
                }
                Inst::Split { first, second } => {
                    self.push(Kind::Branch, second, pos, 0)?;
                    pc = first as usize;
                    continue;
                }
                Inst::Fork {
                    table,
                    first,
                    second,
                } => match self.fork(&program.tables[table as usize], first, second, pos)? {
                    Some(to) => {
                        pc = to as usize;
                        continue;
                    }
                    None => false,
                },
                Inst::Dispatch(index) => {
                    let table = &program.dispatches[index as usize];
                    let target = match text.unit(pos) {
                        Some(unit) if unit < 256 => table.latin[unit as usize],
                        Some(_) => table.other,
                        None => table.end,
                    };
                    match table.targets.get(usize::from(target)) {
                        Some(&to) => {
                            pc = to as usize;
                            continue;
                        }
                        None => false,
                    }
                }
                Inst::Save(slot) => self.set(slot, pos as u32)?,
                Inst::SaveSure(slot) => {
                    self.regs[slot as usize] = pos as u32;
                    true
                }
                Inst::Match => {
                    self.stack.clear();
                    return Ok(Some(pos));
                }
                Inst::Count(index) => {
                    pc = self.count(index, pos)?;
                    if pc != usize::MAX {
                        continue;
                    }
                    false
                }
                Inst::BackRef(index) => {
                    self.back_reference(&program.references[index as usize], &mut pos)?
                }
                Inst::NotStart { reg, to } => {
                    self.regs[reg as usize] = self.stack.len() as u32;
                    self.push(Kind::Branch, to, pos, 0)?;
                    true
                }
                Inst::LookEnd(reg) => {
                    self.leave_look(reg)?;
                    pos = self.regs[reg as usize + 1] as usize;
                    true
                }
                other => self.rare(other, pos)?,
            };
            if goes_on {
                pc += 1;
                continue;
            }
            match self.backtrack()? {
                Some((resumed, from)) => (pc, pos) = (resumed, from),
                None => return Ok(None),
            }
        }
    }

    /// Assertions and registers: instructions that do not move.
    fn rare(&mut self, inst: Inst, pos: usize) -> Result<bool, MatchError> {
        let text = self.text;
        Ok(match inst {
            Inst::Start => pos == 0,
            Inst::StartLine => pos == 0 || text.unit(pos - 1).is_some_and(is_line_end),
            Inst::End => pos == text.len(),
            Inst::EndLine => text.unit(pos).is_none_or(is_line_end),
            Inst::WordBoundary { word, polarity } => {
                let class = &self.program.classes[word as usize];
                let before = text.prev(&mut { pos }).is_some_and(|c| class.has(c));
                let after = text.next(&mut { pos }).is_some_and(|c| class.has(c));
                (before != after) == (polarity == Polarity::Positive)
            }
            Inst::Clear { first, end } => {
                for slot in first..end {
                    if self.regs[slot as usize] != NONE {
                        self.set(slot, NONE)?;
                    }
                }
                true
            }
            Inst::Mark(reg) => self.set(reg, pos as u32)?,
            Inst::Unmark(reg) => self.set(reg, NONE)?,
            Inst::MarkCounted { mark, counter } => {
                let counter = &self.program.counters[counter as usize];
                let free = self.regs[counter.reg as usize] > counter.min;
                self.set(mark, if free { pos as u32 } else { NONE })?
            }
            Inst::Progress(reg) => self.regs[reg as usize] != pos as u32,
            Inst::Zero(reg) => self.set(reg, 0)?,
            Inst::Turn(reg) => {
                let turns = self.regs[reg as usize].saturating_add(1);
                self.set(reg, turns)?
            }
            Inst::LookStart(reg) => {
                self.regs[reg as usize] = self.stack.len() as u32;
                self.regs[reg as usize + 1] = pos as u32;
                true
            }
            Inst::NotEnd(reg) => {
                self.undo_to(self.regs[reg as usize] as usize)?;
                false
            }
            _ => false,
        })
    }

    /// Chooses by the next code unit; pushes the second way only if it can match here.
    #[inline(always)]
    fn fork(
        &mut self,
        table: &Table,
        first: u32,
        second: u32,
        pos: usize,
    ) -> Result<Option<u32>, MatchError> {
        Ok(match table.ways(self.text.unit(pos)) {
            0 => None,
            1 => Some(first),
            2 => Some(second),
            _ => {
                self.push(Kind::Branch, second, pos, 0)?;
                Some(first)
            }
        })
    }

    /// Another turn of a counted loop, or on; `usize::MAX` if neither can match.
    fn count(&mut self, index: u32, pos: usize) -> Result<usize, MatchError> {
        let counter = &self.program.counters[index as usize];
        let turns = self.regs[counter.reg as usize];
        self.pay(self.weight)?;
        if turns < counter.min {
            return Ok(counter.body as usize);
        }
        if turns >= counter.max {
            return Ok(counter.exit as usize);
        }
        let ways = counter
            .table
            .map_or(3, |table| self.table(table).ways(self.text.unit(pos)));
        let (first, second) = match counter.greed {
            Greed::Greedy => (counter.body, counter.exit),
            Greed::Lazy => (counter.exit, counter.body),
        };
        Ok(match ways {
            0 => usize::MAX,
            1 => counter.body as usize,
            2 => counter.exit as usize,
            _ => {
                self.push(Kind::Branch, second, pos, 0)?;
                first as usize
            }
        })
    }

    /// Runs a loop over one class; says whether it can be left at `pos`.
    #[inline(always)]
    fn enter_loop(&mut self, turns: &Loop, pc: usize, pos: &mut usize) -> Result<bool, MatchError> {
        let class = &self.program.classes[turns.class as usize];
        let mut floor = *pos;
        for _ in 0..turns.min {
            match self.text.next(&mut floor) {
                Some(c) if class.has(c) => {}
                _ => {
                    self.pay_chars(floor - *pos)?;
                    return Ok(false);
                }
            }
        }
        if turns.greed == Greed::Lazy {
            *pos = floor;
            return self.advance(turns, pc, pos, turns.max - turns.min);
        }
        let room = if turns.max == u32::MAX {
            u32::MAX
        } else {
            turns.max - turns.min
        };
        let end = self.run_of(class, floor, room)?;
        self.pay_chars(end - *pos)?;
        *pos = end;
        if turns.possessive {
            return Ok(turns
                .follow
                .is_none_or(|follow| self.table(follow).ways(self.text.unit(end)) != 0));
        }
        self.retreat(turns, pc, pos, floor)
    }

    /// The end of a run of members, which pays as it goes where it is long.
    #[inline(always)]
    fn run_of(&mut self, class: &Class, start: usize, room: u32) -> Result<usize, MatchError> {
        if room != u32::MAX {
            return Ok(self.text.run(class, start, room));
        }
        let mut end = self.text.run(class, start, PIECE as u32);
        let mut from = start;
        // NOTE: where characters have two units, a run that ended may seem to go on: then it ends at once.
        while end - from >= PIECE {
            self.pay_chars(end - from)?;
            from = end;
            end = self.text.run(class, from, PIECE as u32);
        }
        Ok(end)
    }

    /// The last place from `pos` down to `floor` where what follows can begin; remembers the places before it.
    #[inline(always)]
    fn retreat(
        &mut self,
        turns: &Loop,
        pc: usize,
        pos: &mut usize,
        floor: usize,
    ) -> Result<bool, MatchError> {
        if let Some(follow) = turns.follow {
            let follow = self.table(follow);
            let mut from = *pos;
            let mut stop = floor.max(from.saturating_sub(PIECE));
            while follow.ways(self.text.unit(*pos)) == 0 {
                if *pos <= stop {
                    self.pay_chars(from - *pos)?;
                    if *pos <= floor {
                        return Ok(false);
                    }
                    from = *pos;
                    stop = floor.max(from.saturating_sub(PIECE));
                }
                self.text.prev(pos);
            }
            self.pay_chars(from - *pos)?;
        }
        if *pos > floor {
            self.push(Kind::Retreat, pc as u32, *pos, floor as u32)?;
        }
        Ok(true)
    }

    /// The first place from `pos` on where what follows can begin; remembers that more may be taken.
    #[inline(always)]
    fn advance(
        &mut self,
        turns: &Loop,
        pc: usize,
        pos: &mut usize,
        room: u32,
    ) -> Result<bool, MatchError> {
        let class = &self.program.classes[turns.class as usize];
        let from = *pos;
        let mut room = room;
        if let Some(follow) = turns.follow {
            let follow = self.table(follow);
            while follow.ways(self.text.unit(*pos)) == 0 {
                let taken = room > 0 && self.text.next(pos).is_some_and(|c| class.has(c));
                if !taken {
                    self.pay_chars(*pos - from)?;
                    return Ok(false);
                }
                room = room.saturating_sub(1);
            }
            self.pay_chars(*pos - from)?;
        }
        if room > 0 {
            self.push(Kind::Advance, pc as u32, *pos, room)?;
        }
        Ok(true)
    }

    /// Resumes the youngest choice.
    #[inline(always)]
    fn backtrack(&mut self) -> Result<Option<(usize, usize)>, MatchError> {
        self.pay(self.weight)?;
        while let Some(frame) = self.stack.pop() {
            let pc = frame.pc() as usize;
            let mut pos = frame.pos as usize;
            match frame.kind() {
                Kind::Branch => return Ok(Some((pc, pos))),
                Kind::Restore => self.regs[pc] = frame.pos,
                Kind::Retreat => {
                    self.text.prev(&mut pos);
                    if self.retreat(self.loop_at(pc), pc, &mut pos, frame.extra as usize)? {
                        return Ok(Some((pc + 1, pos)));
                    }
                }
                Kind::Advance => {
                    let turns = self.loop_at(pc);
                    let class = &self.program.classes[turns.class as usize];
                    if self.text.next(&mut pos).is_some_and(|c| class.has(c))
                        && self.advance(turns, pc, &mut pos, frame.extra - 1)?
                    {
                        return Ok(Some((pc + 1, pos)));
                    }
                }
            }
        }
        Ok(None)
    }

    #[inline(always)]
    fn table(&self, index: u32) -> &'a Table {
        &self.program.tables[index as usize]
    }

    fn loop_at(&self, pc: usize) -> &'a Loop {
        match self.program.code[pc] {
            Inst::Loop(index) => &self.program.loops[index as usize],
            _ => unreachable!("frames of loops name loop instructions"),
        }
    }

    /// Sets a register so that backtracking restores it.
    #[inline(always)]
    fn set(&mut self, slot: u32, value: u32) -> Result<bool, MatchError> {
        let old = std::mem::replace(&mut self.regs[slot as usize], value);
        if self.stack.is_empty() {
            // Nothing can come back to before this: the next attempt clears all registers.
            self.dirty = true;
        } else {
            self.push(Kind::Restore, slot, old as usize, 0)?;
        }
        Ok(true)
    }

    #[inline(always)]
    fn push(&mut self, kind: Kind, pc: u32, pos: usize, extra: u32) -> Result<(), MatchError> {
        if self.stack.len() >= self.max_frames {
            return Err(MatchError::OutOfMemory);
        }
        self.stack.push(Frame::new(kind, pc, pos as u32, extra));
        Ok(())
    }

    /// Ends a positive lookaround: its choices go, but what it captured must still be undone later.
    fn leave_look(&mut self, reg: u32) -> Result<(), MatchError> {
        let height = self.regs[reg as usize] as usize;
        self.pay_chars(self.stack.len() - height)?;
        let mut kept = height;
        for at in height..self.stack.len() {
            if self.stack[at].kind() == Kind::Restore {
                self.stack[kept] = self.stack[at];
                kept += 1;
            }
        }
        self.stack.truncate(kept);
        Ok(())
    }

    /// Drops all frames above a height, restoring registers.
    fn undo_to(&mut self, height: usize) -> Result<(), MatchError> {
        self.pay_chars(self.stack.len() - height)?;
        for frame in self.stack.drain(height..).rev() {
            if frame.kind() == Kind::Restore {
                self.regs[frame.pc() as usize] = frame.pos;
            }
        }
        Ok(())
    }

    /// §22.2.2.8 BackreferenceMatcher <https://tc39.es/ecma262/#sec-backreference-matcher>
    fn back_reference(
        &mut self,
        reference: &Reference,
        pos: &mut usize,
    ) -> Result<bool, MatchError> {
        let group = reference.groups.iter().find_map(|&group| {
            let (start, end) = (
                self.regs[2 * group as usize],
                self.regs[2 * group as usize + 1],
            );
            (start != NONE && end != NONE).then_some((start as usize, end as usize))
        });
        let Some((mut start, mut end)) = group else {
            return Ok(true);
        };
        self.pay_chars(end - start)?;
        let text = self.text;
        let same = |a: Option<u32>, b: Option<u32>| match (a, b, reference.folding) {
            (Some(a), Some(b), Some(folding)) => {
                a == b || folding.canonicalize(a) == folding.canonicalize(b)
            }
            (Some(a), Some(b), None) => a == b,
            _ => false,
        };
        while start < end {
            let agrees = match reference.direction {
                Direction::Forward => same(text.next(&mut start), text.next(pos)),
                Direction::Backward => same(text.prev(&mut end), text.prev(pos)),
            };
            if !agrees {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Counts steps; pays when the round is over.
    #[inline(always)]
    fn pay(&mut self, steps: u32) -> Result<(), MatchError> {
        if self.fuel >= steps {
            self.fuel -= steps;
            return Ok(());
        }
        self.pay_round(steps)
    }

    #[cold]
    #[inline(never)]
    fn pay_round(&mut self, steps: u32) -> Result<(), MatchError> {
        let due = (ROUND - self.fuel).saturating_add(steps);
        self.fuel = ROUND;
        self.budget.charge(due)?;
        Ok(())
    }

    #[inline(always)]
    fn pay_chars(&mut self, chars: usize) -> Result<(), MatchError> {
        self.pay((chars / CHARS_PER_STEP) as u32)
    }

    /// Pays what is left at the end.
    pub(super) fn settle(&mut self) -> Result<(), MatchError> {
        let due = ROUND - self.fuel;
        self.fuel = ROUND;
        self.budget.charge(due)?;
        Ok(())
    }
}

fn is_line_end(unit: u32) -> bool {
    matches!(unit, 0x0A | 0x0D | 0x2028 | 0x2029)
}
