//! Forms of the language that a profile may leave out.
//!
//! The parser reads them all; those that [`crate::ParseOptions::refused`] names it reports besides.
//!
//! Uses: diagnostic.
//! Never: parser, lexer.

use crate::diagnostic::DiagnosticKind;

macro_rules! forms {
    ($( $(#[$doc:meta])* $form:ident $name:literal $diagnostic:ident; )*) => {
        /// A form that may be left out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Form { $( $(#[$doc])* $form ),* }

        impl Form {
            /// All of them.
            pub const ALL: &'static [Form] = &[$( Form::$form ),*];

            /// The name by which it is let in.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Form::$form => $name ),* }
            }

            /// What is said about it.
            #[must_use]
            pub(crate) fn diagnostic(self) -> DiagnosticKind {
                match self { $( Form::$form => DiagnosticKind::$diagnostic ),* }
            }
        }
    };
}

forms! {
    /// `var`
    Var "var" FormVar;
    /// The keyword `function`.
    Function "function" FormFunction;
    /// `==`, `!=`
    Equality "equality" FormEquality;
    /// The implicit `arguments`.
    Arguments "arguments" FormArguments;
    /// `with`
    With "with" FormWith;
    /// Labels.
    Labels "labels" FormLabels;
    /// A semicolon that was left out.
    Asi "asi" FormAsi;
    /// `for (;;)`
    For "for" FormFor;
    /// `for (… in …)`
    ForIn "for-in" FormForIn;
    /// `while`, `do … while`
    While "while" FormWhile;
    /// `eval`, `Function`
    Eval "eval" FormEval;
    /// The global `parseInt`, `parseFloat`, `isNaN`, `isFinite`.
    Numbers "numbers" FormNumbers;
}

/// A set of forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms(u16);

impl Forms {
    /// No form.
    pub const NONE: Forms = Forms(0);
    /// All forms.
    pub const ALL: Forms = Forms((1 << Form::ALL.len()) - 1);

    /// The set without one form.
    #[must_use]
    pub const fn without(self, form: Form) -> Forms {
        Forms(self.0 & !(1 << form as u16))
    }

    /// What is in one of both.
    #[must_use]
    pub const fn or(self, other: Forms) -> Forms {
        Forms(self.0 | other.0)
    }

    /// Whether the set has the form.
    #[inline]
    #[must_use]
    pub const fn has(self, form: Form) -> bool {
        self.0 & (1 << form as u16) != 0
    }

    /// Whether there is no form in it.
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
