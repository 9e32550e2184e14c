//! Placeholder.
use crate::cell::cell;
use crate::value::Value;
use stilla_gc::{Gc,Tracer};
use std::cell::Cell as Field;
use crate::environment::Environment;
cell! { pub struct ModuleRecord: Module { x: Field<Value> } }
cell! { pub struct ImportReference: ImportReference { environment: Field<Gc<Environment>>, slot: Field<u32> } }
impl ImportReference { pub(crate) fn read(&self) -> Value { self.environment.get().get(self.slot.get() as usize) } }
#[derive(Default)] pub(crate) struct ModuleMap;
impl ModuleMap { pub(crate) fn trace(&self, _: &mut Tracer<'_>) {} }
