//! Modules of a runtime: those of the host, imports from Rust, and loading ahead.
//!
//! Uses: runtime, world, program. Never: builder.

use std::future::Future;
use std::sync::{Arc, PoisonError};

use stilla_core::promise::PromiseState;

use crate::context::{AsContext, Context};
use crate::error::{Error, describe, throw};
use crate::object::Object;
use crate::program::{Goal, Program, ProgramOptions};
use crate::runtime::Runtime;
use crate::state::state;
use crate::value::Value;
use crate::world::{join, source};

/// What adds to `import.meta`, given the identity of the module.
pub(crate) type ImportMeta =
    Arc<dyn Fn(&mut Context<'_>, &Object, &str) -> Result<(), Error> + Send + Sync>;

/// Lets the host add to a new `import.meta`.
pub(crate) fn finish_meta(
    cx: &mut stilla_core::Cx,
    meta: stilla_core::Object,
    identity: &str,
) -> stilla_core::JsResult<()> {
    let Some(hook) = state(cx).import_meta.clone() else {
        return Ok(());
    };
    let meta = Object::from_machine(cx, meta);
    let outcome = cx.guard(|cx| hook(&mut Context::new(cx), &meta, identity));
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(throw(cx, error)),
        Err(panic) => Err(throw(cx, crate::error::panicked(&*panic))),
    }
}

impl Runtime {
    /// Defines a module of the host, which any module may import under its name. Host modules are found
    /// before those of a loader.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, Runtime, Value};
    ///
    /// let mut runtime = Runtime::new();
    /// let shout = Function::new(&mut runtime, "shout", |text: String| text.to_uppercase())?;
    /// runtime.define_module("app:text", &[("shout", shout.into()), ("version", Value::from(2))])?;
    /// runtime.run_module_source("main", "import { shout, version } from 'app:text';
    ///     globalThis.result = shout('v') + version")?;
    /// assert_eq!(runtime.get::<String>("result")?.as_deref(), Some("V2"));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn define_module(&mut self, name: &str, exports: &[(&str, Value)]) -> Result<(), Error> {
        self.known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .names
            .push(name.to_owned());
        self.scope(|cx| {
            // NOTE: traced because the handles in `exports` keep references, and strings are kept by the list.
            let kept = stilla_core::GcVec::new(cx.cx);
            for (_, value) in exports {
                let value = value.to_raw(cx.cx)?.0;
                kept.push(cx.cx, value);
            }
            // NOTE: no safepoint because making a module only allocates.
            let exports: Vec<(&str, stilla_core::Value)> = exports
                .iter()
                .map(|(name, _)| *name)
                .zip(kept.iter())
                .collect();
            let module = cx.cx.add_synthetic_module(name, &exports);
            cx.catch(module).map(|_| ())
        })
    }

    /// Imports a module and gives its namespace object, whose properties are the exports. It and
    /// everything that it waits for is evaluated then.
    ///
    /// # Errors
    /// What the loader says, what the module throws; [`Error::Unsettled`] if it waits for what nothing
    /// will settle.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Function, MapLoader, Runtime};
    ///
    /// let loader = MapLoader::default().with("rules.js", "export const max = 3; export default n => n < max");
    /// let mut runtime = Runtime::builder().module_loader(loader).build();
    /// let rules = runtime.import("rules.js")?;
    /// let rule: Function = rules.get(&mut runtime, "default")?;
    /// assert!(rule.call::<bool>(&mut runtime, (2,))?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn import(&mut self, identity: &str) -> Result<Object, Error> {
        let promise = self.scope(|cx| {
            let promise = cx.cx.evaluate_module(identity);
            let promise = cx.catch(promise)?;
            Ok(crate::promise::Promise(Object::from_machine(
                cx.cx, promise,
            )))
        })?;
        self.block_on::<Value>(&promise)?;
        self.scope(|cx| {
            let module = cx.cx.load_module(identity);
            let module = cx.catch(module)?;
            let namespace = cx.cx.module_namespace(module);
            let namespace = cx.catch(namespace)?;
            Ok(Object::from_machine(cx.cx, namespace))
        })
    }

    /// Loads a module and all that it imports statically ahead, with a loader that is asynchronous; then
    /// [`Runtime::import`] finds them. Relative specifiers are joined to the identity of the importing
    /// module; names of host modules are left alone.
    ///
    /// # Errors
    /// What the loader says; [`Error::Compile`] for a text that is no module.
    ///
    /// # Examples
    /// ```
    /// use std::future::Future;
    /// use std::task::{Context, Poll, Waker};
    ///
    /// let mut runtime = stilla::Runtime::new();
    /// let load = |identity: String| async move {
    ///     Ok(match identity.as_str() {
    ///         "app/main.js" => "import { n } from './n.js'; export default n + 1",
    ///         _ => "export const n = 1",
    ///     }.to_owned())
    /// };
    /// let mut loading = Box::pin(runtime.preload("app/main.js", load));
    /// let Poll::Ready(result) = loading.as_mut().poll(&mut Context::from_waker(Waker::noop())) else { panic!() };
    /// result?;
    /// drop(loading);
    /// let main = runtime.import("app/main.js")?;
    /// assert_eq!(main.get::<i32>(&mut runtime, "default")?, 2);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub async fn preload<F>(
        &mut self,
        identity: &str,
        mut load: impl FnMut(String) -> F,
    ) -> Result<(), Error>
    where
        F: Future<Output = Result<String, Error>>,
    {
        let mut pending = vec![identity.to_owned()];
        while let Some(identity) = pending.pop() {
            {
                let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
                if known.texts.contains_key(&identity) || known.names.contains(&identity) {
                    continue;
                }
            }
            let text = load(identity.clone()).await?;
            let options = ProgramOptions {
                goal: Goal::Module,
                ..ProgramOptions::default()
            };
            let program = Program::compile_with(&identity, &text, options)?;
            let requests = program.code.module.iter().flat_map(|facts| &facts.requests);
            for request in requests {
                let specifier = String::from_utf8_lossy(&request.specifier);
                pending.push(join(&specifier, &identity));
            }
            self.known
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .texts
                .insert(identity.clone(), source(&identity, text));
        }
        Ok(())
    }

    /// Runs a module and everything that it waits for.
    pub(crate) fn run_module(&mut self, program: &Program) -> Result<Value, Error> {
        let promise = self.scope(|cx| {
            let module = cx
                .cx
                .add_module_code(&program.code.source.name, &program.code);
            let module = cx.catch(module)?;
            let promise = cx.cx.run_module(module);
            let promise = cx.catch(promise)?;
            Ok(crate::promise::Promise(Object::from_machine(
                cx.cx, promise,
            )))
        })?;
        self.scope(|cx| {
            let promise = promise.to_machine(cx.cx)?;
            let result = cx.cx.promise_result(promise);
            match cx.cx.promise_state(promise) {
                PromiseState::Pending => Ok(None),
                PromiseState::Fulfilled => Ok(Some(Value::Undefined)),
                PromiseState::Rejected => {
                    cx.cx.mark_promise_handled(promise);
                    Err(describe(cx.cx, stilla_core::Thrown::new(result)))
                }
            }
        })?
        .map_or_else(
            || self.block_on::<Value>(&promise).map(|_| Value::Undefined),
            Ok,
        )
    }
}
