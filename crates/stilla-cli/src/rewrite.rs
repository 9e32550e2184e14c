//! What a session, or `eval`, runs of an input: `let`, `const` and classes can be declared again, `await` and `import` stand
//! at the top.
//!
//! An input is a script of its own. Its lexical declarations become properties of the global object; with an
//! `await` outside of functions it becomes the body of an async function that assigns to such properties.
//!
//! Uses: stilla-syntax. Never: the session, the editor.

use std::ops::Range;

use stilla_syntax::ast::{
    ExportDefault, Import, ImportName, Pattern, PatternKind, Program, Stmt, StmtKind,
    VariableDeclaration, VariableKind,
};
use stilla_syntax::{Interner, ParseOptions, Parsed, Rejected, parse};

/// What is to be done with an input.
#[derive(Debug)]
pub(crate) enum Prepared {
    /// More lines are to come.
    Incomplete,
    /// To be run as a script, which gives the value.
    Script(Code),
    /// To be run as a script, which gives a promise of the value.
    Awaiting(Code),
}

/// The text that runs for an input.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) text: String,
    /// Whether it has types.
    pub(crate) typescript: bool,
    /// What was changed: which bytes of the input went, and how many came. No line was added but at the end.
    edits: Vec<(Range<usize>, usize)>,
}

impl Code {
    /// An input as it is.
    pub(crate) fn of(text: &str) -> Code {
        Code {
            text: text.to_owned(),
            typescript: false,
            edits: Vec::new(),
        }
    }

    /// The column in the input for one in the text that runs; lines are the same. Both count UTF-16 units from 1.
    pub(crate) fn column(&self, input: &str, line: usize, column: usize) -> usize {
        let start = line_start(&self.text, line);
        let units = |text: &str| text.encode_utf16().count();
        let mut left = column.saturating_sub(1);
        let wanted = self.text[start..].char_indices().find(|(_, c)| {
            let is_there = left == 0;
            left = left.saturating_sub(c.len_utf16());
            is_there
        });
        let at = wanted.map_or(self.text.len(), |(at, _)| start + at);
        let mut from = 0;
        let mut place = None;
        let mut shift = 0_isize;
        for (gone, came) in &self.edits {
            let begin = gone.start.saturating_add_signed(shift);
            if at < begin {
                break;
            }
            shift += *came as isize - gone.len() as isize;
            from = gone.end;
            place = (at < begin + came).then_some(gone.start);
        }
        let own = place.unwrap_or_else(|| at.saturating_add_signed(-shift).max(from));
        let begin = line_start(input, line);
        1 + units(input.get(begin..own).unwrap_or_default())
    }
}

/// Where a line begins, counted from 1.
fn line_start(text: &str, line: usize) -> usize {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0)
        .chain(ends)
        .nth(line.saturating_sub(1))
        .unwrap_or(text.len())
}

/// Reads an input as a person means it: JavaScript, or else TypeScript.
pub(crate) fn prepare(text: &str) -> Prepared {
    let is_valid = |text: &str| {
        let arena = bumpalo::Bump::new();
        let options = ParseOptions::script();
        parse(text.as_bytes(), &arena, Interner::new(), &options).is_ok()
    };
    if text.trim_start().starts_with('{') && is_valid(&format!("({})", text.trim_end())) {
        return Prepared::Script(Code {
            text: format!("({})", text.trim_end()),
            typescript: false,
            edits: vec![(0..0, 1)],
        });
    }
    let read = |typescript| read_as(text, typescript);
    let prepared = read(false).or_else(|| read(true));
    prepared.unwrap_or_else(|| Prepared::Script(Code::of(text)))
}

/// The input as a script, or with `await` and `import` at its top; `None` if it is neither.
fn read_as(text: &str, typescript: bool) -> Option<Prepared> {
    let goals = [ParseOptions::script(), ParseOptions::module()];
    let may_await = text.contains("await") || text.contains("import");
    for (number, goal) in goals.into_iter().enumerate() {
        let is_module = number == 1;
        if is_module && !may_await {
            break;
        }
        let arena = bumpalo::Bump::new();
        let options = ParseOptions { typescript, ..goal };
        match parse(text.as_bytes(), &arena, Interner::new(), &options) {
            Ok(parsed) => {
                let rewriter = Rewriter::new(text, typescript, &parsed);
                return match is_module {
                    false => Some(Prepared::Script(rewriter.redeclared(&parsed))),
                    true => rewriter.awaiting(&parsed).map(Prepared::Awaiting),
                };
            }
            Err(Rejected { incomplete, .. }) if incomplete => return Some(Prepared::Incomplete),
            Err(_) => {}
        }
    }
    None
}

/// Changes to a text, in the order of their places.
struct Rewriter<'t> {
    text: &'t str,
    typescript: bool,
    interner: &'t Interner,
    /// Which bytes go, and what comes instead.
    edits: Vec<(Range<usize>, String)>,
    /// The names that become properties of the global object.
    names: Vec<String>,
}

impl<'t> Rewriter<'t> {
    fn new(text: &'t str, typescript: bool, parsed: &'t Parsed<Program<'_>>) -> Self {
        Rewriter {
            text,
            typescript,
            interner: &parsed.interner,
            edits: Vec::new(),
            names: Vec::new(),
        }
    }

    /// The text with `var` for `let` and `const`, and a variable for each class.
    fn redeclared(mut self, parsed: &Parsed<Program<'_>>) -> Code {
        for statement in parsed.root.body {
            let start = statement.span.start;
            match statement.kind {
                StmtKind::Variable(declaration) => {
                    let keyword = match declaration.kind {
                        VariableKind::Let => "var",
                        // Columns stay what they are.
                        VariableKind::Const => "var  ",
                        _ => continue,
                    };
                    self.edit(start, keyword.len(), keyword);
                    self.initialize(declaration);
                }
                StmtKind::Class(class) => {
                    if let Some(name) = class.name {
                        let name = self.interner.display(name.name).into_owned();
                        self.edit(start, 0, &format!("var {name} = "));
                        self.edit(statement.span.end, 0, ";");
                    }
                }
                _ => {}
            }
        }
        self.finish()
    }

    /// The text as the body of an async function; `None` if it exports something.
    fn awaiting(mut self, parsed: &Parsed<Program<'_>>) -> Option<Code> {
        self.edit(0, 0, "(async () => { ");
        let last = parsed.root.body.len().wrapping_sub(1);
        for (number, statement) in parsed.root.body.iter().enumerate() {
            let span = statement.span;
            match statement.kind {
                StmtKind::Variable(declaration) => self.assign_variables(statement, declaration),
                StmtKind::Class(class) => {
                    if let Some(name) = class.name {
                        let name = self.interner.display(name.name).into_owned();
                        self.edit(span.start, 0, &format!("{name} = "));
                        self.edit(span.end, 0, ";");
                        self.names.push(name);
                    }
                }
                StmtKind::Function(function) => {
                    if let Some(name) = function.name {
                        let name = self.interner.display(name.name).into_owned();
                        self.edit(span.end, 0, &format!("; globalThis.{name} = {name};"));
                        self.names.push(name);
                    }
                }
                StmtKind::Import(import) => self.assign_import(statement, import),
                StmtKind::Expr(expr) if number == last => {
                    self.edit(expr.span.start, 0, "return (");
                    self.edit(expr.span.end, 0, ")");
                }
                StmtKind::ExportNamed(_)
                | StmtKind::ExportAll(_)
                | StmtKind::ExportDeclaration(_)
                | StmtKind::ExportDefault(
                    ExportDefault::Function(_) | ExportDefault::Class(_) | ExportDefault::Expr(_),
                ) => return None,
                _ => {}
            }
        }
        // NOTE: variables exist from the beginning, wherever they are declared.
        let names = match self.names.join(", ") {
            names if names.is_empty() => String::new(),
            names => format!("; var {names}"),
        };
        let mut code = self.finish();
        code.text.push_str(&format!("\n}})(){names}"));
        Some(code)
    }

    fn edit(&mut self, at: u32, remove: usize, insert: &str) {
        let at = at as usize;
        self.edits.push((at..at + remove, insert.to_owned()));
    }

    /// `let a;` gives a variable that exists the value undefined.
    fn initialize(&mut self, declaration: &VariableDeclaration<'_>) {
        for declarator in declaration.declarators {
            if declarator.init.is_none() {
                self.edit(declarator.span.end, 0, " = undefined");
            }
        }
    }

    fn assign_variables(&mut self, statement: &Stmt<'_>, declaration: &VariableDeclaration<'_>) {
        let keyword = match declaration.kind {
            VariableKind::Var | VariableKind::Let => 3,
            VariableKind::Const => 5,
            VariableKind::Using | VariableKind::AwaitUsing => return,
        };
        self.edit(statement.span.start, keyword, "void (");
        self.initialize(declaration);
        let last = declaration.declarators.last();
        let end = last.map_or(statement.span.end, |last| last.span.end);
        self.edit(end, 0, ")");
        for declarator in declaration.declarators {
            if let Some(ty) = declarator.ty {
                let from = declarator.target.span.end;
                self.edit(from, (ty.0.end - from) as usize, "");
            }
            self.add_names(&declarator.target);
        }
    }

    /// `import a, { b as c } from "m"`: a pattern is assigned what `import()` gives.
    fn assign_import(&mut self, statement: &Stmt<'_>, import: &Import<'_>) {
        let mut parts = Vec::new();
        let mut namespace = None;
        for specifier in import.specifiers {
            let local = self.interner.display(specifier.local.name).into_owned();
            match specifier.imported {
                ImportName::Namespace => namespace = Some(local.clone()),
                ImportName::Source => {}
                ImportName::Name(name) => {
                    let name = self.interner.display(name);
                    parts.push(format!("{name:?}: {local}"));
                }
            }
            self.names.push(local);
        }
        let source = import.source.span;
        let source = &self.text[source.start as usize..source.end as usize];
        let mut text = format!("await import({source});");
        if let Some(name) = namespace {
            text = format!("{name} = {text}");
            if !parts.is_empty() {
                text.push_str(&format!(" ({{ {} }} = {name});", parts.join(", ")));
            }
        } else if !parts.is_empty() {
            text = format!("({{ {} }} = await import({source}));", parts.join(", "));
        }
        let length = statement.span.end - statement.span.start;
        self.edit(statement.span.start, length as usize, &text);
    }

    fn add_names(&mut self, pattern: &Pattern<'_>) {
        match pattern.kind {
            PatternKind::Ident(name) | PatternKind::ParenIdent(name) => {
                self.names.push(self.interner.display(name).into_owned());
            }
            PatternKind::Expr(_) => {}
            PatternKind::Array(array) => {
                for element in array.elements.iter().flatten() {
                    self.add_names(&element.target);
                }
                if let Some(rest) = &array.rest {
                    self.add_names(rest);
                }
            }
            PatternKind::Object(object) => {
                for property in object.properties {
                    self.add_names(&property.value.target);
                }
                if let Some(rest) = &object.rest {
                    self.add_names(rest);
                }
            }
        }
    }

    fn finish(mut self) -> Code {
        self.edits.sort_by_key(|(gone, _)| gone.start);
        let mut out = String::with_capacity(self.text.len() + 64);
        let mut from = 0;
        for (gone, insert) in &self.edits {
            out.push_str(&self.text[from..gone.start]);
            out.push_str(insert);
            from = gone.end;
        }
        out.push_str(&self.text[from..]);
        let edits = self.edits.into_iter();
        Code {
            text: out,
            typescript: self.typescript,
            edits: edits.map(|(gone, came)| (gone, came.len())).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What runs for an input, and how.
    fn prepared(text: &str) -> (&'static str, String) {
        match prepare(text) {
            Prepared::Incomplete => ("incomplete", String::new()),
            Prepared::Script(code) if code.typescript => ("typescript", code.text),
            Prepared::Script(code) => ("script", code.text),
            Prepared::Awaiting(code) => ("awaiting", code.text),
        }
    }

    #[test]
    fn declarations_become_variables() {
        for (input, kind, text) in [
            ("let a = 1, b;", "script", "var a = 1, b = undefined;"),
            ("const { c } = x", "script", "var   { c } = x"),
            ("class A {}", "script", "var A = class A {};"),
            ("{ a: 1 }", "script", "({ a: 1 })"),
            ("{ let a }", "script", "{ let a }"),
            ("f(`", "incomplete", ""),
            ("await f(", "incomplete", ""),
            (
                "let a: number = 1, b: string",
                "typescript",
                "var a: number = 1, b: string = undefined",
            ),
            ("let a: number =", "incomplete", ""),
        ] {
            assert_eq!(prepared(input), (kind, text.to_owned()), "{input}");
        }
    }

    #[test]
    fn await_and_import_stand_at_the_top() {
        for (input, text) in [
            ("await f()", "(async () => { return (await f())\n})()"),
            (
                "const [a, { b }] = await f(); let c; a",
                "(async () => { void ( [a, { b }] = await f()); void ( c = undefined); return (a)\n})(); var a, b, c",
            ),
            (
                "import d, { x as y } from 'm'",
                "(async () => { ({ \"default\": d, \"x\": y } = await import('m'));\n})(); var d, y",
            ),
            (
                "const n: number = await f()",
                "(async () => { void ( n = await f())\n})(); var n",
            ),
        ] {
            assert_eq!(prepared(input), ("awaiting", text.to_owned()), "{input}");
        }
    }

    #[test]
    fn places_are_those_of_the_input() {
        for (input, word) in [
            ("const a = await f()", "f()"),
            ("await 1;\nclass é {}; nope", "nope"),
            ("class A {}; nope", "nope"),
            ("{ a: nope }", "nope"),
        ] {
            let (Prepared::Script(code) | Prepared::Awaiting(code)) = prepare(input) else {
                panic!("{input} is complete");
            };
            let place = |text: &str| {
                let at = text.find(word).expect("it is there");
                let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
                let column = text[start..at].encode_utf16().count() + 1;
                (text[..at].matches('\n').count() + 1, column)
            };
            let (line, column) = place(&code.text);
            assert_eq!(
                (line, code.column(input, line, column)),
                place(input),
                "{input}"
            );
        }
    }
}
