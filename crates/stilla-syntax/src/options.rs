//! What a text is parsed as, and what the code around it allows.
//!
//! Uses: ast, form, interner, scope.
//! Never: parser, lexer.

use std::sync::Arc;

use crate::ast::Goal;
use crate::form::Forms;

/// How deep syntax may nest when [`ParseOptions::max_depth`] is not set.
pub const DEFAULT_MAX_DEPTH: u32 = 2_000;

/// How many bytes of native stack parsing may use when [`ParseOptions::stack_budget`] is not set: a thread of 2 MiB has them.
pub const DEFAULT_STACK_BUDGET: usize = 1_500_000;

/// Asks whoever ordered the work, now and then, whether it may go on; the argument is the number of bytes
/// that the work holds.
#[derive(Clone)]
pub struct Watch(pub Arc<dyn Fn(usize) -> bool + Send + Sync>);

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

/// Whether a file with this name holds declarations only: `.d.ts`, `.d.mts`, `.d.cts`, `.d.css.ts`.
pub fn is_declaration_file(name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut parts = name.rsplit('.');
    match parts.next() {
        Some("mts" | "cts") => parts.next() == Some("d"),
        Some("ts") => parts.take(2).any(|part| part == "d"),
        _ => false,
    }
}

/// What JSX elements call: dotted names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsxNames {
    /// The factory; `React.createElement` if nobody says something else.
    pub factory: Arc<str>,
    /// The type of fragments; `React.Fragment`.
    pub fragment: Arc<str>,
}

/// How to parse.
#[derive(Clone, Debug)]
pub struct ParseOptions {
    /// Script, module or eval.
    pub goal: Goal,
    /// Begin in strict code.
    pub strict: bool,
    /// Accept TypeScript.
    pub typescript: bool,
    /// Accept JSX.
    pub jsx: bool,
    /// What JSX elements call where the text does not say it.
    pub jsx_names: Option<JsxNames>,
    /// The text is a TypeScript declaration file: everything in it is only declared.
    pub declarations: bool,
    /// Keep no tree of function bodies: only check them.
    pub lazy: bool,
    /// Stop after this many diagnostics; at least one.
    pub max_diagnostics: usize,
    /// How deep the tree may nest, apart from the chains named in [`crate::ast`].
    pub max_depth: u32,
    /// How many bytes of native stack may be used; nesting that needs more is refused like nesting beyond `max_depth`.
    pub stack_budget: usize,
    /// What the code around an eval (or around a function that is parsed again) allows.
    pub surroundings: Surroundings,
    /// Forms that are reported although the language has them.
    pub refused: Forms,
    /// Whom to ask whether parsing may go on.
    pub watch: Option<Watch>,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self {
            goal: Goal::Script,
            strict: false,
            typescript: false,
            jsx: false,
            jsx_names: None,
            declarations: false,
            lazy: false,
            max_diagnostics: 20,
            max_depth: DEFAULT_MAX_DEPTH,
            stack_budget: DEFAULT_STACK_BUDGET,
            surroundings: Surroundings::default(),
            refused: Forms::NONE,
            watch: None,
        }
    }
}

impl ParseOptions {
    /// The options for a script.
    pub fn script() -> Self {
        Self::default()
    }

    /// The options for a module.
    pub fn module() -> Self {
        Self {
            goal: Goal::Module,
            strict: true,
            ..Self::default()
        }
    }

    /// The options for an eval in the given surroundings. An indirect eval has the default surroundings and is not strict.
    pub fn eval(strict: bool, surroundings: Surroundings) -> Self {
        Self {
            goal: Goal::Eval,
            strict,
            surroundings,
            ..Self::default()
        }
    }
}

/// What the code around a text allows in it. The default is the global scope.
///
/// §19.2.1.1 PerformEval ( x, strictCaller, direct ) <https://tc39.es/ecma262/#sec-performeval>
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// `new.target`: inside a function that is not an arrow of the global code.
    pub new_target: bool,
    /// `super.x`: inside a method or class initialiser.
    pub super_property: bool,
    /// `super()`: inside the constructor of a derived class.
    pub super_call: bool,
    /// `arguments` is an error: inside a class field initialiser.
    pub in_class_field: bool,
    /// `await` is a keyword although the text is no module: a function of a module that is parsed again.
    pub in_module: bool,
    /// The private names (with their `#`) that are declared around the text.
    pub private_names: PrivateNames,
}

/// Which private names are declared around a text.
#[derive(Clone, Debug)]
pub enum PrivateNames {
    /// Exactly these, with their `#`, as WTF-8.
    Known(Vec<Vec<u8>>),
    /// Whatever the text uses: it was checked before.
    Any,
}

impl Default for PrivateNames {
    fn default() -> Self {
        Self::Known(Vec::new())
    }
}
