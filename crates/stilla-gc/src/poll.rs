//! The one budget counter: decremented at calls and back-edges, it becomes negative when somebody wants the slow path.
//!
//! A reason to stop early (collection debt, interrupt) *withholds* the rest of the budget instead of testing a second
//! flag: the counter is set below zero, what it held is kept aside and handed back by `resume`.
//!
//! Uses: std only.
//! Never: heap, block, space.

use std::cell::Cell;

/// The interpreter's budget. `remaining` is its first word, so compiled code may decrement it in place.
#[repr(C)]
#[derive(Default)]
pub struct Poll {
    remaining: Cell<i32>,
    withheld: Cell<i32>,
    granted: Cell<i64>,
    stress: Cell<bool>,
}

impl Poll {
    /// A counter without budget: due at once.
    pub const fn new() -> Poll {
        Poll {
            remaining: Cell::new(0),
            withheld: Cell::new(0),
            granted: Cell::new(0),
            stress: Cell::new(false),
        }
    }

    /// Spends `n` units; `true` says that the slow path is due.
    #[inline(always)]
    pub fn charge(&self, n: i32) -> bool {
        let left = self.remaining.get().saturating_sub(n);
        self.remaining.set(left);
        left < 0
    }

    /// Spends one unit, for paths that a few instructions matter to, unless the slow path is due: then it
    /// says `true`, spends nothing, and the slow path charges, so that the count does not depend on what made it due.
    #[inline(always)]
    pub fn charge_one(&self) -> bool {
        let left = self.remaining.get().wrapping_sub(1);
        if left < 0 {
            return true;
        }
        self.remaining.set(left);
        false
    }

    /// Spends what one pass over a text of so many units is worth; nothing for short ones.
    #[inline]
    pub fn charge_text(&self, units: usize) {
        if units > 4096 {
            self.charge((units / 64).min(1 << 20) as i32);
        }
    }

    /// Whether the slow path is due, without spending anything.
    #[inline(always)]
    pub fn is_due(&self) -> bool {
        self.remaining.get() < 0
    }

    /// Whether a unit can be spent without making the slow path due.
    #[inline(always)]
    pub fn has_unit(&self) -> bool {
        self.remaining.get() > 0
    }

    /// Makes the slow path due at once and keeps the rest of the budget aside.
    #[inline]
    pub fn force(&self) {
        let left = self.remaining.get();
        if left >= 0 {
            self.withheld
                .set(self.withheld.get().saturating_add(left).saturating_add(1));
            self.remaining.set(-1);
        }
    }

    /// Grants a new budget of `n` units and forgets the old one; call `take_spent` before if it is counted.
    #[inline]
    pub fn refill(&self, n: i32) {
        self.remaining.set(n.max(0));
        self.withheld.set(0);
        self.granted.set(i64::from(n.max(0)));
        self.hold_back_under_stress();
    }

    /// Hands back what `force` withheld, once its reason has been dealt with.
    #[inline]
    pub fn resume(&self) {
        let left = self.remaining.get().saturating_add(self.withheld.get());
        self.withheld.set(0);
        self.remaining.set(left);
        self.hold_back_under_stress();
    }

    /// Units spent since the budget was granted or this was last asked.
    pub fn take_spent(&self) -> u64 {
        let left = self.left();
        let spent = self.granted.replace(left) - left;
        u64::try_from(spent).unwrap_or(0)
    }

    /// Units spent since the budget was granted or `take_spent` was called; they stay counted.
    pub fn spent(&self) -> u64 {
        u64::try_from(self.granted.get() - self.left()).unwrap_or(0)
    }

    /// Units left, withheld ones included; negative when overspent.
    pub fn left(&self) -> i64 {
        i64::from(self.remaining.get()) + i64::from(self.withheld.get())
    }

    /// The raw counter, for code that decrements it in place. Negative means due.
    #[inline(always)]
    pub fn remaining(&self) -> &Cell<i32> {
        &self.remaining
    }

    /// Under stress every charge of at least one unit is due.
    pub fn set_stress(&self, on: bool) {
        self.stress.set(on);
        self.hold_back_under_stress();
    }

    #[inline]
    fn hold_back_under_stress(&self) {
        let left = self.remaining.get();
        if self.stress.get() && left > 0 {
            self.withheld.set(self.withheld.get().saturating_add(left));
            self.remaining.set(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forcing_keeps_the_budget_and_the_count() {
        let poll = Poll::new();
        poll.refill(100);
        assert!(!poll.charge(30));
        poll.force();
        assert!(poll.is_due());
        poll.force();
        assert_eq!(poll.left(), 70);
        assert_eq!(poll.take_spent(), 30);
        poll.resume();
        assert!(!poll.charge(70));
        assert!(poll.charge(1));
        assert_eq!(poll.take_spent(), 71);
        assert_eq!(poll.left(), -1);
    }

    #[test]
    fn what_makes_the_slow_path_due_is_not_counted() {
        let poll = Poll::new();
        poll.refill(100);
        assert!(!poll.charge_one());
        poll.force();
        assert!(poll.charge_one());
        assert!(poll.charge(1));
        poll.resume();
        assert_eq!(poll.take_spent(), 2);
    }

    #[test]
    fn a_huge_charge_does_not_wrap() {
        let poll = Poll::new();
        poll.refill(10);
        assert!(poll.charge(i32::MAX));
        assert!(poll.charge(i32::MAX));
        assert!(poll.is_due());
    }

    #[test]
    fn stress_makes_every_charge_due() {
        let poll = Poll::new();
        poll.set_stress(true);
        poll.refill(5);
        for _ in 0..4 {
            assert!(!poll.is_due());
            assert!(poll.charge(1));
            poll.resume();
        }
        assert_eq!(poll.take_spent(), 4);
    }
}
