//! Diagnostics: what the parser has to say about a text that it refuses.
//!
//! One table holds code, fields, message and hint of each. Every kind is a SyntaxError to a script, except that a
//! driver may turn [`DiagnosticKind::TooDeep`] into a RangeError.
//!
//! Uses: ast (spans).
//! Never: parser, lexer.

use crate::ast::Span;

/// One complaint, with the place that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub kind: DiagnosticKind,
    /// Where.
    pub span: Span,
}

impl DiagnosticKind {
    /// Whether this is about bindings, which a text has none of that declares only.
    pub(crate) fn is_about_bindings(&self) -> bool {
        matches!(
            self,
            Self::Redeclared { .. } | Self::DuplicateExport { .. } | Self::UndeclaredExport { .. }
        )
    }
}

impl Diagnostic {
    /// The message text.
    pub fn message(&self) -> String {
        self.kind.message()
    }

    /// The stable code, such as `S0001`.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// What the writer could do about it.
    pub fn hint(&self) -> Option<&'static str> {
        self.kind.hint()
    }
}

macro_rules! diagnostics {
    ($( $code:ident $kind:ident $({ $($field:ident),+ })? => $message:literal $(, hint $hint:literal)? ; )*) => {
        /// The kinds of diagnostics.
        #[allow(missing_docs)]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum DiagnosticKind {
            $( $kind $({ $($field: String),+ })?, )*
        }

        impl DiagnosticKind {
            /// The stable code, such as `S0001`.
            pub fn code(&self) -> &'static str {
                match self { $( Self::$kind $({ $($field: _),+ })? => stringify!($code), )* }
            }

            /// The message text.
            pub fn message(&self) -> String {
                match self { $( Self::$kind $({ $($field),+ })? => format!($message), )* }
            }

            /// What the writer could do about it.
            pub fn hint(&self) -> Option<&'static str> {
                match self { $( Self::$kind $({ $($field: _),+ })? => hint!($($hint)?), )* }
            }
        }
    };
}

macro_rules! hint {
    () => {
        None
    };
    ($hint:literal) => {
        Some($hint)
    };
}

diagnostics! {
    S0001 Unexpected { found } => "unexpected {found}";
    S0002 Expected { expected, found } => "expected {expected}, found {found}";
    S0003 UnexpectedEnd => "unexpected end of input";
    S0004 TooDeep => "the program nests too deeply", hint "split the expression or statement into smaller parts";
    S0005 TooLong => "the source text is longer than 4 GiB";
    S0006 Stopped => "a limit ended the compilation";
    S0010 InvalidCharacter { found } => "invalid character {found}";
    S0011 UnterminatedString => "the string is not terminated before the end of its line", hint "close the string, or use a template for several lines";
    S0012 UnterminatedTemplate => "the template is not terminated";
    S0013 UnterminatedComment => "the comment is not terminated";
    S0014 UnterminatedRegExp => "the regular expression is not terminated before the end of its line";
    S0015 InvalidRegExpFlags { flags } => "invalid regular expression flags '{flags}'", hint "the flags are d, g, i, m, s, u, v, y, each once, and not both u and v";
    S0016 InvalidEscape => "invalid escape sequence";
    S0017 InvalidUnicodeEscape => "invalid Unicode escape sequence";
    S0018 LegacyOctalEscape => "octal escape sequences are not allowed in strict mode or templates", hint "write \\x and two hexadecimal digits";
    S0019 InvalidNumber => "invalid numeric literal";
    S0020 InvalidSeparator => "a numeric separator stands only between two digits";
    S0021 LegacyOctalLiteral => "numbers with leading zero are not allowed in strict mode", hint "octal numbers begin with 0o";
    S0022 IdentifierAfterNumber => "an identifier or digit must not follow directly after a numeric literal";
    S0023 EscapedKeyword { word } => "the keyword '{word}' must not contain escaped characters";
    S0024 InvalidIdentifierEscape => "the escape sequence does not stand for a character of an identifier";
    S0030 ReservedWord { word } => "'{word}' is a reserved word and not an identifier";
    S0031 StrictReservedWord { word } => "'{word}' is a reserved word in strict mode";
    S0032 AwaitIdentifier => "'await' is not an identifier in an async function, module or static block";
    S0033 YieldIdentifier => "'yield' is not an identifier in a generator or strict mode";
    S0034 StrictBindingName { name } => "'{name}' can't be declared or assigned in strict mode";
    S0035 ArgumentsInInitializer => "'arguments' is not available in class field initializers and static blocks";
    S0036 LetAsLexicalName => "'let' can't be the name of a lexical declaration";
    S0040 Redeclared { name } => "'{name}' has already been declared";
    S0041 DuplicateParameter { name } => "the parameter '{name}' occurs twice", hint "only sloppy functions with simple parameters may repeat a name";
    S0042 UseStrictNonSimple => "'use strict' is not allowed in a function with default, rest or destructured parameters";
    S0043 MissingInitializer { what } => "{what} needs an initializer";
    S0044 RestNotLast => "a rest element must come last";
    S0045 RestInitializer => "a rest element can't have a default";
    S0046 LexicalInStatementPosition => "a lexical declaration can't be the body of a statement", hint "put braces around it";
    S0047 FunctionInStatementPosition => "a function declaration can't stand here", hint "put braces around it";
    S0048 ClassInStatementPosition => "a class declaration can't stand here", hint "put braces around it";
    S0049 UsingPattern => "'using' declares names, not patterns";
    S0050 UsingPlacement => "'using' is not allowed at the top level of a script or directly in a switch clause";
    S0060 InvalidAssignmentTarget => "invalid assignment target";
    S0061 InvalidDestructuringTarget => "invalid destructuring target";
    S0062 InvalidUpdateTarget => "invalid target of an increment or decrement";
    S0063 InvalidForTarget => "invalid target of a for-in or for-of loop";
    S0064 ShorthandInitializer => "'=' after a shorthand property is allowed only in a destructuring pattern";
    S0065 OptionalChainAssignment => "an optional chain is not an assignment target";
    S0066 OptionalChainTemplate => "a template can't be tagged by an optional chain";
    S0067 OptionalChainNew => "'new' can't be used with an optional chain";
    S0068 MixedCoalesce => "'??' can't be mixed with '&&' or '||' without parentheses";
    S0069 UnaryBeforeExponent => "a unary expression can't stand directly before '**'", hint "put parentheses around one of the two";
    S0070 DeleteIdentifier => "a variable can't be deleted in strict mode";
    S0071 DeletePrivate => "a private element can't be deleted";
    S0072 DuplicateProto => "an object literal can set '__proto__' only once";
    S0073 ForInitializer => "a for-in or for-of declaration can't have an initializer here";
    S0074 ForSeveralDeclarators => "a for-in or for-of loop declares exactly one variable";
    S0075 ForOfLet => "the target of a for-of loop can't begin with 'let'";
    S0076 ForOfAsync => "the target of a for-of loop can't be 'async'";
    S0077 NewlineBeforeArrow => "no line break is allowed before '=>'";
    S0078 NewlineAfterThrow => "no line break is allowed after 'throw'";
    S0079 InvalidArrowParameters => "invalid parameters of an arrow function";
    S0080 YieldInParameters => "a yield expression can't stand in parameters";
    S0081 AwaitInParameters => "an await expression can't stand in parameters";
    S0082 GetterParameters => "a getter has no parameters";
    S0083 SetterParameters => "a setter has exactly one parameter";
    S0090 ReturnOutside => "'return' outside a function";
    S0091 BreakOutside => "'break' outside a loop or switch";
    S0092 ContinueOutside => "'continue' outside a loop";
    S0093 UndefinedLabel { name } => "the label '{name}' is not defined here";
    S0094 ContinueLabel { name } => "the label '{name}' does not belong to a loop";
    S0095 DuplicateLabel { name } => "the label '{name}' is already defined";
    S0096 WithInStrict => "'with' is not allowed in strict mode";
    S0097 CatchOrFinally => "'try' needs 'catch' or 'finally'";
    S0098 DuplicateDefault => "a switch has only one default clause";
    S0099 AwaitOutside => "'await' is only valid in async functions and at the top level of modules";
    S0100 NewTargetOutside => "'new.target' is only valid in functions and class initializers";
    S0101 SuperPropertyOutside => "'super' properties are only valid in methods and class initializers";
    S0102 SuperCallOutside => "'super()' is only valid in the constructor of a derived class";
    S0103 SuperAlone => "'super' must be followed by an argument list or a property";
    S0104 ImportMetaOutside => "'import.meta' is only valid in modules";
    S0105 ImportOutside => "'import' and 'export' declarations stand only at the top level of a module";
    S0106 ImportArguments => "'import()' takes one or two arguments, without spread";
    S0107 NewImport => "'import()' can't be called with 'new'";
    S0110 DuplicateConstructor => "a class has only one constructor";
    S0111 ConstructorKind => "a constructor can't be a getter, setter, generator or async method";
    S0112 StaticPrototype => "a static class element can't be named 'prototype'";
    S0113 FieldConstructor => "a field can't be named 'constructor'";
    S0114 PrivateConstructor => "a private name can't be '#constructor'";
    S0115 UndeclaredPrivate { name } => "the private name '{name}' is not declared in an enclosing class";
    S0116 PrivateOutside => "a private name can't stand here";
    S0117 SuperPrivate => "private names can't be accessed on 'super'";
    S0118 DecoratorPlacement => "decorators can only be applied to classes and class elements";
    S0120 DuplicateExport { name } => "'{name}' is exported twice";
    S0121 UndeclaredExport { name } => "the exported '{name}' is not declared in this module";
    S0122 StringLocalExport => "a string can't name a local binding", hint "string names need a 'from' clause or stand behind 'as'";
    S0123 IllFormedExportName => "the name of an export contains a lone surrogate";
    S0124 DuplicateAttribute { name } => "the import attribute '{name}' occurs twice";
    S0125 HtmlCommentInModule => "HTML-like comments are not allowed in modules";
    S0130 LabelledFunctionBody => "a labelled function declaration can't stand here";
    S0131 AsyncOrGeneratorLabel => "only a plain function can be labelled";
    S0132 InvalidFunctionBody => "the function body is not complete in itself";
    S0133 InvalidFunctionParameters => "the function parameters are not complete in themselves";
    S0140 TypeScriptUnsupported { what } => "{what} is not supported";
    S0141 JsxClosingTag { expected } => "expected the closing tag of <{expected}>";
    S0200 FormVar => "'var' is not part of the modern profile", hint "use 'let' or 'const'";
    S0201 FormFunction => "'function' is not part of the modern profile", hint "use an arrow function, a method or a class";
    S0202 FormEquality => "'==' and '!=' are not part of the modern profile", hint "use '===' or '!=='";
    S0203 FormArguments => "'arguments' is not part of the modern profile", hint "use a rest parameter: (...args)";
    S0204 FormWith => "'with' is not part of the modern profile", hint "name the object before each property";
    S0205 FormLabels => "labels are not part of the modern profile", hint "put the loop into a function and use 'return'";
    S0206 FormAsi => "a missing semicolon is not part of the modern profile", hint "write the semicolon";
    S0207 FormFor => "'for (;;)' is not part of the modern profile", hint "use 'for (const x of …)' or an array method";
    S0208 FormForIn => "'for-in' is not part of the modern profile", hint "use 'for (const key of Object.keys(object))'";
    S0209 FormWhile => "'while' and 'do' are not part of the modern profile", hint "use 'for (const x of …)', an array method or a generator";
    S0210 FormEval => "code from strings is not part of the modern profile", hint "write the code itself, or a table of functions";
    S0211 FormNumbers => "global number functions are not part of the modern profile", hint "use those of Number: Number.parseInt, Number.isNaN";
    S0142 JsxAdjacent => "adjacent JSX elements need an enclosing fragment";
}
