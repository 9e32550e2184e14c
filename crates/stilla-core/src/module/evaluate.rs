//! Evaluation: depth first, with the modules that await at their top level apart.
//!
//! A stop leaves modules that were running without an exception of their own: they keep undefined.
//!
//! Uses: module, promise, function. Never: load, link.

use std::collections::HashSet;

use stilla_bytecode::code::ImportPhase;
use stilla_gc::Gc;

use super::{AsyncOrder, Module, ModuleRecord, Status, requests_of};
use crate::Cx;
use crate::code_block::CodeBlock;
use crate::error::{JsResult, Thrown};
use crate::function::Call;
use crate::object::Object;
use crate::promise::{PromiseCapability, reason};
use crate::value::Value;

impl Cx {
    /// Loads what the module requests, links and evaluates it: the promise of its evaluation. Jobs
    /// that this queues are left to the caller.
    ///
    /// # Errors
    /// What loading and linking throw; a stop.
    pub fn run_module(&mut self, module: Module) -> JsResult<Object> {
        self.enter(|cx| {
            cx.load_requested(module.0)?;
            cx.link(module.0)?;
            cx.evaluate(module.0)
        })
    }

    /// Loads, links and evaluates the module with this identity.
    ///
    /// # Errors
    /// What loading and linking throw; a stop.
    pub fn evaluate_module(&mut self, identity: &str) -> JsResult<Object> {
        let module = self.load_module(identity)?;
        self.run_module(module)
    }

    /// Links and evaluates a module with this text.
    ///
    /// # Errors
    /// What parsing, loading and linking throw; a stop.
    pub fn evaluate_module_source(&mut self, identity: &str, text: &[u8]) -> JsResult<Object> {
        let module = self.add_module_source(identity, text)?;
        self.run_module(module)
    }

    /// §16.2.1.6.1.3 Evaluate ( ) <https://tc39.es/ecma262/#sec-moduleevaluation>
    pub(super) fn evaluate(&mut self, module: Gc<ModuleRecord>) -> JsResult<Object> {
        let is_done = matches!(
            module.status.get(),
            Status::EvaluatingAsync | Status::Evaluated
        );
        let module = if is_done {
            module.cycle_root.get().unwrap_or(module)
        } else {
            module
        };
        if let Some(capability) = module.capability() {
            return Ok(capability.promise);
        }
        let capability = PromiseCapability::direct(self.new_promise());
        module.top_level.set(capability.promise.into());
        let mut stack = Vec::new(); // NOTE: what is in it is in the module map too
        match self.inner_evaluate(module, &mut stack, 0) {
            Ok(_) => {
                if module.status.get() == Status::Evaluated {
                    capability.resolve(self, Value::UNDEFINED)?;
                }
            }
            Err(thrown) => {
                let error = thrown.value().unwrap_or(Value::UNDEFINED);
                for module in stack {
                    module.status.set(Status::Evaluated);
                    module.error.set(error);
                    module.cycle_root.set(Some(module));
                }
                capability.reject_thrown(self, thrown)?;
            }
        }
        Ok(capability.promise)
    }

    /// §16.2.1.6.1.3.1 InnerModuleEvaluation ( module, stack, index ) <https://tc39.es/ecma262/#sec-innermoduleevaluation>
    fn inner_evaluate(
        &mut self,
        module: Gc<ModuleRecord>,
        stack: &mut Vec<Gc<ModuleRecord>>,
        index: u32,
    ) -> JsResult<u32> {
        self.check_native_stack()?;
        match module.status.get() {
            Status::EvaluatingAsync | Status::Evaluated => {
                return error_of(module).map_or(Ok(index), Err);
            }
            Status::Evaluating => return Ok(index),
            _ => {}
        }
        module.status.set(Status::Evaluating);
        module.dfs_index.set(index);
        module.dfs_ancestor_index.set(index);
        module.pending_async.set(0);
        let mut index = index + 1;
        stack.push(module);
        for required in evaluation_list(module) {
            index = self.inner_evaluate(required, stack, index)?;
            wait_for(module, required)?;
        }
        if module.pending_async.get() > 0 || module.has_top_level_await() {
            module
                .async_order
                .set(AsyncOrder::Number(self.modules.next_async_order));
            self.modules.next_async_order += 1;
            if module.pending_async.get() == 0 {
                self.execute_async(module)?;
            }
        } else {
            self.execute(module)?;
        }
        if module.dfs_ancestor_index.get() == module.dfs_index.get() {
            while let Some(member) = stack.pop() {
                member
                    .status
                    .set(if member.async_order.get() == AsyncOrder::Unset {
                        Status::Evaluated
                    } else {
                        Status::EvaluatingAsync
                    });
                member.cycle_root.set(Some(module));
                if member == module {
                    break;
                }
            }
        }
        Ok(index)
    }

    /// §16.2.1.7.3.2 ExecuteModule ( [ capability ] ) <https://tc39.es/ecma262/#sec-source-text-module-record-execute-module>:
    /// the promise of the body if it has a top-level await.
    fn execute(&mut self, module: Gc<ModuleRecord>) -> JsResult<Value> {
        let Some(block) = module.block.get().as_internal::<CodeBlock>() else {
            return Ok(Value::UNDEFINED);
        };
        let environment = Value::from_internal(module.environment.get());
        let closure = self.in_realm(module.realm.get(), || self.new_closure(block, environment));
        self.call(closure.into(), Value::UNDEFINED, &[])
    }

    /// §16.2.1.6.1.3.2 ExecuteAsyncModule ( module ) <https://tc39.es/ecma262/#sec-execute-async-module>
    fn execute_async(&mut self, module: Gc<ModuleRecord>) -> JsResult<()> {
        fn fulfilled(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
            cx.async_fulfilled(module_of(call))
                .map(|()| Value::UNDEFINED)
        }
        fn rejected(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
            cx.async_rejected(module_of(call), call.arg(0));
            Ok(Value::UNDEFINED)
        }
        let promise = self
            .execute(module)?
            .as_object()
            .expect("an async module's body is async");
        let data = Value::from_internal(module);
        let on_fulfilled = self.new_native_closure(0, fulfilled, data);
        let on_rejected = self.new_native_closure(1, rejected, data);
        self.perform_promise_then(promise, on_fulfilled.into(), on_rejected.into(), None);
        Ok(())
    }

    /// §16.2.1.6.1.3.4 AsyncModuleExecutionFulfilled ( module ) <https://tc39.es/ecma262/#sec-async-module-execution-fulfilled>
    fn async_fulfilled(&mut self, module: Gc<ModuleRecord>) -> JsResult<()> {
        if module.status.get() == Status::Evaluated {
            return Ok(());
        }
        self.complete(module)?;
        let mut ready = available_ancestors(module);
        ready.sort_by_key(|module| match module.async_order.get() {
            AsyncOrder::Number(order) => order,
            AsyncOrder::Unset | AsyncOrder::Done => u64::MAX,
        });
        for module in ready {
            if module.status.get() == Status::Evaluated {
                continue;
            }
            if module.has_top_level_await() {
                self.execute_async(module)?;
                continue;
            }
            match self.execute(module) {
                Ok(_) => self.complete(module)?,
                Err(thrown) => {
                    let reason = reason(thrown)?;
                    self.async_rejected(module, reason);
                }
            }
        }
        Ok(())
    }

    fn complete(&mut self, module: Gc<ModuleRecord>) -> JsResult<()> {
        module.async_order.set(AsyncOrder::Done);
        module.status.set(Status::Evaluated);
        match module.capability() {
            Some(capability) => capability.resolve(self, Value::UNDEFINED),
            None => Ok(()),
        }
    }

    /// §16.2.1.6.1.3.5 AsyncModuleExecutionRejected ( module, error ) <https://tc39.es/ecma262/#sec-async-module-execution-rejected>
    fn async_rejected(&mut self, module: Gc<ModuleRecord>, error: Value) {
        let mut open = vec![module]; // NOTE: what is in it is in the module map too
        while let Some(module) = open.pop() {
            if module.status.get() == Status::Evaluated {
                continue;
            }
            module.error.set(error);
            module.async_order.set(AsyncOrder::Done);
            module.status.set(Status::Evaluated);
            if let Some(capability) = module.capability() {
                self.reject_promise(capability.promise, error);
            }
            open.extend(module.async_parents.borrow().iter().rev());
        }
    }

    /// Evaluates a module whose deferred namespace is used for the first time.
    ///
    /// # Errors
    /// What the evaluation throws; TypeError while the module can't be evaluated synchronously.
    pub(crate) fn ensure_deferred_evaluation(&mut self, module: Gc<ModuleRecord>) -> JsResult<()> {
        if with_cycle(module).status.get() == Status::Evaluated {
            return error_of(module).map_or(Ok(()), Err);
        }
        if !is_ready_for_sync(module) {
            let text = "The deferred module is not ready to be evaluated".to_owned();
            return Err(crate::error::type_error(self, crate::Msg::Text { text }));
        }
        let promise = self.evaluate(module)?;
        self.mark_promise_handled(promise);
        error_of(module).map_or(Ok(()), Err)
    }

    /// The dependencies with a top-level await that `import.defer()` evaluates at once.
    pub(super) fn evaluate_async_dependencies(
        &mut self,
        module: Gc<ModuleRecord>,
    ) -> JsResult<Vec<Object>> {
        let mut found = Vec::new();
        gather_async(module, &mut HashSet::new(), &mut found);
        let mut promises = Vec::new();
        for module in found {
            promises.push(self.evaluate(module)?);
        }
        Ok(promises)
    }
}

/// The module that a native closure of this room is about.
fn module_of(call: &Call<'_>) -> Gc<ModuleRecord> {
    call.data()
        .as_internal::<ModuleRecord>()
        .expect("the closure was made for a module")
}

fn error_of(module: Gc<ModuleRecord>) -> Option<Thrown> {
    let error = module.error.get();
    (!error.is_empty()).then(|| Thrown::new(error))
}

/// The modules to evaluate before `module`.
fn evaluation_list(module: Gc<ModuleRecord>) -> Vec<Gc<ModuleRecord>> {
    let Some(code) = module.code() else {
        return Vec::new();
    };
    let mut list: Vec<Gc<ModuleRecord>> = Vec::new();
    for (request, required) in requests_of(&code).iter().zip(module.loaded()) {
        if request.phase == ImportPhase::Source {
            continue;
        }
        if request.phase == ImportPhase::Defer {
            let mut found = Vec::new();
            gather_async(*required, &mut HashSet::new(), &mut found);
            for module in found {
                if !list.contains(&module) {
                    list.push(module);
                }
            }
        } else if !list.contains(required) {
            list.push(*required);
        }
    }
    list
}

/// The module that says whether `module`, which has run, is done: the root of its cycle.
fn with_cycle(module: Gc<ModuleRecord>) -> Gc<ModuleRecord> {
    match module.status.get() {
        Status::EvaluatingAsync | Status::Evaluated => module.cycle_root.get().unwrap_or(module),
        _ => module,
    }
}

/// GatherAsynchronousTransitiveDependencies ( module )
fn gather_async(
    module: Gc<ModuleRecord>,
    seen: &mut HashSet<usize>,
    found: &mut Vec<Gc<ModuleRecord>>,
) {
    let mut open = vec![module];
    while let Some(module) = open.pop() {
        let module = with_cycle(module);
        let is_new = seen.insert(module.address());
        if !is_new || matches!(module.status.get(), Status::Evaluating | Status::Evaluated) {
            continue;
        }
        if module.has_top_level_await() {
            found.push(module);
        } else {
            open.extend(module.loaded().iter().rev());
        }
    }
}

/// ReadyForSyncExecution ( module )
fn is_ready_for_sync(module: Gc<ModuleRecord>) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![module];
    while let Some(module) = open.pop() {
        let module = with_cycle(module);
        if !seen.insert(module.address()) || module.status.get() == Status::Evaluated {
            continue;
        }
        let is_linked = module.status.get() == Status::Linked;
        if !is_linked || module.has_top_level_await() {
            return false;
        }
        open.extend(module.loaded());
    }
    true
}

/// Counts `required`, which was just evaluated, among what `module` waits for.
fn wait_for(module: Gc<ModuleRecord>, required: Gc<ModuleRecord>) -> JsResult<()> {
    let mut required = required;
    if required.status.get() == Status::Evaluating {
        let least = module
            .dfs_ancestor_index
            .get()
            .min(required.dfs_ancestor_index.get());
        module.dfs_ancestor_index.set(least);
    } else {
        required = required.cycle_root.get().unwrap_or(required);
        if let Some(error) = error_of(required) {
            return Err(error);
        }
    }
    if matches!(required.async_order.get(), AsyncOrder::Number(_)) {
        module.pending_async.set(module.pending_async.get() + 1);
        required.async_parents.borrow_mut().push(module);
    }
    Ok(())
}

/// §16.2.1.6.1.3.3 GatherAvailableAncestors ( module, execList ) <https://tc39.es/ecma262/#sec-gather-available-ancestors>
fn available_ancestors(module: Gc<ModuleRecord>) -> Vec<Gc<ModuleRecord>> {
    let mut ready: Vec<Gc<ModuleRecord>> = Vec::new();
    let mut open = vec![module]; // NOTE: what is in it is in the module map too
    while let Some(module) = open.pop() {
        for parent in module.async_parents.borrow().iter() {
            let has_failed = parent
                .cycle_root
                .get()
                .is_some_and(|root| error_of(root).is_some());
            if has_failed || ready.contains(parent) {
                continue;
            }
            let pending = parent.pending_async.get().saturating_sub(1);
            parent.pending_async.set(pending);
            if pending == 0 {
                ready.push(*parent);
                if !parent.has_top_level_await() {
                    open.push(*parent);
                }
            }
        }
    }
    ready
}
