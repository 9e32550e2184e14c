//! Whether iterating an array can skip the iteration protocol.
//!
//! Uses: object, realm. Never: interp.

use crate::Cx;
use crate::object::{Kind, Object, Own};
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::symbol::WellKnownSymbol;

impl Cx {
    /// Whether nothing that iterating `array` would call has been replaced: neither its
    /// `Symbol.iterator` nor `next` of array iterators.
    #[must_use]
    pub fn array_iteration_is_pristine(&self, array: Object) -> bool {
        let prototype = self.intrinsic(Intrinsic::ArrayPrototype);
        if !array.is(Kind::Array) || array.raw_prototype() != Some(prototype) {
            return false;
        }
        let iterator = self.key(WellKnownSymbol::iterator);
        if array.shape().find(iterator).is_some() {
            return false;
        }
        let values = self.intrinsic(Intrinsic::ArrayProtoValues);
        if !matches!(self.own(prototype, iterator), Own::Data(value, _) if value == values.into()) {
            return false;
        }
        self.array_iterator_is_pristine()
    }

    /// Whether `next` of array iterators is the original one.
    pub(crate) fn array_iterator_is_pristine(&self) -> bool {
        let prototype = self.intrinsic(Intrinsic::ArrayIteratorPrototype);
        let next = self.intrinsic(Intrinsic::ArrayIteratorProtoNext);
        let key = self.key(Name::next);
        matches!(self.own(prototype, key), Own::Data(value, _) if value == next.into())
    }
}
