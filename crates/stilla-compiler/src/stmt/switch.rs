//! `switch`: a table where the cases are small integers close together, otherwise comparisons in order.
//!
//! Uses: function, control, scope, expr, stmt, fault. Never: unit's drivers.

use crate::control::Control;
use crate::expr::small_int;
use crate::fault::R;
use crate::function::Gen;
use smallvec::SmallVec;
use stilla_bytecode::code::PointKind;
use stilla_bytecode::{Label, Reg};
use stilla_syntax::ast::{BinaryOp, Expr, Span, Switch};

impl<'a> Gen<'_, 'a> {
    pub(super) fn switch(&mut self, statement: &'a Switch<'a>, of: Span) -> R {
        self.empty_completion();
        let tests: Vec<&Expr<'a>> = statement
            .cases
            .iter()
            .filter_map(|case| case.test.as_ref())
            .collect();
        let value = self.operand(&statement.discriminant, &tests)?;
        self.enter_scope(statement.scope, true);
        for case in statement.cases {
            self.hoist_functions(case.body)?;
        }
        let over = self.label();
        let labels: Vec<Label> = statement.cases.iter().map(|_| self.label()).collect();
        let default = statement.cases.iter().position(|case| case.test.is_none());
        if !self.switch_table(statement, value, &labels) {
            for (case, &label) in statement.cases.iter().zip(&labels) {
                if let Some(test) = &case.test {
                    self.at(test.span.start);
                    self.scratch(|this| this.case_test(value, test, label))?;
                }
            }
        }
        self.jump(default.map_or(over, |index| labels[index]));
        self.control.push(Control::Target {
            labels: SmallVec::new(),
            break_to: Some(over),
            continue_to: None,
            breakable: true,
        });
        for (case, &label) in statement.cases.iter().zip(&labels) {
            self.bind(label);
            self.count(PointKind::Case, of, case.span);
            self.statements(case.body)?;
        }
        self.control.pop();
        self.bind(over);
        self.pop_frame();
        Ok(())
    }

    fn case_test(&mut self, value: Reg, test: &Expr<'a>, label: Label) -> R {
        let rhs = self.expr(test, None)?;
        self.compare(BinaryOp::StrictEqual, value, rhs, label, true);
        Ok(())
    }

    /// Emits a jump table if that pays.
    fn switch_table(&mut self, statement: &Switch<'a>, value: Reg, labels: &[Label]) -> bool {
        const LEAST: usize = 4;
        if !self.reachable || self.asm.table_count() >= 0xffff {
            return false;
        }
        let mut cases: Vec<(i32, Label)> = Vec::new();
        for (case, &label) in statement.cases.iter().zip(labels) {
            match &case.test {
                None => {}
                Some(test) => match small_int(test) {
                    Some(int) => cases.push((i32::from(int), label)),
                    None => return false,
                },
            }
        }
        let least = cases.iter().map(|case| case.0).min().unwrap_or(0);
        let most = cases.iter().map(|case| case.0).max().unwrap_or(0);
        let width = (most - least) as usize + 1;
        if cases.len() < LEAST || width > cases.len() * 4 {
            return false;
        }
        let mut targets = vec![None; width];
        for (int, label) in cases {
            // The first of equal cases counts.
            targets[(int - least) as usize].get_or_insert(label);
        }
        self.asm.emit_switch(value, least, targets);
        true
    }
}
