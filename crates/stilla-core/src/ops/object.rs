//! §7.3 Operations on objects <https://tc39.es/ecma262/#sec-operations-on-objects>
//!
//! One room because the operations are short and call each other.
//!
//! Uses: object, conversion. Never: interp.

use crate::error::{JsResult, Msg, type_error};
use crate::object::internal_methods::has_ordinary_lookup;
use crate::object::{
    Attributes, FLAG_CACHED_PROTOTYPE, Integrity, Kind, Object, Own, PropertyDescriptor,
    PropertyKey, ToKey,
};
use crate::string::Name;
use crate::symbol::WellKnownSymbol;
use crate::value::{Unpacked, Value};
use crate::{Cx, GcVec};

/// What a refused assignment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It throws a TypeError, as in strict code.
    Throw,
    /// Nothing, as in sloppy code.
    Ignore,
}

/// Bytes and nanoseconds of an element of an array that is sealed or frozen: it gets attributes.
const INTEGRITY_BYTES: usize = 48;
const INTEGRITY_TIME: u64 = 250;

impl Cx {
    /// §7.3.3 GetV ( V, P ) <https://tc39.es/ecma262/#sec-getv>
    ///
    /// # Errors
    /// TypeError for undefined and null; a getter may throw.
    pub fn get_v(&mut self, value: Value, key: impl ToKey) -> JsResult<Value> {
        let key = key.to_key(self);
        if let Some(object) = value.as_object() {
            return self.get(object, key);
        }
        if value.is_nullish() {
            return Err(type_error(self, Msg::CannotRead { base: value, key }));
        }
        if let Some(string) = value.as_string() {
            if let Some(index) = key.as_index()
                && (index as usize) < string.len()
            {
                let unit = self.char_code_at(string, index as usize);
                return Ok(self.single_unit(unit).into());
            }
            if key == self.key(Name::length) {
                return Ok(Value::from(string.len()));
            }
        }
        let prototype = self.prototype_of_primitive(value);
        // FAST: under a key that is no index the prototypes of primitives are ordinary objects.
        if key.as_index().is_none()
            && let Own::Data(found, _) = self.own(prototype, key)
        {
            return Ok(found);
        }
        self.get_with_receiver(prototype, key, value)
    }

    /// The object in which properties of a primitive are looked up; that of an object for
    /// undefined and null, which have none.
    #[must_use]
    pub fn prototype_of_primitive(&self, value: Value) -> Object {
        use crate::realm::Intrinsic;
        self.intrinsic(match value.unpack() {
            Unpacked::Undefined | Unpacked::Null | Unpacked::Object(_) => {
                Intrinsic::ObjectPrototype
            }
            Unpacked::Boolean(_) => Intrinsic::BooleanPrototype,
            Unpacked::Int(_) | Unpacked::Double(_) => Intrinsic::NumberPrototype,
            Unpacked::String(_) => Intrinsic::StringPrototype,
            Unpacked::Symbol(_) => Intrinsic::SymbolPrototype,
            Unpacked::BigInt(_) => Intrinsic::BigIntPrototype,
        })
    }

    /// §7.3.4 Set ( O, P, V, Throw ) <https://tc39.es/ecma262/#sec-set-o-p-v-throw>
    ///
    /// # Errors
    /// A setter may throw; TypeError for a refusal with [`Failure::Throw`].
    pub fn set(
        &mut self,
        object: Object,
        key: impl ToKey,
        value: Value,
        failure: Failure,
    ) -> JsResult<()> {
        let key = key.to_key(self);
        if !self.set_with_receiver(object, key, value, object.into())? && failure == Failure::Throw
        {
            return Err(self.refused_assignment(object.into(), key));
        }
        Ok(())
    }

    /// The TypeError for an assignment that an object refused, as precise as plain looking allows.
    #[cold]
    pub(crate) fn refused_assignment(&mut self, value: Value, key: PropertyKey) -> crate::Thrown {
        let mut current = value.as_object();
        while let Some(object) = current.filter(|object| has_ordinary_lookup(object.kind())) {
            match self.own(object, key) {
                Own::Data(..) => return type_error(self, Msg::ReadOnly { key, object: value }),
                Own::Accessor(..) => return type_error(self, Msg::NoSetter { key, object: value }),
                Own::Absent => current = object.raw_prototype(),
            }
        }
        match value.as_object() {
            Some(object) if current.is_none() && !object.is(Kind::Proxy) => {
                type_error(self, Msg::NotExtensible { key, object: value })
            }
            _ => type_error(self, Msg::CannotAssign { key, object: value }),
        }
    }

    /// §7.3.5 CreateDataProperty ( O, P, V ) <https://tc39.es/ecma262/#sec-createdataproperty>
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn create_data_property(
        &mut self,
        object: Object,
        key: impl ToKey,
        value: Value,
    ) -> JsResult<bool> {
        let key = key.to_key(self);
        // FAST: a new property of an extensible ordinary object meets no condition.
        if object.is(Kind::Ordinary)
            && object.shape().is_extensible()
            && matches!(self.own(object, key), Own::Absent)
        {
            self.put_own(object, key, value, Attributes::ALL);
            return Ok(true);
        }
        // FAST: so does the next element of a simple array.
        if let Some(index) = key.as_index()
            && self.simple_length(object) == Some(index as usize)
            && self.put_dense_length(object, index as usize + 1)
        {
            self.put_dense(object, index as usize, value);
            return Ok(true);
        }
        self.define_own_property(
            object,
            key,
            &PropertyDescriptor::data(value, Attributes::ALL),
        )
    }

    /// §7.3.6 CreateDataPropertyOrThrow ( O, P, V ) <https://tc39.es/ecma262/#sec-createdatapropertyorthrow>
    ///
    /// # Errors
    /// TypeError for a refusal; a Proxy's trap may throw.
    pub fn create_data_property_or_throw(
        &mut self,
        object: Object,
        key: impl ToKey,
        value: Value,
    ) -> JsResult<()> {
        let key = key.to_key(self);
        if self.create_data_property(object, key, value)? {
            return Ok(());
        }
        Err(self.refused_definition(object, key))
    }

    #[cold]
    fn refused_definition(&mut self, object: Object, key: PropertyKey) -> crate::Thrown {
        let absent =
            has_ordinary_lookup(object.kind()) && matches!(self.own(object, key), Own::Absent);
        if absent && !object.shape().is_extensible() {
            return type_error(
                self,
                Msg::NotExtensible {
                    key,
                    object: object.into(),
                },
            );
        }
        type_error(
            self,
            Msg::CannotDefine {
                key,
                object: object.into(),
            },
        )
    }

    /// §7.3.7 CreateNonEnumerableDataPropertyOrThrow ( O, P, V )
    /// <https://tc39.es/ecma262/#sec-createnonenumerabledatapropertyorthrow>
    ///
    /// # Errors
    /// As DefinePropertyOrThrow.
    pub fn create_method_property(
        &mut self,
        object: Object,
        key: impl ToKey,
        value: Value,
    ) -> JsResult<()> {
        let descriptor = PropertyDescriptor::data(value, Attributes::METHOD);
        self.define_property_or_throw(object, key, &descriptor)
    }

    /// §7.3.8 DefinePropertyOrThrow ( O, P, desc ) <https://tc39.es/ecma262/#sec-definepropertyorthrow>
    ///
    /// # Errors
    /// TypeError for a refusal; a Proxy's trap may throw.
    pub fn define_property_or_throw(
        &mut self,
        object: Object,
        key: impl ToKey,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<()> {
        let key = key.to_key(self);
        if self.define_own_property(object, key, descriptor)? {
            return Ok(());
        }
        Err(self.refused_definition(object, key))
    }

    /// §7.3.9 DeletePropertyOrThrow ( O, P ) <https://tc39.es/ecma262/#sec-deletepropertyorthrow>
    ///
    /// # Errors
    /// TypeError for a refusal; a Proxy's trap may throw.
    pub fn delete_property_or_throw(&mut self, object: Object, key: impl ToKey) -> JsResult<()> {
        let key = key.to_key(self);
        if self.delete(object, key)? {
            return Ok(());
        }
        Err(type_error(
            self,
            Msg::CannotDelete {
                key,
                object: object.into(),
            },
        ))
    }

    /// §7.3.10 GetMethod ( V, P ) <https://tc39.es/ecma262/#sec-getmethod>
    ///
    /// # Errors
    /// As GetV; TypeError for what is neither nullish nor callable.
    pub fn get_method(&mut self, value: Value, key: impl ToKey) -> JsResult<Option<Object>> {
        let method = self.get_v(value, key)?;
        if method.is_nullish() {
            return Ok(None);
        }
        match method.as_object() {
            Some(object) if object.is_callable() => Ok(Some(object)),
            _ => Err(type_error(self, Msg::NotCallable { value: method })),
        }
    }

    /// §13.10.1 `key in object` <https://tc39.es/ecma262/#sec-relational-operators-runtime-semantics-evaluation>
    ///
    /// # Errors
    /// TypeError for a primitive; a Proxy's trap may throw.
    pub fn has_in(&mut self, key: Value, value: Value) -> JsResult<bool> {
        let Some(object) = value.as_object() else {
            return Err(type_error(self, Msg::InOperand { value }));
        };
        let key = self.to_property_key(key)?;
        self.has_property(object, key)
    }

    /// §7.3.12 HasOwnProperty ( O, P ) <https://tc39.es/ecma262/#sec-hasownproperty>
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn has_own_property(&mut self, object: Object, key: impl ToKey) -> JsResult<bool> {
        Ok(self.get_own_property(object, key)?.is_some())
    }

    /// §7.3.15 SetIntegrityLevel ( O, level ) <https://tc39.es/ecma262/#sec-setintegritylevel>;
    /// `level` is sealed or frozen.
    ///
    /// # Errors
    /// A Proxy's trap may throw; TypeError for a property that refuses.
    pub fn set_integrity_level(&mut self, object: Object, level: Integrity) -> JsResult<bool> {
        // FAST: what keeps all properties in storage closes them in one step.
        if has_ordinary_lookup(object.kind()) {
            let elements = object.cell().elements().stored();
            self.reserve(elements.saturating_mul(INTEGRITY_BYTES))?;
            self.charge_time(elements as u64 * INTEGRITY_TIME)?;
            self.put_integrity(object, level);
            return Ok(true);
        }
        if !self.prevent_extensions(object)? {
            return Ok(false);
        }
        let keys = self.own_property_keys(object)?;
        for key in keys.iter() {
            let key = self.to_property_key(key)?;
            let mut change = PropertyDescriptor {
                configurable: Some(false),
                ..PropertyDescriptor::default()
            };
            if level == Integrity::Frozen {
                let Some(current) = self.get_own_property(object, key)? else {
                    continue;
                };
                if !current.is_accessor() {
                    change.writable = Some(false);
                }
            }
            self.define_property_or_throw(object, key, &change)?;
        }
        Ok(true)
    }

    /// §7.3.16 TestIntegrityLevel ( O, level ) <https://tc39.es/ecma262/#sec-testintegritylevel>
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    pub fn test_integrity_level(&mut self, object: Object, level: Integrity) -> JsResult<bool> {
        if self.is_extensible(object)? {
            return Ok(false);
        }
        let keys = self.own_property_keys(object)?;
        for key in keys.iter() {
            let key = self.to_property_key(key)?;
            let Some(current) = self.get_own_property(object, key)? else {
                continue;
            };
            if current.is_configurable() || (level == Integrity::Frozen && current.is_writable()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// §7.3.19 LengthOfArrayLike ( obj ) <https://tc39.es/ecma262/#sec-lengthofarraylike>
    ///
    /// # Errors
    /// Reading `length` may throw.
    #[inline]
    pub fn length_of_array_like(&mut self, object: Object) -> JsResult<u64> {
        // FAST: the length of an array is its slot 0.
        if object.is(Kind::Array)
            && let Some(length) = object.internal(0).as_number()
        {
            return Ok(length as u64);
        }
        let length = self.get(object, Name::length)?;
        self.to_length(length)
    }

    /// §7.3.20 CreateListFromArrayLike ( obj ) <https://tc39.es/ecma262/#sec-createlistfromarraylike>
    ///
    /// # Errors
    /// TypeError for a primitive; getters may throw; the memory limit.
    pub fn create_list_from_array_like(&mut self, value: Value) -> JsResult<GcVec> {
        let Some(object) = value.as_object() else {
            return Err(type_error(self, Msg::NotAnObject { value }));
        };
        let length = self.length_of_array_like(object)?;
        if length > u64::from(u32::MAX >> 4) {
            return Err(crate::error::range_error(self, Msg::InvalidArrayLength));
        }
        let list = GcVec::new(self);
        for index in 0..length {
            let value = self.get(object, index)?;
            list.try_push(self, value)?;
            if index % 1000 == 999 {
                self.charge(1000)?;
            }
        }
        Ok(list)
    }

    /// [`Cx::call`] with the elements of an array-like object: CreateListFromArrayLike and Call.
    ///
    /// # Errors
    /// As for both.
    pub fn call_with_array_like(
        &mut self,
        function: Value,
        this: Value,
        array_like: Value,
    ) -> JsResult<Value> {
        // FAST: most lists are short arrays or the caller's `arguments`, which need no list of their own.
        let mut room = [Value::UNDEFINED; 8];
        if let Some(count) = self.copy_plain_elements(array_like, &mut room) {
            return self.call(function, this, &room[..count]);
        }
        let list = self.create_list_from_array_like(array_like)?;
        self.call_list(function, this, list)
    }

    /// Copies the elements of an Array or arguments object, if they are so few, all there, and plain; their number.
    fn copy_plain_elements(&self, array_like: Value, room: &mut [Value]) -> Option<usize> {
        let object = array_like.as_object()?;
        let length = match object.kind() {
            Kind::Array => self.array_length(object) as usize,
            Kind::Arguments => {
                let length = self.own_value(object, self.key(Name::length))?.as_int()?;
                usize::try_from(length).ok()?
            }
            _ => return None,
        };
        for (i, place) in room.get_mut(..length)?.iter_mut().enumerate() {
            // NOTE: sparse elements have no capacity.
            *place = self.dense_element(object, i)?;
        }
        Some(length)
    }

    /// §7.3.21 Invoke ( V, P, argumentsList ) <https://tc39.es/ecma262/#sec-invoke>
    ///
    /// # Errors
    /// As GetV; the method may throw.
    pub fn invoke(
        &mut self,
        value: Value,
        key: impl ToKey,
        arguments: &[Value],
    ) -> JsResult<Value> {
        let method = self.get_v(value, key)?;
        self.call(method, value, arguments)
    }

    /// §7.3.22 OrdinaryHasInstance ( C, O ) <https://tc39.es/ecma262/#sec-ordinaryhasinstance>
    ///
    /// # Errors
    /// Reading `prototype` and Proxy traps may throw; TypeError for a prototype that is no object.
    pub fn ordinary_has_instance(&mut self, constructor: Value, value: Value) -> JsResult<bool> {
        let Some(constructor) = constructor.as_object().filter(|c| c.is_callable()) else {
            return Ok(false);
        };
        if constructor.is(Kind::BoundFunction) {
            self.check_native_stack()?;
            let target = constructor.internal(crate::function::slot::TARGET);
            return self.instance_of(value, target);
        }
        let Some(object) = value.as_object() else {
            return Ok(false);
        };
        let prototype = self.get(constructor, Name::prototype)?;
        self.inherits_from(object, prototype)
    }

    /// Whether `prototype`, which must be an object, is among the prototypes of `object`.
    pub(crate) fn inherits_from(&mut self, mut object: Object, prototype: Value) -> JsResult<bool> {
        let Some(prototype) = prototype.as_object() else {
            return Err(type_error(
                self,
                Msg::InstanceofBadPrototype { value: prototype },
            ));
        };
        while let Some(parent) = self.get_prototype_of(object)? {
            if parent == prototype {
                return Ok(true);
            }
            object = parent;
            self.charge(1)?;
        }
        Ok(false)
    }

    /// §13.10.2 InstanceofOperator ( V, target ) <https://tc39.es/ecma262/#sec-instanceofoperator>
    ///
    /// # Errors
    /// TypeError for a target that is not callable; its methods may throw.
    pub fn instance_of(&mut self, value: Value, target: Value) -> JsResult<bool> {
        if !target.is_object() {
            return Err(type_error(self, Msg::InstanceofNotObject));
        }
        if let Some(handler) = self.get_method(target, WellKnownSymbol::hasInstance)? {
            return Ok(self.call(handler.into(), target, &[value])?.to_boolean());
        }
        if !self.is_callable(target) {
            return Err(type_error(self, Msg::InstanceofNotCallable));
        }
        self.ordinary_has_instance(target, value)
    }

    /// §7.3.23 SpeciesConstructor ( O, defaultConstructor ) <https://tc39.es/ecma262/#sec-speciesconstructor>
    ///
    /// # Errors
    /// Reading the properties may throw; TypeError for what is no constructor.
    pub fn species_constructor(&mut self, object: Object, default: Object) -> JsResult<Object> {
        let constructor = self.get(object, Name::constructor)?;
        if constructor.is_undefined() {
            return Ok(default);
        }
        let Some(constructor) = constructor.as_object() else {
            return Err(type_error(self, Msg::NotAnObject { value: constructor }));
        };
        let species = self.get(constructor, WellKnownSymbol::species)?;
        if species.is_nullish() {
            return Ok(default);
        }
        match species.as_object() {
            Some(species) if self.has_construct(species) => Ok(species),
            _ => Err(type_error(self, Msg::SpeciesNotConstructor)),
        }
    }

    /// §7.3.25 CopyDataProperties ( target, source, excludedItems )
    /// <https://tc39.es/ecma262/#sec-copydataproperties>
    ///
    /// # Errors
    /// Getters and Proxy traps of the source may throw.
    pub fn copy_data_properties(
        &mut self,
        target: Object,
        source: Value,
        excluded: &[PropertyKey],
    ) -> JsResult<()> {
        if source.is_nullish() {
            return Ok(());
        }
        let from = self.to_object(source)?;
        if self.copy_plain_properties(target, from, excluded)? {
            return Ok(());
        }
        let keys = self.own_property_keys(from)?;
        for (round, key) in keys.iter().enumerate() {
            self.charge_round(round)?;
            let key = self.to_property_key(key)?;
            if excluded.contains(&key) {
                continue;
            }
            let Some(own) = self
                .get_own_property(from, key)?
                .filter(|own| own.is_enumerable())
            else {
                continue;
            };
            // FAST: as in EnumerableOwnProperties.
            let value = match own.value {
                Some(value) if has_ordinary_lookup(from.kind()) => value,
                _ => self.get(from, key)?,
            };
            self.create_data_property_or_throw(target, key, value)?;
        }
        Ok(())
    }

    /// [`Cx::copy_data_properties`] of a source whose properties are all plain and in storage; false for any other, and
    /// nothing was done.
    ///
    /// FAST: no JavaScript runs, and nothing can change meanwhile.
    fn copy_plain_properties(
        &mut self,
        target: Object,
        from: Object,
        excluded: &[PropertyKey],
    ) -> JsResult<bool> {
        let is_fresh = target.is(Kind::Ordinary)
            && target.shape().is_extensible()
            && !target.cell().has_flag(FLAG_CACHED_PROTOTYPE);
        if !is_fresh || target == from || self.layout_of(from).is_none() {
            return Ok(false);
        }
        let mut properties = from.shape().properties();
        let count = properties.len() as u32;
        properties.retain(|(_, property)| property.attributes.is_enumerable());
        if properties.iter().any(|(key, property)| {
            property.attributes.is_accessor()
                || key.as_name().is_none()
                || from.cell().slot(property.slot as usize).is_empty()
        }) {
            return Ok(false);
        }
        for (key, property) in properties {
            if excluded.contains(&key) {
                continue;
            }
            let value = from.cell().slot(property.slot as usize);
            let added = match target.shape().find(key) {
                None => self.shape_after_add(target, key),
                Some(_) => None,
            };
            match added {
                Some((shape, slot)) => {
                    target.cell().reserve_slot(&self.heap, slot as usize);
                    target.cell().add_slot(shape, slot as usize, value);
                }
                None => self.create_data_property_or_throw(target, key, value)?,
            }
        }
        self.charge(count)?;
        Ok(true)
    }

    /// §6.2.6.4 FromPropertyDescriptor ( Desc ) <https://tc39.es/ecma262/#sec-frompropertydescriptor>
    #[must_use]
    pub fn from_property_descriptor(&self, descriptor: Option<&PropertyDescriptor>) -> Value {
        let Some(descriptor) = descriptor else {
            return Value::UNDEFINED;
        };
        let object = self.new_object();
        let fields = [
            (Name::value, descriptor.value),
            (Name::writable, descriptor.writable.map(Value::from)),
            (Name::get, descriptor.get),
            (Name::set, descriptor.set),
            (Name::enumerable, descriptor.enumerable.map(Value::from)),
            (Name::configurable, descriptor.configurable.map(Value::from)),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                self.put_own(object, self.key(name), value, Attributes::ALL);
            }
        }
        object.into()
    }

    /// §6.2.6.5 ToPropertyDescriptor ( Obj ) <https://tc39.es/ecma262/#sec-topropertydescriptor>
    ///
    /// # Errors
    /// TypeError for a primitive and for fields that contradict each other; getters may throw.
    pub fn to_property_descriptor(&mut self, value: Value) -> JsResult<PropertyDescriptor> {
        let Some(object) = value.as_object() else {
            return Err(type_error(self, Msg::DescriptorNotObject { value }));
        };
        let enumerable = self
            .descriptor_field(object, Name::enumerable)?
            .map(Value::to_boolean);
        let configurable = self
            .descriptor_field(object, Name::configurable)?
            .map(Value::to_boolean);
        let value = self.descriptor_field(object, Name::value)?;
        let writable = self
            .descriptor_field(object, Name::writable)?
            .map(Value::to_boolean);
        let get = self.descriptor_field(object, Name::get)?;
        if let Some(value) = get.filter(|get| !get.is_undefined() && !self.is_callable(*get)) {
            return Err(type_error(self, Msg::GetterNotCallable { value }));
        }
        let set = self.descriptor_field(object, Name::set)?;
        if let Some(value) = set.filter(|set| !set.is_undefined() && !self.is_callable(*set)) {
            return Err(type_error(self, Msg::SetterNotCallable { value }));
        }
        let descriptor = PropertyDescriptor {
            value,
            writable,
            get,
            set,
            enumerable,
            configurable,
        };
        if descriptor.is_accessor() && descriptor.is_data() {
            return Err(type_error(self, Msg::DescriptorMixed));
        }
        Ok(descriptor)
    }

    fn descriptor_field(&mut self, object: Object, name: Name) -> JsResult<Option<Value>> {
        if self.has_property(object, name)? {
            self.get(object, name).map(Some)
        } else {
            Ok(None)
        }
    }
}
