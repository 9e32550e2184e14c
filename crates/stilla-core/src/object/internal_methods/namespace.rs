//! §10.4.6 Module namespace exotic objects <https://tc39.es/ecma262/#sec-module-namespace-exotic-objects>
//!
//! The exports are properties in storage whose value is the number of an export, but for those whose
//! name spells an index: storage would hand their numbers out as elements. The list of exports says for
//! each its name and where its binding lives. A module record has an environment once it is
//! linked; before, its bindings are uninitialised.
//!
//! Uses: storage, environment, module. Never: interp.

use super::{InternalMethods, ordinary};
use crate::error::{JsResult, Msg, reference_error};
use crate::module::ModuleRecord;
use crate::object::{Attributes, Kind, Object, Own, PropertyDescriptor, PropertyKey};
use crate::string::{JsString, Name};
use crate::symbol::WellKnownSymbol;
use crate::value::Value;
use crate::{Cx, GcVec};

pub(super) static NAMESPACE: InternalMethods = InternalMethods {
    get_prototype_of: |_, _| Ok(None),
    set_prototype_of: |_, _, prototype| Ok(prototype.is_none()),
    is_extensible: |_, _| Ok(false),
    prevent_extensions: |_, _| Ok(true),
    get_own_property,
    define_own_property,
    has_property,
    get,
    set: |_, _, _, _, _| Ok(false),
    delete,
    own_property_keys,
};

/// The internal slot of the module: [[Module]].
pub(crate) const MODULE: usize = 0;
/// The internal slot of the list of exports, three values for each: name, module, and the slot in
/// the module's environment or undefined for the namespace of that module.
pub(crate) const EXPORTS: usize = 1;
const FIELDS: usize = 3;
/// The internal slot that says whether using the namespace evaluates the module first.
const DEFERRED: usize = 2;

/// What using a namespace does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamespaceKind {
    /// Nothing else.
    Plain,
    /// It evaluates the module: `import defer`.
    Deferred,
}

/// Evaluates the module of a deferred namespace before its exports are looked at. Symbols and `then`
/// are none, so that a promise can be resolved with the namespace.
#[inline]
fn before_use(cx: &mut Cx, namespace: Object, key: Option<PropertyKey>) -> JsResult<()> {
    if namespace.internal(DEFERRED) != Value::TRUE {
        return Ok(());
    }
    if key.is_some_and(|key| key.as_symbol().is_some() || key == cx.key(Name::then)) {
        return Ok(());
    }
    let module = namespace.internal(MODULE).as_internal::<ModuleRecord>();
    cx.ensure_deferred_evaluation(module.expect("a namespace has its module"))
}

/// Where a binding of a namespace lives.
pub(crate) struct ExportBinding {
    /// The exported name, an atom.
    pub(crate) name: JsString,
    /// The module, as an internal value.
    pub(crate) module: Value,
    /// The slot in the module's environment, or `None` for the module's namespace itself.
    pub(crate) slot: Option<u32>,
}

impl ExportBinding {
    /// What stands for the slot where the binding is the module's source. Environments are smaller.
    pub(crate) const SOURCE: u32 = i32::MAX as u32;
}

fn exports(namespace: Object) -> GcVec {
    GcVec::from_value(namespace.internal(EXPORTS)).expect("a namespace has its list of exports")
}

/// The number of the export `key`.
fn export_number(cx: &Cx, namespace: Object, key: PropertyKey) -> Option<usize> {
    if key.as_symbol().is_some() {
        return None;
    }
    if key.as_index().is_some() {
        let exports = exports(namespace);
        let name = key.to_value(cx);
        return (0..exports.len() / FIELDS).find(|number| exports.get(number * FIELDS) == name);
    }
    match cx.own(namespace, key) {
        Own::Data(number, _) => number.as_int().map(|number| number as usize),
        Own::Absent | Own::Accessor(..) => None,
    }
}

/// The value of an export.
fn export_value(cx: &mut Cx, namespace: Object, number: usize) -> JsResult<Value> {
    let exports = exports(namespace);
    let name = exports.get(number * FIELDS);
    let module = exports.get(number * FIELDS + 1);
    let record = module
        .as_internal::<ModuleRecord>()
        .expect("an export names its module");
    let Some(slot) = exports.get(number * FIELDS + 2).as_int() else {
        return Ok(cx.get_module_namespace(record)?.into());
    };
    let value = if slot as u32 == ExportBinding::SOURCE {
        record.source()
    } else {
        record
            .environment()
            .map_or(Value::EMPTY, |environment| environment.get(slot as usize))
    };
    if value.is_empty() {
        let name = name.as_string().unwrap_or_else(|| cx.empty_string());
        return Err(reference_error(cx, Msg::Uninitialised { name }));
    }
    Ok(value)
}

/// §10.4.6.5 [[GetOwnProperty]] ( P ) <https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-getownproperty-p>
fn get_own_property(
    cx: &mut Cx,
    namespace: Object,
    key: PropertyKey,
) -> JsResult<Option<PropertyDescriptor>> {
    if key.as_symbol().is_some() {
        return ordinary::get_own_property(cx, namespace, key);
    }
    before_use(cx, namespace, Some(key))?;
    let Some(number) = export_number(cx, namespace, key) else {
        return Ok(None);
    };
    let value = export_value(cx, namespace, number)?;
    let attributes = Attributes::WRITABLE.with(Attributes::ENUMERABLE);
    Ok(Some(PropertyDescriptor::data(value, attributes)))
}

/// §10.4.6.6 [[DefineOwnProperty]] ( P, Desc ) <https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-defineownproperty-p-desc>
fn define_own_property(
    cx: &mut Cx,
    namespace: Object,
    key: PropertyKey,
    descriptor: &PropertyDescriptor,
) -> JsResult<bool> {
    if key.is_private() {
        return ordinary::define_own_property(cx, namespace, key, descriptor);
    }
    if key.as_symbol().is_some() {
        let current = ordinary::get_own_property(cx, namespace, key)?;
        return Ok(super::validate_and_apply(
            cx,
            None,
            key,
            false,
            descriptor,
            current.as_ref(),
        ));
    }
    let Some(current) = get_own_property(cx, namespace, key)? else {
        return Ok(false);
    };
    if descriptor.configurable == Some(true)
        || descriptor.enumerable == Some(false)
        || descriptor.is_accessor()
        || descriptor.writable == Some(false)
    {
        return Ok(false);
    }
    Ok(match (descriptor.value, current.value) {
        (Some(new), Some(old)) => cx.same_value(new, old),
        _ => true,
    })
}

/// §10.4.6.7 [[HasProperty]] ( P ) <https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-hasproperty-p>
fn has_property(cx: &mut Cx, namespace: Object, key: PropertyKey) -> JsResult<bool> {
    if key.as_symbol().is_some() {
        return ordinary::has_property(cx, namespace, key);
    }
    before_use(cx, namespace, Some(key))?;
    Ok(export_number(cx, namespace, key).is_some())
}

/// §10.4.6.8 [[Get]] ( P, Receiver ) <https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-get-p-receiver>
fn get(cx: &mut Cx, namespace: Object, key: PropertyKey, receiver: Value) -> JsResult<Value> {
    if key.as_symbol().is_some() {
        return match cx.own(namespace, key) {
            Own::Absent => Ok(Value::UNDEFINED),
            _ => ordinary::get(cx, namespace, key, receiver),
        };
    }
    before_use(cx, namespace, Some(key))?;
    match export_number(cx, namespace, key) {
        Some(number) => export_value(cx, namespace, number),
        None => Ok(Value::UNDEFINED),
    }
}

/// §10.4.6.10 [[Delete]] ( P ) <https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-delete-p>
fn delete(cx: &mut Cx, namespace: Object, key: PropertyKey) -> JsResult<bool> {
    if key.as_symbol().is_some() {
        return ordinary::delete(cx, namespace, key);
    }
    before_use(cx, namespace, Some(key))?;
    Ok(export_number(cx, namespace, key).is_none())
}

/// §10.4.6.11 [[OwnPropertyKeys]] ( ) <https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-ownpropertykeys>
fn own_property_keys(cx: &mut Cx, namespace: Object) -> JsResult<GcVec> {
    before_use(cx, namespace, None)?;
    let list = GcVec::new(cx);
    let exports = exports(namespace);
    for number in 0..exports.len() / FIELDS {
        list.try_push(cx, exports.get(number * FIELDS))?;
    }
    let tag = cx.key(WellKnownSymbol::toStringTag).to_value(cx);
    list.try_push(cx, tag)?;
    Ok(list)
}

impl Cx {
    /// §10.4.6.12 ModuleNamespaceCreate ( module, exports ) <https://tc39.es/ecma262/#sec-modulenamespacecreate>;
    /// sorts the exports by name.
    pub(crate) fn module_namespace_create(
        &self,
        module: Value,
        kind: NamespaceKind,
        exports: &mut [ExportBinding],
    ) -> Object {
        exports.sort_by(|a, b| self.compare_strings(a.name, b.name));
        let list = GcVec::new(self);
        let is_deferred = kind == NamespaceKind::Deferred;
        let internal = [module, list.to_value(), is_deferred.into()];
        let namespace = self.create_object(Kind::ModuleNamespace, None, &internal);
        for (number, export) in exports.iter().enumerate() {
            list.push(self, export.name.into());
            list.push(self, export.module);
            list.push(self, export.slot.map_or(Value::UNDEFINED, Value::from));
            let key = PropertyKey::from_string(self, export.name);
            if key.as_index().is_some() {
                continue;
            }
            self.put_own(namespace, key, Value::from(number), Attributes::ALL);
        }
        let tag = self.key(WellKnownSymbol::toStringTag);
        self.put_own(
            namespace,
            tag,
            self.intern_str(if is_deferred {
                "Deferred Module"
            } else {
                "Module"
            })
            .into(),
            Attributes::NONE,
        );
        namespace
    }
}
