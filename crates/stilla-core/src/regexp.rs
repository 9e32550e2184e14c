//! What the machine itself knows of regular expressions: the object, a match, and when nobody could
//! see a shortcut.
//!
//! The built-ins do the rest. [`Cx::regexp_match`] runs the compiled program with the budget and leaves the
//! captures in the agent's scratch; [`Cx::regexp_is_pristine`] says that `exec` and the flags are the
//! original ones, so that the algorithms need no property look-ups.
//!
//! Uses: object, realm, host_data. Never: interp.

use std::any::Any;
use std::cell::Cell as Field;

use smallvec::SmallVec;
use stilla_gc::{Gc, Tracer};
use stilla_regexp::{Flags, Input, MatchError, Program, Scratch};

use crate::Cx;
use crate::cell::TraceField;
use crate::error::{JsResult, Msg, range_error, type_error};
use crate::host_data::Data;
use crate::object::{Attributes, FLAG_CACHED_PROTOTYPE, Kind, Object, Own, Shape, ToKey};
use crate::realm::{Intrinsic, RealmCell};
use crate::string::{JsString, Name, StringView};
use crate::symbol::WellKnownSymbol;
use crate::value::Value;

mod legacy;

use legacy::LegacyMatch;
pub use legacy::LegacyPart;

/// Internal slots of [`Kind::RegExp`].
pub mod slot {
    /// [[OriginalSource]].
    pub const SOURCE: usize = 0;
    /// The bits of [[OriginalFlags]], and [`super::LEGACY_FEATURES`].
    pub const FLAGS: usize = 1;
    /// [[RegExpMatcher]]: the compiled program as host data.
    pub const PROGRAM: usize = 2;
    /// [[Realm]].
    pub(crate) const REALM: usize = 3;
    /// The property `lastIndex`, which can't be deleted and so stays in its slot.
    pub const LAST_INDEX: usize = 4;
}

/// In slot [`slot::FLAGS`]: [[LegacyFeaturesEnabled]].
const LEGACY_FEATURES: i32 = 1 << 8;

/// The getters that a pristine prototype has, with what else a match reads.
const GUARDED: [Name; 9] = [
    Name::flags,
    Name::hasIndices,
    Name::global,
    Name::ignoreCase,
    Name::multiline,
    Name::dotAll,
    Name::unicode,
    Name::unicodeSets,
    Name::sticky,
];

/// What a realm keeps for its regular expressions.
#[derive(Default)]
pub(crate) struct RegExpRealm {
    /// Of a new regular expression: `lastIndex` alone.
    shape: Field<Option<Gc<Shape>>>,
    /// Of the result of a match: `length`, `index`, `input`, `groups`.
    match_shape: Field<Option<Gc<Shape>>>,
    /// The original getters, in the order of [`GUARDED`].
    getters: [Field<Option<Object>>; GUARDED.len()],
    /// The original getter of `RegExp[Symbol.species]`.
    species: Field<Option<Object>>,
    /// The original `exec` and its slot.
    exec: Field<Option<(Object, u32)>>,
    /// The prototype's shape, and the epoch at which its getters were last found to be original.
    guard: Field<Option<(Gc<Shape>, u32)>>,
    legacy: LegacyMatch,
}

impl RegExpRealm {
    pub(crate) fn trace(&self, tracer: &mut Tracer<'_>) {
        self.shape.trace_field(tracer);
        self.match_shape.trace_field(tracer);
        for object in self
            .getters
            .iter()
            .chain([&self.species])
            .filter_map(Field::get)
        {
            Field::new(Value::from(object)).trace_field(tracer);
        }
        if let Some((exec, _)) = self.exec.get() {
            Field::new(Value::from(exec)).trace_field(tracer);
        }
        Field::new(self.guard.get().map(|(shape, _)| shape)).trace_field(tracer);
        self.legacy.trace(tracer);
    }
}

/// Where a match may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At the given place or any later one.
    Search,
    /// Only at the given place.
    Sticky,
}

/// Start and end of each group of a match; `u32::MAX` where a group did not take part.
pub type Captures = SmallVec<[u32; 16]>;

/// Making regular expressions.
impl Cx {
    /// §22.2.3.2 RegExpAlloc ( newTarget ), without reading the prototype
    /// <https://tc39.es/ecma262/#sec-regexpalloc>
    #[must_use]
    pub fn regexp_alloc(&self, prototype: Object, has_legacy_features: bool) -> Object {
        let realm = self.realm();
        let original = realm
            .regexp
            .shape
            .get()
            .filter(|shape| shape.prototype() == Some(prototype));
        let shape = original.unwrap_or_else(|| self.regexp_shape(prototype));
        let flags = Value::from_int(if has_legacy_features {
            LEGACY_FEATURES
        } else {
            0
        });
        let realm = Value::from_internal(realm);
        let internal = [
            self.empty_string().into(),
            flags,
            Value::UNDEFINED,
            realm,
            Value::ZERO,
        ];
        self.create_with_shape(Kind::RegExp, shape, &internal)
    }

    fn regexp_shape(&self, prototype: Object) -> Gc<Shape> {
        let root = self.root_shape(Some(prototype), slot::LAST_INDEX, slot::LAST_INDEX + 2);
        self.shape_with(root, Name::lastIndex, Attributes::WRITABLE)
    }

    /// Gives a regular expression its source, flags and program.
    ///
    /// # Errors
    /// The memory limit.
    pub fn regexp_set(
        &mut self,
        regexp: Object,
        source: JsString,
        program: Program,
    ) -> JsResult<()> {
        let legacy = regexp.internal(slot::FLAGS).as_int().unwrap_or(0) & LEGACY_FEATURES;
        let flags = i32::from(program.flags().bits());
        let bytes = program.size();
        let data = Data::new(self, Box::new(program) as Box<dyn Any + Send>, bytes)?;
        regexp.set_internal(slot::SOURCE, source.into());
        regexp.set_internal(slot::FLAGS, Value::from_int(flags | legacy));
        regexp.set_internal(slot::PROGRAM, data.to_value());
        Ok(())
    }

    /// A new regular expression of the current realm with the source, flags and program of another.
    #[must_use]
    pub fn regexp_copy(&self, regexp: Object) -> Object {
        let copy = self.regexp_alloc(self.intrinsic(Intrinsic::RegExpPrototype), true);
        let flags = regexp.internal(slot::FLAGS).as_int().unwrap_or(0) | LEGACY_FEATURES;
        copy.set_internal(slot::SOURCE, regexp.internal(slot::SOURCE));
        copy.set_internal(slot::FLAGS, Value::from_int(flags));
        copy.set_internal(slot::PROGRAM, regexp.internal(slot::PROGRAM));
        copy
    }

    /// The flags of a regular expression.
    #[inline]
    #[must_use]
    pub fn regexp_flags(&self, regexp: Object) -> Flags {
        Flags::from_bits(regexp.internal(slot::FLAGS).as_int().unwrap_or(0) as u8)
    }

    /// Whether the regular expression was made in the current realm.
    #[must_use]
    pub fn regexp_is_of_this_realm(&self, regexp: Object) -> bool {
        regexp
            .internal(slot::REALM)
            .as_internal::<RealmCell>()
            .is_some_and(|r| r == self.realm())
    }

    /// Whether the regular expression takes part in the static properties of its constructor.
    #[must_use]
    pub fn regexp_has_legacy_features(&self, regexp: Object) -> bool {
        regexp.internal(slot::FLAGS).as_int().unwrap_or(0) & LEGACY_FEATURES != 0
    }

    /// Calls `read` with the program of a regular expression.
    pub fn with_regexp_program<R>(&self, regexp: Object, read: impl FnOnce(&Program) -> R) -> R {
        Data::from_value(regexp.internal(slot::PROGRAM))
            .and_then(|data| data.with(read))
            .expect("a regular expression that a script has seen is initialised")
    }
}

/// Matching.
impl Cx {
    /// Matches a regular expression against a string; true if it matches, with where in `captures`.
    /// Touches neither `lastIndex` nor the static properties.
    ///
    /// # Errors
    /// RangeError if the match needs too much memory; a stop if it takes too long.
    pub fn regexp_match(
        &mut self,
        regexp: Object,
        input: JsString,
        start: usize,
        anchor: Anchor,
        captures: &mut Captures,
    ) -> JsResult<bool> {
        loop {
            match self.regexp_match_in_place(regexp, input, start, anchor, captures) {
                Ok(found) => return Ok(found),
                Err(MatchError::Stopped) => self.safepoint()?,
                Err(MatchError::OutOfMemory) => {
                    return Err(range_error(self, Msg::RegExpTooComplex));
                }
            }
        }
    }

    fn regexp_match_in_place(
        &self,
        regexp: Object,
        input: JsString,
        start: usize,
        anchor: Anchor,
        captures: &mut Captures,
    ) -> Result<bool, MatchError> {
        let mut scratch = self.regexp_scratch.borrow_mut();
        let scratch = scratch.get_or_insert_with(|| self.new_scratch());
        let text = match self.view(input) {
            StringView::Latin1(bytes) => Input::Latin1(bytes),
            StringView::Utf16(units) => Input::Utf16(units),
        };
        let mut budget = |steps| match self.charge_in_place(steps) {
            true => Err(stilla_regexp::Stop),
            false => Ok(()),
        };
        let found = self.with_regexp_program(regexp, |program| {
            program.exec(text, start, anchor == Anchor::Sticky, scratch, &mut budget)
        })?;
        captures.clear();
        if found {
            captures.extend_from_slice(scratch.captures());
        }
        scratch.shrink(1 << 20);
        Ok(found)
    }

    fn new_scratch(&self) -> Scratch {
        let limit = self.heap.limit();
        Scratch::with_limit(if limit == usize::MAX {
            64 << 20
        } else {
            (limit / 4).min(64 << 20)
        })
    }

    /// Sets `lastIndex`, as Set ( R, "lastIndex", index, true ) does.
    ///
    /// # Errors
    /// TypeError if `lastIndex` is not writable.
    #[inline]
    pub fn set_regexp_last_index(&mut self, regexp: Object, index: usize) -> JsResult<()> {
        // FAST: with its first shape the object has a writable `lastIndex`.
        if Some(regexp.shape()) == self.realm().regexp.shape.get() {
            regexp.set_internal(slot::LAST_INDEX, Value::from(index));
            return Ok(());
        }
        match regexp.shape().find(self.key(Name::lastIndex)) {
            Some(property) if property.attributes.is_writable() => {
                regexp.set_internal(slot::LAST_INDEX, Value::from(index));
                Ok(())
            }
            _ => {
                let key = self.key(Name::lastIndex);
                Err(type_error(
                    self,
                    Msg::ReadOnly {
                        key,
                        object: regexp.into(),
                    },
                ))
            }
        }
    }

    /// The array that `exec` gives: `groups` as elements, and the three properties.
    #[must_use]
    pub fn new_match_array(
        &self,
        elements: &[Value],
        index: usize,
        input: JsString,
        groups: Value,
    ) -> Object {
        let shape = match self.realm().regexp.match_shape.get() {
            Some(shape) => shape,
            None => self.make_match_shape(),
        };
        let array = self.create_with_shape(Kind::Array, shape, &[]);
        let cell = array.cell();
        let storage = crate::object::Elements::new(&self.heap, elements.len());
        for (i, element) in elements.iter().enumerate() {
            storage.set(i, *element);
        }
        cell.set_elements(storage);
        for (i, value) in [elements.len().into(), index.into(), input.into(), groups]
            .into_iter()
            .enumerate()
        {
            cell.inline()[i].set(value);
        }
        array
    }

    #[cold]
    fn make_match_shape(&self) -> Gc<Shape> {
        let prototype = self.intrinsic(Intrinsic::ArrayPrototype);
        let shape = Shape::root(&self.heap, Some(prototype), 0, 4);
        let shape = self.shape_with(shape, Name::length, Attributes::WRITABLE);
        let shape = self.shape_with(shape, Name::index, Attributes::ALL);
        let shape = self.shape_with(shape, Name::input, Attributes::ALL);
        let shape = self.shape_with(shape, Name::groups, Attributes::ALL);
        self.realm().regexp.match_shape.set(Some(shape));
        shape
    }
}

/// When nobody could see a shortcut.
impl Cx {
    /// Remembers `exec` and the getters of %RegExp% and its prototype, which no script has seen.
    pub fn guard_regexp(&self, constructor: Object, prototype: Object) {
        let realm = self.realm();
        let state = &realm.regexp;
        state
            .species
            .set(self.own_getter(constructor, WellKnownSymbol::species));
        state.shape.set(Some(self.regexp_shape(prototype)));
        for (place, name) in state.getters.iter().zip(GUARDED) {
            place.set(self.own_getter(prototype, name));
        }
        let exec = self.key(Name::exec);
        let property = prototype.shape().find(exec);
        if let (Own::Data(value, _), Some(property)) = (self.own(prototype, exec), property) {
            state
                .exec
                .set(value.as_object().map(|exec| (exec, property.slot)));
        }
        prototype.cell().set_flag(FLAG_CACHED_PROTOTYPE);
        state
            .guard
            .set(Some((prototype.shape(), self.prototype_epoch.get())));
    }

    fn own_getter(&self, object: Object, name: impl ToKey) -> Option<Object> {
        match self.own(object, self.key(name)) {
            Own::Accessor(pair, _) => pair.getter().as_object(),
            Own::Absent | Own::Data(..) => None,
        }
    }

    /// Whether `exec` and the flags of `object` are those of a regular expression that nobody has
    /// changed: no algorithm on it can run a script but through `lastIndex`.
    #[inline]
    #[must_use]
    pub fn regexp_is_pristine(&self, object: Object) -> bool {
        let realm = self.realm();
        let state = &realm.regexp;
        if !object.is(Kind::RegExp) || Some(object.shape()) != state.shape.get() {
            return false;
        }
        let (Some(prototype), Some((exec, slot)), Some((shape, epoch))) =
            (object.raw_prototype(), state.exec.get(), state.guard.get())
        else {
            return false;
        };
        if prototype.shape() == shape && epoch == self.prototype_epoch.get() {
            return prototype.cell().slot(slot as usize) == exec.into();
        }
        self.check_regexp_prototype(prototype, exec)
    }

    #[cold]
    fn check_regexp_prototype(&self, prototype: Object, exec: Object) -> bool {
        let realm = self.realm();
        let state = &realm.regexp;
        let key = self.key(Name::exec);
        let Some(property) = prototype.shape().find(key) else {
            return false;
        };
        let is_original = matches!(self.own(prototype, key), Own::Data(value, _) if value == exec.into())
            && state
                .getters
                .iter()
                .zip(GUARDED)
                .all(|(getter, name)| self.own_getter(prototype, name) == getter.get());
        if is_original {
            state.exec.set(Some((exec, property.slot)));
            state
                .guard
                .set(Some((prototype.shape(), self.prototype_epoch.get())));
        }
        is_original
    }

    /// Whether reading `object.constructor[Symbol.species]` of a pristine regular expression gives
    /// %RegExp% without running a script.
    #[must_use]
    pub fn regexp_species_is_pristine(&self, object: Object) -> bool {
        let constructor = self.intrinsic(Intrinsic::RegExp);
        let Some(prototype) = object.raw_prototype() else {
            return false;
        };
        let own = self.own(prototype, self.key(Name::constructor));
        let species = self.own_getter(constructor, WellKnownSymbol::species);
        // The constructor reads `Symbol.match` of its argument, which a getter could notice.
        let matcher = self.own(prototype, WellKnownSymbol::match_.to_key(self));
        matches!(own, Own::Data(value, _) if value == constructor.into())
            && matches!(matcher, Own::Data(..))
            && species.is_some()
            && species == self.realm().regexp.species.get()
    }
}
