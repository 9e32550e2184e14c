//! Where a method puts its results: ArraySpeciesCreate and CreateDataPropertyOrThrow, without a lookup where nobody would
//! notice.
//!
//! Uses: core, array. Never: other built-ins.

use stilla_core::object::{ArrayFiller, Object};
use stilla_core::{Cx, JsResult, Value};

use super::{create_of_species, define, species_of};

/// Longer arrays may be mostly holes.
const LONGEST_FILLED: u64 = 1 << 16;

/// The array or other object that a method returns.
pub(super) enum Results {
    /// An Array that no script sees before the method returns.
    Array(ArrayFiller),
    /// What a species made, or a long Array.
    Object(Object),
}

impl Results {
    /// ArraySpeciesCreate ( original, length ), with room for `room` elements.
    pub(super) fn new(cx: &mut Cx, original: Object, length: u64, room: u64) -> JsResult<Results> {
        Ok(match species_of(cx, original)? {
            None if length <= LONGEST_FILLED => {
                Results::Array(cx.array_to_fill(room.min(LONGEST_FILLED) as usize)?)
            }
            species => Results::Object(create_of_species(cx, species, length)?),
        })
    }

    /// CreateDataPropertyOrThrow ( results, index, value ); indices ascend.
    #[inline]
    pub(super) fn put(&mut self, cx: &mut Cx, index: u64, value: Value) -> JsResult<()> {
        match self {
            Results::Array(filler) => {
                filler.skip_to(index as usize);
                filler.push(cx, value)
            }
            Results::Object(object) => define(cx, *object, index, value),
        }
    }

    /// The results; an Array is as long as it was made, or as what was put in it.
    pub(super) fn finish(self, length: u64) -> Object {
        match self {
            Results::Array(mut filler) => {
                filler.skip_to(length as usize);
                filler.finish()
            }
            Results::Object(object) => object,
        }
    }
}
