//! Views of what the parser made, for people: `--dump=ast,scopes`.
//!
//! Uses: ast, interner, scope.
//! Never: lexer, parser.

mod tree;

pub use tree::dump_program;

use crate::interner::Interner;
use crate::scope::{Binding, FunctionFacts, ScopeId, ScopeTree};
use std::fmt::Write;

/// The scopes, one a line, inner ones indented: kind, flags, then each binding with its facts.
pub fn dump_scopes(scopes: &ScopeTree, interner: &Interner) -> String {
    let mut children: Vec<Vec<ScopeId>> = vec![Vec::new(); scopes.len()];
    let mut roots = Vec::new();
    for id in (0..scopes.len() as u32).map(ScopeId) {
        match scopes.scope(id).parent {
            Some(parent) => children[parent.0 as usize].push(id),
            None => roots.push(id),
        }
    }
    let mut out = String::new();
    let mut pending: Vec<(ScopeId, usize)> = roots.into_iter().rev().map(|id| (id, 0)).collect();
    while let Some((id, depth)) = pending.pop() {
        let _ = writeln!(
            out,
            "{}{}",
            "  ".repeat(depth),
            scope_line(scopes, id, interner)
        );
        let mut inner = std::mem::take(&mut children[id.0 as usize]);
        inner.sort_by_key(|id| scopes.scope(*id).span.start);
        pending.extend(inner.into_iter().rev().map(|id| (id, depth + 1)));
    }
    out
}

fn scope_line(scopes: &ScopeTree, id: ScopeId, interner: &Interner) -> String {
    let scope = scopes.scope(id);
    let mut line = format!("{:?}", scope.kind);
    if let Some(facts) = scopes.facts(id) {
        line = facts_text(facts);
    }
    for (flag, text) in [
        (scope.strict, "strict"),
        (scope.contains_direct_eval, "eval"),
        (scope.contains_sloppy_eval, "sloppy-eval"),
        (scope.inside_with, "inside-with"),
    ] {
        if flag {
            let _ = write!(line, " {text}");
        }
    }
    for binding in scopes.bindings(id) {
        let _ = write!(line, " {}", binding_text(binding, interner));
    }
    line
}

fn facts_text(facts: &FunctionFacts) -> String {
    let mut text = String::new();
    if facts.is_async {
        text.push_str("Async");
    }
    if facts.is_generator {
        text.push_str("Generator");
    }
    let _ = write!(text, "{:?}/{}", facts.kind, facts.length);
    for (flag, word) in [
        (!facts.simple_params, "complex-params"),
        (facts.parameter_expressions, "param-expressions"),
        (facts.duplicate_params, "duplicate-params"),
        (facts.uses_this, "this"),
        (facts.uses_arguments, "arguments"),
        (facts.uses_new_target, "new.target"),
        (facts.uses_super_property, "super.x"),
        (facts.uses_super_call, "super()"),
    ] {
        if flag {
            let _ = write!(text, " {word}");
        }
    }
    text
}

fn binding_text(binding: &Binding, interner: &Interner) -> String {
    let mut text = format!("{}:{:?}", interner.display(binding.name), binding.kind);
    for (flag, mark) in [
        (binding.captured, "+captured"),
        (binding.assigned, "+assigned"),
        (binding.needs_tdz, "+tdz"),
        (binding.annex_b_hoisted, "+hoisted"),
        (binding.is_static, "+static"),
    ] {
        if flag {
            text.push_str(mark);
        }
    }
    text
}
