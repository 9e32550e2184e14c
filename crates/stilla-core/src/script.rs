//! Placeholder.
use std::sync::Arc;
use stilla_bytecode::Code;
use crate::{Cx,Value,JsResult};
use stilla_gc::Gc;
pub(crate) struct DirectEval { pub block: Gc<crate::code_block::CodeBlock>, pub scope: usize, pub environment: Value, pub this: Value, pub new_target: Value, pub home: Value }
impl Cx {
    pub(crate) fn direct_eval(&mut self, source: Value, _d: DirectEval) -> JsResult<Value> { Ok(source) }
    pub(crate) fn import_call(&mut self, _: Gc<crate::code_block::CodeBlock>, s: Value, _: Value, _: u32) -> JsResult<Value> { Ok(s) }
    pub(crate) fn import_meta(&mut self, _: Gc<crate::code_block::CodeBlock>) -> JsResult<Value> { Ok(Value::UNDEFINED) }
    /// x
    pub fn run_script(&mut self, code: &Arc<Code>) -> JsResult<Value> {
        let realm = self.realm();
        let block = self.code_block(code, realm)?;
        let function = self.new_closure(block, Value::UNDEFINED);
        let this = self.realm().global_this();
        self.call(function.into(), this, &[])
    }
}
