//! §24.1.5 Map Iterator objects and §24.2.6 Set Iterator objects
//! <https://tc39.es/ecma262/#sec-map-iterator-objects>
//!
//! They live here because loops step them without a call.
//!
//! Uses: object, table. Never: interp.

use crate::Cx;
use crate::object::{Kind, Object};
use crate::realm::Intrinsic;
use crate::table::Table;
use crate::value::Value;

/// Internal slot: the table, or undefined at the end.
const TABLE: usize = 0;
/// Internal slot: the cursor.
const CURSOR: usize = 1;
/// Internal slot: an int32 of [`TableIteration`].
const ITERATION: usize = 2;

/// What an iterator over a table gives for each entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(i32)]
pub enum TableIteration {
    /// The key.
    Keys,
    /// The value.
    Values,
    /// Both in an array.
    Entries,
    /// The key twice in an array, as Sets give it.
    Pairs,
}

impl Cx {
    /// §24.1.5.1 CreateMapIterator ( map, kind ) <https://tc39.es/ecma262/#sec-createmapiterator>
    #[must_use]
    pub fn create_map_iterator(&self, table: Table, iteration: TableIteration) -> Object {
        let prototype = self.intrinsic(Intrinsic::MapIteratorPrototype);
        let internal = [table.to_value(), Value::ZERO, Value::from(iteration as i32)];
        self.create_object(Kind::MapIterator, Some(prototype), &internal)
    }

    /// §24.2.6.1 CreateSetIterator ( set, kind ) <https://tc39.es/ecma262/#sec-createsetiterator>
    #[must_use]
    pub fn create_set_iterator(&self, table: Table, iteration: TableIteration) -> Object {
        let prototype = self.intrinsic(Intrinsic::SetIteratorPrototype);
        let internal = [table.to_value(), Value::ZERO, Value::from(iteration as i32)];
        self.create_object(Kind::SetIterator, Some(prototype), &internal)
    }

    /// What a Map or Set Iterator has still to give: the table, where it stands in it, and whether it gives
    /// keys, values or pairs. `None` at its end. The iterator stays where it is.
    #[must_use]
    pub fn table_iterator_rest(&self, iterator: Object) -> Option<(Table, u64, TableIteration)> {
        let table = Table::from_value(iterator.internal(TABLE))?;
        let cursor = iterator.internal(CURSOR).as_number().unwrap_or(0.0) as u64;
        let number = iterator.internal(ITERATION).as_int();
        let all = [
            TableIteration::Keys,
            TableIteration::Values,
            TableIteration::Entries,
            TableIteration::Pairs,
        ];
        let iteration = all.into_iter().find(|one| number == Some(*one as i32))?;
        Some((table, cursor, iteration))
    }

    /// One step of a Map or Set Iterator: the next value, or `None` at the end.
    pub fn table_iterator_step(&mut self, iterator: Object) -> Option<Value> {
        let table = Table::from_value(iterator.internal(TABLE))?;
        let mut cursor = iterator
            .internal(CURSOR)
            .as_number()
            .map_or(0, |cursor| cursor as u64);
        let Some((key, value)) = table.next(&mut cursor) else {
            iterator.set_internal(TABLE, Value::UNDEFINED);
            return None;
        };
        iterator.set_internal(CURSOR, Value::from(cursor));
        let iteration = iterator.internal(ITERATION).as_int();
        Some(if iteration == Some(TableIteration::Keys as i32) {
            key
        } else if iteration == Some(TableIteration::Values as i32) {
            value
        } else if iteration == Some(TableIteration::Entries as i32) {
            self.array_from_slice(&[key, value]).into()
        } else {
            self.array_from_slice(&[key, key]).into()
        })
    }
}
