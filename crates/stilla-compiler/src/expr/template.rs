//! Templates, with and without tag.
//!
//! Uses: function, fault, expr. Never: stmt.

use super::call::WINDOW;
use crate::fault::{Fault, R};
use crate::function::Gen;
use stilla_bytecode::{Constant, Inst, Reg};
use stilla_syntax::Name;
use stilla_syntax::ast::{TaggedTemplate, Template};

impl<'a> Gen<'_, 'a> {
    pub(super) fn template(&mut self, template: &Template<'a>, dst: Reg) -> R {
        let cooked = |index: usize| template.quasis[index].cooked.unwrap_or(Name::EMPTY);
        if template.exprs.is_empty() {
            self.load_string(dst, cooked(0));
            return Ok(());
        }
        let first = Reg(self.mark());
        let mut count = 0usize;
        for index in 0..template.quasis.len() {
            if cooked(index) != Name::EMPTY {
                let part = self.alloc();
                self.load_string(part, cooked(index));
                count += 1;
            }
            if let Some(e) = template.exprs.get(index) {
                let part = self.alloc();
                let mark = self.mark();
                let src = self.expr(e, None)?;
                self.at(e.span.start);
                self.emit(Inst::ToString { dst: part, src });
                self.release(mark);
                count += 1;
            }
        }
        if count == 1 {
            self.move_to(dst, first);
            return Ok(());
        }
        let count = u16::try_from(count).map_err(|_| Fault::TooLarge("parts of a template"))?;
        self.emit(Inst::Concat { dst, first, count });
        Ok(())
    }

    pub(super) fn tagged_template(&mut self, tagged: &TaggedTemplate<'a>, dst: Reg) -> R {
        let w = self.alloc_many(WINDOW);
        let above = self.mark();
        let has_this = self.tag(&tagged.tag, w)?;
        self.release(above);
        let text = |name: Name| self.unit.interner.text(name).into();
        let quasis = tagged.quasi.quasis;
        let cooked = quasis.iter().map(|part| part.cooked.map(text)).collect();
        let raw = quasis.iter().map(|part| text(part.raw)).collect();
        // NOTE: never shared between sites, since each site has a template object of its own.
        let index = self.constant(Constant::Template { cooked, raw });
        let strings = self.alloc();
        self.emit(Inst::TemplateObject {
            dst: strings,
            index,
        });
        for e in tagged.quasi.exprs {
            self.expr_to_argument(e)?;
        }
        let argc = tagged.quasi.exprs.len() + 1;
        let argc = u16::try_from(argc).map_err(|_| Fault::TooLarge("parts of a template"))?;
        self.at(tagged.tag.span.start);
        if has_this {
            self.emit(Inst::CallThis { dst, w, argc });
        } else {
            self.emit(Inst::Call { dst, w, argc });
        }
        Ok(())
    }

    fn expr_to_argument(&mut self, e: &stilla_syntax::ast::Expr<'a>) -> R {
        let dst = self.alloc();
        let mark = self.mark();
        self.expr(e, Some(dst))?;
        self.release(mark);
        Ok(())
    }
}
