//! What a session runs of an input: `let`, `const` and classes can be declared again, `await` and `import` stand
//! at the top.
//!
//! An input is a script of its own. Its lexical declarations become properties of the global object; with an
//! `await` outside of functions it becomes the body of an async function that assigns to such properties.
//!
//! Uses: stilla-syntax. Never: the session, the editor.

use stilla_syntax::ast::{
    ExportDefault, Import, ImportName, Pattern, PatternKind, Program, Stmt, StmtKind,
    VariableDeclaration, VariableKind,
};
use stilla_syntax::{Interner, ParseOptions, Parsed, Rejected, parse};

/// What is to be done with an input.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Prepared {
    /// More lines are to come.
    Incomplete,
    /// To be run as a script, which gives the value.
    Script(String),
    /// To be run as a script, which gives a promise of the value.
    Awaiting(String),
}

/// Reads an input as a person means it.
pub(super) fn prepare(text: &str) -> Prepared {
    let arena = bumpalo::Bump::new();
    let script = ParseOptions::script();
    let read = |text: &str, options: &ParseOptions| -> Result<(), Rejected> {
        let arena = bumpalo::Bump::new();
        parse(text.as_bytes(), &arena, Interner::new(), options).map(|_| ())
    };
    if text.trim_start().starts_with('{') {
        let object = format!("({})", text.trim_end());
        if read(&object, &script).is_ok() {
            return Prepared::Script(object);
        }
    }
    match parse(text.as_bytes(), &arena, Interner::new(), &script) {
        Ok(parsed) => return Prepared::Script(Rewriter::new(text, &parsed).redeclared(&parsed)),
        Err(rejected) if rejected.incomplete => return Prepared::Incomplete,
        Err(_) => {}
    }
    if text.contains("await") || text.contains("import") {
        match parse(
            text.as_bytes(),
            &arena,
            Interner::new(),
            &ParseOptions::module(),
        ) {
            Ok(parsed) => {
                if let Some(text) = Rewriter::new(text, &parsed).awaiting(&parsed) {
                    return Prepared::Awaiting(text);
                }
            }
            Err(rejected) if rejected.incomplete => return Prepared::Incomplete,
            Err(_) => {}
        }
    }
    Prepared::Script(text.to_owned())
}

/// Changes to a text, in the order of their places.
struct Rewriter<'t> {
    text: &'t str,
    interner: &'t Interner,
    /// Where, how many bytes go, and what comes instead.
    edits: Vec<(u32, u32, String)>,
    /// The names that become properties of the global object.
    names: Vec<String>,
}

impl<'t> Rewriter<'t> {
    fn new(text: &'t str, parsed: &'t Parsed<Program<'_>>) -> Self {
        Rewriter {
            text,
            interner: &parsed.interner,
            edits: Vec::new(),
            names: Vec::new(),
        }
    }

    /// The text with `var` for `let` and `const`, and a variable for each class.
    fn redeclared(mut self, parsed: &Parsed<Program<'_>>) -> String {
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
    fn awaiting(mut self, parsed: &Parsed<Program<'_>>) -> Option<String> {
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
        let names = match self.names.join(", ") {
            names if names.is_empty() => String::new(),
            names => format!("var {names}; "),
        };
        Some(format!("{names}(async () => {{ {}\n}})()", self.finish()))
    }

    fn edit(&mut self, at: u32, remove: usize, insert: &str) {
        self.edits.push((at, remove as u32, insert.to_owned()));
    }

    /// `let a;` gives a variable that exists the value undefined.
    fn initialize(&mut self, declaration: &VariableDeclaration<'_>) {
        for declarator in declaration.declarators {
            if declarator.init.is_none() {
                self.edit(declarator.target.span.end, 0, " = undefined");
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

    fn finish(mut self) -> String {
        self.edits.sort_by_key(|(at, _, _)| *at);
        let mut out = String::with_capacity(self.text.len() + 64);
        let mut from = 0;
        for (at, remove, insert) in &self.edits {
            let at = *at as usize;
            out.push_str(&self.text[from..at]);
            out.push_str(insert);
            from = at + *remove as usize;
        }
        out.push_str(&self.text[from..]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_become_variables() {
        let script = |text: &str| Prepared::Script(text.to_owned());
        assert_eq!(
            prepare("let a = 1, b;"),
            script("var a = 1, b = undefined;")
        );
        assert_eq!(prepare("const { c } = x"), script("var   { c } = x"));
        assert_eq!(prepare("class A {}"), script("var A = class A {};"));
        assert_eq!(prepare("{ a: 1 }"), script("({ a: 1 })"));
        assert_eq!(prepare("{ let a }"), script("{ let a }"));
        assert_eq!(prepare("f(`"), Prepared::Incomplete);
        assert_eq!(prepare("await f("), Prepared::Incomplete);
    }

    #[test]
    fn await_and_import_stand_at_the_top() {
        let awaiting = |text: &str| Prepared::Awaiting(text.to_owned());
        assert_eq!(
            prepare("await f()"),
            awaiting("(async () => { return (await f())\n})()")
        );
        assert_eq!(
            prepare("const [a, { b }] = await f(); let c; a"),
            awaiting(
                "var a, b, c; (async () => { void ( [a, { b }] = await f()); void ( c = undefined); return (a)\n})()"
            )
        );
        assert_eq!(
            prepare("import d, { x as y } from 'm'"),
            awaiting(
                "var d, y; (async () => { ({ \"default\": d, \"x\": y } = await import('m'));\n})()"
            )
        );
    }
}
