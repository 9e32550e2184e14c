//! Placeholder.
use crate::cell::cell;
use crate::value::Value;
use stilla_gc::{Gc,Tracer};
use std::cell::Cell as Field;
use crate::environment::Environment;
cell! { /** x */ pub struct ModuleRecord: Module { x: Field<Value> } }
cell! { /** x */ pub struct ImportReference: ImportReference { environment: Field<Gc<Environment>>, slot: Field<u32> } }
impl ModuleRecord { pub(crate) fn environment(&self) -> Option<Gc<Environment>> { None } }
impl crate::Cx { pub(crate) fn get_module_namespace(&mut self, _: Gc<ModuleRecord>) -> crate::JsResult<crate::Object> { panic!() } }
impl ImportReference { pub(crate) fn read(&self) -> Value { self.environment.get().get(self.slot.get() as usize) } }
#[derive(Default)] pub(crate) struct ModuleMap;
impl ModuleMap { pub(crate) fn trace(&self, _: &mut Tracer<'_>) {} }
