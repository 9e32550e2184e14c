//! Arguments objects: what they look like, and making them.
//!
//! Uses: object, realm. Never: interp.

use std::cell::Cell as Field;

use stilla_gc::{Gc, Tracer};

use crate::cell::{TraceField, mark};
use crate::object::{Accessor, Attributes, Elements, Kind, Object, Shape};
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::symbol::WellKnownSymbol;
use crate::value::Value;
use crate::{Cx, GcVec};

/// What all `arguments` objects of a realm share: `length`, @@iterator and `callee` in this order.
#[derive(Clone, Copy)]
pub(crate) struct ArgumentsShapes {
    /// Of sloppy functions none of whose parameters is mapped.
    unmapped: Gc<Shape>,
    mapped: Gc<Shape>,
    /// Of strict functions: `callee` is an accessor.
    strict: Gc<Shape>,
    callee: Gc<Accessor>,
}

impl TraceField for Field<Option<ArgumentsShapes>> {
    fn trace_field(&self, tracer: &mut Tracer<'_>) {
        if let Some(shapes) = self.get() {
            mark(shapes.unmapped, tracer);
            mark(shapes.mapped, tracer);
            mark(shapes.strict, tracer);
            mark(shapes.callee, tracer);
        }
    }
}

impl Cx {
    fn arguments_shapes(&self) -> ArgumentsShapes {
        let realm = self.realm();
        realm.arguments_shapes.get().unwrap_or_else(|| {
            let shape = |internal: usize, callee| {
                let prototype = realm.object_prototype();
                let mut shape = self.root_shape(prototype, internal, internal + 3);
                shape = self.shape_with(shape, Name::length, Attributes::METHOD);
                shape = self.shape_with(shape, WellKnownSymbol::iterator, Attributes::METHOD);
                self.shape_with(shape, "callee", callee)
            };
            let thrower = Value::from(self.intrinsic(Intrinsic::ThrowTypeError));
            let shapes = ArgumentsShapes {
                unmapped: shape(0, Attributes::METHOD),
                mapped: shape(2, Attributes::METHOD),
                strict: shape(0, Attributes::ACCESSOR),
                callee: Accessor::new(&self.heap, thrower, thrower),
            };
            realm.arguments_shapes.set(Some(shapes));
            shapes
        })
    }

    /// An arguments object with its elements; `slots` are its internal slots and the properties of its shape.
    fn new_arguments(
        &self,
        kind: Kind,
        shape: Gc<Shape>,
        slots: &[Value],
        args: &[Value],
    ) -> Object {
        let object = self.create_with_shape(kind, shape, slots);
        if !args.is_empty() {
            let elements = Elements::new(&self.heap, args.len());
            for (i, value) in args.iter().enumerate() {
                elements.set(i, *value);
            }
            object.cell().set_elements(elements);
        }
        object
    }

    fn array_values(&self) -> Value {
        self.intrinsic(Intrinsic::ArrayProtoValues).into()
    }

    /// §10.4.4.6 CreateUnmappedArgumentsObject ( argumentsList )
    /// <https://tc39.es/ecma262/#sec-createunmappedargumentsobject>
    pub(crate) fn strict_arguments(&self, args: &[Value]) -> Object {
        let shapes = self.arguments_shapes();
        let callee = Value::from_internal(shapes.callee);
        let slots = [Value::from(args.len()), self.array_values(), callee];
        self.new_arguments(Kind::Arguments, shapes.strict, &slots, args)
    }

    /// §10.4.4.7 CreateMappedArgumentsObject ( func, formals, argumentsList, env )
    /// <https://tc39.es/ecma262/#sec-createmappedargumentsobject>
    pub(crate) fn sloppy_arguments(
        &self,
        args: &[Value],
        environment: Value,
        map: &[Option<u16>],
        callee: Value,
    ) -> Object {
        let shapes = self.arguments_shapes();
        let (length, values) = (Value::from(args.len()), self.array_values());
        let map = &map[..map.len().min(args.len())];
        if map.iter().all(Option::is_none) {
            // FAST: without a mapped parameter nothing tells the object from an ordinary one.
            let slots = [length, values, callee];
            return self.new_arguments(Kind::Arguments, shapes.unmapped, &slots, args);
        }
        let places = GcVec::new(self);
        for place in map {
            let place = place.map_or(Value::EMPTY, |place| Value::from_int(i32::from(place)));
            places.push(self, place);
        }
        let slots = [environment, places.to_value(), length, values, callee];
        let object = self.new_arguments(Kind::MappedArguments, shapes.mapped, &slots, args);
        // NOTE: dense elements are read and written in place; a mapped one lives elsewhere.
        self.make_sparse(object);
        object
    }
}
