//! The arguments of a call: `arguments` objects, rest parameters, single arguments.
//!
//! Uses: frame, object. Never: the other operations' files.

use stilla_bytecode::Constant;
use stilla_gc::Gc;

use crate::cell::{TraceField, mark};
use crate::interp::dispatch::{Block, Pc, Regs, Status, finish, next, sync};
use crate::interp::frame::{CALLEE, Link};
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

impl TraceField for std::cell::Cell<Option<ArgumentsShapes>> {
    fn trace_field(&self, tracer: &mut stilla_gc::Tracer<'_>) {
        if let Some(shapes) = self.get() {
            mark(shapes.unmapped, tracer);
            mark(shapes.mapped, tracer);
            mark(shapes.strict, tracer);
            mark(shapes.callee, tracer);
        }
    }
}

/// The arguments that frame `r` was called with; its code keeps them below the frame.
unsafe fn arguments<'r>(r: Regs) -> &'r [Value] {
    // SAFETY: I2: a frame whose code needs its arguments has them right below its header.
    unsafe {
        let argc = Link::of(r).argc();
        std::slice::from_raw_parts(r.0.sub(argc), argc)
    }
}

/// r[a] = the unmapped arguments object
pub(crate) unsafe fn new_arguments(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let object = cx.strict_arguments(arguments(r));
        finish(Ok(object.into()), pc, r, cx, k)
    }
}

/// r[a] = the mapped arguments object
pub(crate) unsafe fn new_mapped_arguments(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let map: &[Option<u16>] = match Cx::raw_constant(&*k.0, pc.c()) {
            Constant::ArgumentMap(map) => map,
            _ => &[],
        };
        let object = cx.sloppy_arguments(arguments(r), r.get(pc.b()), map, r.get(CALLEE));
        finish(Ok(object.into()), pc, r, cx, k)
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

    /// An arguments object with its elements; `internal` is followed by its properties.
    fn new_arguments(&self, kind: Kind, shape: Gc<Shape>, slots: &[Value], args: &[Value]) -> Object {
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
    fn strict_arguments(&self, args: &[Value]) -> Object {
        let shapes = self.arguments_shapes();
        let callee = Value::from_internal(shapes.callee);
        let slots = [Value::from(args.len()), self.array_values(), callee];
        self.new_arguments(Kind::Arguments, shapes.strict, &slots, args)
    }

    /// §10.4.4.7 CreateMappedArgumentsObject ( func, formals, argumentsList, env )
    /// <https://tc39.es/ecma262/#sec-createmappedargumentsobject>
    fn sloppy_arguments(
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

/// r[a] = an array of the arguments from number b on
pub(crate) unsafe fn new_rest(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let rest = arguments(r).get(pc.b()..).unwrap_or(&[]);
        let array = cx.array_from_slice(rest);
        finish(Ok(array.into()), pc, r, cx, k)
    }
}

/// r[a] = argument number b
pub(crate) unsafe fn load_arg(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = arguments(r)
            .get(pc.b())
            .copied()
            .unwrap_or(Value::UNDEFINED);
        r.set(pc.a(), value);
        next(pc.skip(1), r, cx, k)
    }
}
