//! Running scripts, eval, and functions made from strings.
//!
//! Uses: function, code_block, the compiler. Never: the interpreter's operations.

use std::sync::Arc;

use stilla_bytecode::code::{EVAL_NAME, Source};
use stilla_bytecode::{Code, Constant};
use stilla_compiler::{CompileError, DynamicKind};
pub use stilla_compiler::{CompileOptions, JsxNames, Watch};
use stilla_gc::Gc;

use crate::Cx;
use crate::JsString;
use crate::code_block::CodeBlock;
use crate::error::{ErrorKind, JsResult, Msg, Thrown, range_error, syntax_error, throw_error};
use crate::function::slot;
use crate::object::Object;
use crate::realm::Intrinsic;
use crate::string::{PIECE, wtf8};
use crate::value::Value;

pub use stilla_compiler::DynamicKind as DynamicFunctionKind;

/// The name of the source of a function made from strings.
const FUNCTION_NAME: &str = "<anonymous>";

/// What a direct eval takes over from the frame that calls it.
pub(crate) struct DirectEval {
    /// The block of the calling code.
    pub(crate) block: Gc<CodeBlock>,
    /// The number of its constant that describes the scope.
    pub(crate) scope: usize,
    /// The environment of the scope.
    pub(crate) environment: Value,
    pub(crate) this: Value,
    pub(crate) new_target: Value,
    /// The home object, or undefined.
    pub(crate) home: Value,
}

impl Cx {
    /// §16.1.6 ScriptEvaluation ( scriptRecord ) <https://tc39.es/ecma262/#sec-runtime-semantics-scriptevaluation>:
    /// runs a compiled script in the current realm. Jobs that it queues are left to the caller.
    ///
    /// # Errors
    /// What the script throws.
    pub fn run_script(&mut self, code: &Arc<Code>) -> JsResult<Value> {
        self.enter(|cx| {
            let realm = cx.realm();
            let block = cx.code_block(code, realm)?;
            let closure = cx.new_closure(block, Value::UNDEFINED);
            cx.call(closure.into(), realm.global_this(), &[])
        })
    }

    /// Compiles a text as a script and runs it: its completion value if the options ask for one.
    ///
    /// # Errors
    /// SyntaxError; what the script throws.
    pub fn eval_script(
        &mut self,
        name: &str,
        text: &[u8],
        options: &CompileOptions,
    ) -> JsResult<Value> {
        self.enter(|cx| {
            let options = cx.bounded_options(options.clone(), text.len());
            match stilla_compiler::compile_script(name, text, &options) {
                Ok(code) => {
                    cx.cover(&code);
                    cx.run_script(&code)
                }
                Err(error) if options.wrapper == (0, 0) => Err(cx.compile_error(&error)),
                Err(error) => {
                    let program = Source::wrapped(name, text, options.wrapper);
                    Err(cx.placed_compile_error(error, &program))
                }
            }
        })
    }

    /// The exception for a text that can't be compiled; its message tells the place.
    pub(crate) fn placed_compile_error(
        &mut self,
        mut error: CompileError,
        source: &Source,
    ) -> Thrown {
        if let Some(first) = error.diagnostics.first_mut() {
            let (line, column) = source.place(first.span.start as usize);
            let name = &source.name;
            first
                .message
                .push_str(&format!(" ({name}:{line}:{column})"));
        }
        self.compile_error(&error)
    }

    /// The exception for a text that can't be compiled, or the stop.
    pub fn compile_error(&mut self, error: &CompileError) -> Thrown {
        if error.stopped {
            return self.ended();
        }
        let msg = Msg::Text {
            text: error.to_string(),
        };
        if error.too_deep {
            range_error(self, msg)
        } else {
            syntax_error(self, msg)
        }
    }

    /// The options for a text of `length` bytes under the limits of this agent: native stack, time and memory.
    #[must_use]
    pub fn bounded_options(&self, options: CompileOptions, length: usize) -> CompileOptions {
        let here = 0u8;
        let left = (std::ptr::from_ref(&here) as usize).saturating_sub(self.machine.native_limit);
        CompileOptions {
            stack_budget: options.stack_budget.min(left),
            // FAST: the compiler is done with less before it would ask for the first time.
            watch: (length > 256).then(|| Watch(self.goes_on())),
            coverage: self.wants_places(),
            jsx_names: self.modules.options.jsx_names.clone(),
            strict_types: self.modules.options.strict_types,
            ..options
        }
    }

    /// §19.2.1.1 PerformEval ( x, strictCaller, direct ) <https://tc39.es/ecma262/#sec-performeval>, indirect.
    ///
    /// # Errors
    /// SyntaxError; what the code throws.
    pub fn indirect_eval(&mut self, source: Value) -> JsResult<Value> {
        let Some(text) = source.as_string() else {
            return Ok(source);
        };
        let code = self.compile_eval_text(text, None)?;
        self.run_indirect_eval(&code)
    }

    /// Runs what an indirect eval compiled in the current realm.
    pub(crate) fn run_indirect_eval(&mut self, code: &Arc<Code>) -> JsResult<Value> {
        let block = self.code_block(code, self.realm())?;
        if let Some(active) = self.active_block() {
            self.take_referrer(block, active);
        }
        let closure = self.new_closure(block, Value::UNDEFINED);
        let this = self.realm().global_this();
        self.call(closure.into(), this, &[])
    }

    /// §19.2.1.1 PerformEval ( x, strictCaller, direct ) <https://tc39.es/ecma262/#sec-performeval>, direct.
    ///
    /// # Errors
    /// SyntaxError; what the code throws.
    pub(crate) fn direct_eval(&mut self, source: Value, direct: DirectEval) -> JsResult<Value> {
        let Some(text) = source.as_string() else {
            return Ok(source);
        };
        let outer = Arc::clone(direct.block.code());
        let Constant::Scope(scope) = &outer.constants[direct.scope] else {
            unreachable!("a direct eval names its scope");
        };
        let code = self.compile_eval_text(text, Some(scope))?;
        let block = self.code_block(&code, direct.block.realm())?;
        self.take_referrer(block, direct.block);
        let closure = self.new_closure(block, direct.environment);
        closure.set_internal(slot::HOME, direct.home);
        self.call_closure(closure, direct.this, &[], direct.new_target)
    }

    pub(crate) fn compile_eval_text(
        &mut self,
        text: JsString,
        scope: Option<&stilla_bytecode::code::EvalScope>,
    ) -> JsResult<Arc<Code>> {
        self.ensure_can_compile_strings()?;
        self.charge_all(text.len() as u64)?;
        self.reserve(text.len().saturating_mul(2))?;
        let text = self.long_text(text)?;
        let options = self.bounded_options(self.options_of_strings(), text.len());
        stilla_compiler::compile_eval(EVAL_NAME, &text, scope, &options)
            .map_err(|error| self.compile_error(&error))
    }

    /// The WTF-8 of a string that may be long.
    fn long_text(&mut self, text: JsString) -> JsResult<Vec<u8>> {
        if text.len() <= PIECE {
            return Ok(self.to_wtf8(text));
        }
        self.flatten(text)?;
        let mut bytes = Vec::with_capacity(text.len());
        for piece in self.view(text).pieces() {
            bytes.extend_from_slice(&wtf8::encode(piece));
            if self.charge_in_place((piece.len() / 64) as u32) {
                break;
            }
        }
        self.charge(1)?;
        Ok(bytes)
    }

    fn options_of_strings(&self) -> CompileOptions {
        CompileOptions {
            refused: self.refused_forms(),
            ..CompileOptions::default()
        }
    }

    /// §19.2.1.2 HostEnsureCanCompileStrings <https://tc39.es/ecma262/#sec-hostensurecancompilestrings>
    fn ensure_can_compile_strings(&mut self) -> JsResult<()> {
        if self.host.allows_code_from_strings() {
            return Ok(());
        }
        Err(throw_error(self, ErrorKind::Eval, Msg::EvalDisabled))
    }

    /// Specifiers in the code of `block` are relative to what those in `outer` are.
    fn take_referrer(&self, block: Gc<CodeBlock>, outer: Gc<CodeBlock>) {
        let module = outer.module();
        if module.is_undefined() {
            let name = self.string(&outer.code().source.name);
            block.set_module(name.into());
        } else {
            block.set_module(module);
        }
    }

    /// §20.2.1.1.1 CreateDynamicFunction ( constructor, newTarget, kind, parameterArgs, bodyArg )
    /// <https://tc39.es/ecma262/#sec-createdynamicfunction>; the last of `arguments` is the body.
    ///
    /// # Errors
    /// SyntaxError; converting the arguments and reading `prototype` may throw.
    pub fn create_dynamic_function(
        &mut self,
        constructor: Object,
        new_target: Option<Object>,
        kind: DynamicKind,
        arguments: &[Value],
    ) -> JsResult<Object> {
        let new_target = new_target.unwrap_or(constructor);
        let mut texts = Vec::new();
        for argument in arguments {
            let text = self.to_string(*argument)?;
            texts.push(self.long_text(text)?);
        }
        let body = texts.pop().unwrap_or_default();
        let parameters = texts.join(&b","[..]);
        self.ensure_can_compile_strings()?;
        let work = parameters.len().saturating_add(body.len());
        self.charge_all(work as u64)?;
        self.reserve(work.saturating_mul(2))?;
        let options = self.bounded_options(self.options_of_strings(), work);
        let compiled =
            stilla_compiler::compile_function(FUNCTION_NAME, kind, &parameters, &body, &options);
        let code = match compiled {
            Ok(code) => code,
            Err(error) => return Err(self.compile_error(&error)),
        };
        let fallback = match kind {
            DynamicKind::Normal => Intrinsic::FunctionPrototype,
            DynamicKind::Generator => Intrinsic::GeneratorFunctionPrototype,
            DynamicKind::Async => Intrinsic::AsyncFunctionPrototype,
            DynamicKind::AsyncGenerator => Intrinsic::AsyncGeneratorFunctionPrototype,
        };
        let prototype = self.get_prototype_from_constructor(new_target, fallback)?;
        let block = self.code_block(&code, self.realm())?;
        if let Some(active) = self.active_block() {
            self.take_referrer(block, active);
        }
        let function = self.new_closure(block, Value::UNDEFINED);
        if function.raw_prototype() != Some(prototype) {
            self.put_prototype(function, Some(prototype));
        }
        Ok(function)
    }
}
