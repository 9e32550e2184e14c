//! What a test file says before its imports: `vi.mock`, `vi.unmock` and `vi.hoisted` at its top.
//!
//! These statements run as a program of their own, in which everything else is blank, so that places stay what
//! they are.
//!
//! Uses: source, stilla-syntax, stilla-testing. Never: the runtime.

use stilla::Goal;
use stilla_syntax::ast::{Argument, Expr, ExprKind, Span, Stmt, StmtKind};
use stilla_syntax::{Interner, Name, ParseOptions};
use stilla_testing::MOCKS_SETTLED;

use crate::source::SourceFile;

/// The names of the object.
const OBJECTS: [&str; 2] = ["vi", "vitest"];
/// Its methods that run before the imports.
const METHODS: [&str; 3] = ["mock", "unmock", "hoisted"];
/// The modules that export it.
const MODULES: [&str; 3] = ["vitest", "stilla:test", "vite-plus/test"];

/// The program, if the file has such statements.
pub(super) fn hoisted(source: &SourceFile) -> Option<String> {
    // FAST: a text without the words has no such call.
    let has_word = |word: &&str| source.text.contains(&format!(".{word}"));
    if !METHODS.iter().any(has_word) {
        return None;
    }
    let arena = bumpalo::Bump::new();
    let parse = |goal: ParseOptions| {
        let options = ParseOptions {
            typescript: source.options.typescript,
            jsx: source.options.jsx,
            ..goal
        };
        stilla_syntax::parse(source.text.as_bytes(), &arena, Interner::new(), &options)
    };
    let as_script = || match source.options.goal {
        Goal::Script => parse(ParseOptions::script()).ok(),
        Goal::Module => None,
    };
    let parsed = parse(ParseOptions::module()).ok().or_else(as_script)?;
    let reader = Reader {
        interner: &parsed.interner,
    };
    let statements = parsed.root.body;
    if !statements
        .iter()
        .any(|statement| reader.is_hoisted(statement))
    {
        return None;
    }
    let kept = statements
        .iter()
        .filter(|statement| reader.is_hoisted(statement) || reader.is_import_of_api(statement));
    let mut program = String::with_capacity(source.text.len());
    let mut at = 0;
    for statement in kept {
        blank(
            &mut program,
            &source.text[at..statement.span.start as usize],
        );
        at = statement.span.end as usize;
        let whole = &source.text[statement.span.start as usize..at];
        match reader.import_argument(statement) {
            Some((call, specifier)) => {
                let part = |from: u32, to: u32| &source.text[from as usize..to as usize];
                program.push_str(part(statement.span.start, call.start));
                blank(&mut program, part(call.start, specifier.start));
                program.push_str(part(specifier.start, specifier.end));
                blank(&mut program, part(specifier.end, call.end));
                program.push_str(part(call.end, statement.span.end));
            }
            None => program.push_str(whole),
        }
    }
    program.push_str(MOCKS_SETTLED);
    Some(program)
}

/// White space of the same shape.
fn blank(program: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '\n' | '\r' => program.push(character),
            _ => program.extend(std::iter::repeat_n(' ', character.len_utf16())),
        }
    }
}

struct Reader<'i> {
    interner: &'i Interner,
}

impl Reader<'_> {
    fn is(&self, name: Name, words: &[&str]) -> bool {
        let text = self.interner.text(name);
        words.iter().any(|word| word.as_bytes() == text)
    }

    fn is_import_of_api(&self, statement: &Stmt<'_>) -> bool {
        match statement.kind {
            StmtKind::Import(import) => self.is(import.source.name, &MODULES),
            _ => false,
        }
    }

    fn is_hoisted(&self, statement: &Stmt<'_>) -> bool {
        match statement.kind {
            StmtKind::Expr(e) => self.is_call(e, &METHODS),
            StmtKind::Variable(declaration) => {
                let inits = declaration.declarators.iter();
                let mut inits = inits.filter_map(|declarator| declarator.init.as_ref());
                inits.any(|init| self.is_call(init, &["hoisted"]))
            }
            _ => false,
        }
    }

    /// `vi.method(…)`, or `await` of that.
    fn is_call(&self, e: &Expr<'_>, methods: &[&str]) -> bool {
        let e = e.without_parens();
        match e.kind {
            ExprKind::Await(inner) => self.is_call(inner, methods),
            ExprKind::Call(call) => match call.callee.without_parens().kind {
                ExprKind::Dot {
                    object, property, ..
                } => {
                    let is_object =
                        matches!(object.kind, ExprKind::Ident(name) if self.is(name, &OBJECTS));
                    is_object && self.is(property.name, methods)
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// `vi.mock(import("x"), …)`: where the call and its specifier stand. The module is named, not imported.
    fn import_argument(&self, statement: &Stmt<'_>) -> Option<(Span, Span)> {
        let StmtKind::Expr(e) = statement.kind else {
            return None;
        };
        let ExprKind::Call(call) = e.without_parens().kind else {
            return None;
        };
        let Some(Argument::Expr(first)) = call.args.first() else {
            return None;
        };
        match first.kind {
            ExprKind::ImportCall(import) => Some((first.span, import.specifier.span)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Issue 5: mocks stand before the imports; everything keeps its place.
    #[test]
    fn only_mocks_and_the_api_are_left() {
        let text = "import { vi, test } from 'vitest'\nimport { a } from './a.js'\n\
                    const m = vi.hoisted(() => 1)\nvi.mock(import('./a.js'), () => ({ a: m }))\ntest('é', a)\n";
        let source = SourceFile::inline("x.js", text);
        let program = hoisted(&source).expect("there are mocks");
        let lines: Vec<&str> = program.lines().collect();
        assert_eq!(lines[0], "import { vi, test } from 'vitest'");
        assert_eq!(lines[1], " ".repeat("import { a } from './a.js'".len()));
        assert_eq!(lines[2], "const m = vi.hoisted(() => 1)");
        assert_eq!(lines[3], "vi.mock(       './a.js' , () => ({ a: m }))");
        assert!(hoisted(&SourceFile::inline("x.js", "vi.mocked(x); y.mock()")).is_none());
    }
}
