//! Flags that say how TypeScript and JSX are compiled.
//!
//! Uses: stilla's core. Never: the commands.

use clap::Args;
use stilla::Runtime;
use stilla::core::script::{CompileOptions, JsxNames};

/// How TypeScript and JSX are compiled.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct LanguageOptions {
    /// What JSX elements call, unless a comment `@jsx` at the beginning of a file says it.
    #[arg(long, value_name = "NAME", default_value = "React.createElement")]
    jsx_factory: String,
    /// The type of JSX fragments, unless a comment `@jsxFrag` says it.
    #[arg(long, value_name = "NAME", default_value = "React.Fragment")]
    jsx_fragment: String,
    /// Check annotations with primitive types while the program runs: parameters, variables, fields, results.
    #[arg(long)]
    strict_types: bool,
}

impl LanguageOptions {
    /// Makes a runtime compile so.
    pub(crate) fn start(&self, runtime: &mut Runtime) {
        let names = JsxNames {
            factory: self.jsx_factory.as_str().into(),
            fragment: self.jsx_fragment.as_str().into(),
        };
        runtime.cx().set_module_options(CompileOptions {
            jsx_names: Some(names),
            strict_types: self.strict_types,
            ..CompileOptions::default()
        });
    }
}
