//! §27.1.2 Iterator Helper objects <https://tc39.es/ecma262/#sec-iterator-helper-objects>
//!
//! A helper is a generator written in Rust: its state lies in internal slots, and its [`Step`] says how
//! to get the next value. What a step returns is yielded; `None` ends the helper.
//!
//! Uses: core, iterator. Never: other built-ins.

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::type_error;
use stilla_core::ops::IteratorRecord;
use stilla_core::{Call, Cx, GcVec, Intrinsic, JsResult, Kind, Msg, Object, Value};

use super::{adapt, group, sequence, zip};

/// %IteratorHelperPrototype%.
pub const ITERATOR_HELPER: Global =
    Global::hidden("Iterator Helper", Intrinsic::IteratorHelperPrototype)
        .prototype_parent(Intrinsic::IteratorPrototype)
        .prototype(&[
            method("next", 0, next),
            method("return", 0, return_),
            tag("Iterator Helper"),
        ]);

/// Internal slots of [`Kind::IteratorHelper`].
mod slot {
    /// An int32 of [`State`](super::State).
    pub(super) const STATE: usize = 0;
    /// An int32 of [`Step`](super::Step).
    pub(super) const STEP: usize = 1;
    /// The underlying iterator, or undefined when there is none to close.
    pub(super) const ITERATOR: usize = 2;
    /// Its `next` method.
    pub(super) const NEXT: usize = 3;
    /// The callback, or a list.
    pub(super) const DATA: usize = 4;
    /// A Number: how many values were given, or are left.
    pub(super) const COUNTER: usize = 5;
    /// The iterator within, of `flatMap` and `concat`; undefined between two of them.
    pub(super) const INNER: usize = 6;
    /// Its `next` method.
    pub(super) const INNER_NEXT: usize = 7;
}

/// [[GeneratorState]].
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
enum State {
    SuspendedStart,
    SuspendedYield,
    Executing,
    Completed,
}

/// What a helper does.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub(super) enum Step {
    Map,
    Filter,
    Take,
    Drop,
    FlatMap,
    Chunks,
    Windows,
    Concat,
    Zip,
}

impl Step {
    const ALL: [Step; 9] = [
        Step::Map,
        Step::Filter,
        Step::Take,
        Step::Drop,
        Step::FlatMap,
        Step::Chunks,
        Step::Windows,
        Step::Concat,
        Step::Zip,
    ];

    fn run(self, cx: &mut Cx, helper: Helper) -> JsResult<Option<Value>> {
        match self {
            Step::Map => adapt::step_map(cx, helper),
            Step::Filter => adapt::step_filter(cx, helper),
            Step::Take => adapt::step_take(cx, helper),
            Step::Drop => adapt::step_drop(cx, helper),
            Step::FlatMap => adapt::step_flat_map(cx, helper),
            Step::Chunks => group::step_chunks(cx, helper),
            Step::Windows => group::step_windows(cx, helper),
            Step::Concat => sequence::step_concat(cx, helper),
            Step::Zip => zip::step_zip(cx, helper),
        }
    }
}

/// An Iterator Helper object.
#[derive(Clone, Copy)]
pub(super) struct Helper(Object);

impl Helper {
    /// A helper over the iterator of `record`, if it has one.
    pub(super) fn create(
        cx: &Cx,
        step: Step,
        record: Option<IteratorRecord>,
        data: Value,
        counter: f64,
    ) -> Value {
        let prototype = cx.intrinsic(Intrinsic::IteratorHelperPrototype);
        let iterator = record.map_or(Value::UNDEFINED, |record| record.iterator.into());
        let internal = [
            Value::from(State::SuspendedStart as i32),
            Value::from(step as i32),
            iterator,
            record.map_or(Value::UNDEFINED, |record| record.next),
            data,
            Value::from(counter),
            Value::UNDEFINED,
            Value::UNDEFINED,
        ];
        cx.create_object(Kind::IteratorHelper, Some(prototype), &internal)
            .into()
    }

    /// The underlying iterator; `None` when it is used up.
    pub(super) fn underlying(self) -> Option<IteratorRecord> {
        let iterator = self.0.internal(slot::ITERATOR).as_object()?;
        Some(IteratorRecord {
            iterator,
            next: self.0.internal(slot::NEXT),
            done: false,
        })
    }

    /// Says that the underlying iterator is used up and needs no closing.
    pub(super) fn drop_underlying(self) {
        self.0.set_internal(slot::ITERATOR, Value::UNDEFINED);
    }

    /// The callback.
    pub(super) fn function(self) -> Value {
        self.0.internal(slot::DATA)
    }

    /// The list that was given as data.
    pub(super) fn list(self) -> GcVec {
        GcVec::from_value(self.0.internal(slot::DATA)).expect("the data of such a helper is a list")
    }

    pub(super) fn counter(self) -> f64 {
        self.0.internal(slot::COUNTER).as_number().unwrap_or(0.0)
    }

    pub(super) fn set_counter(self, counter: f64) {
        self.0.set_internal(slot::COUNTER, Value::from(counter));
    }

    /// The iterator within.
    pub(super) fn inner(self) -> Option<IteratorRecord> {
        let iterator = self.0.internal(slot::INNER).as_object()?;
        Some(IteratorRecord {
            iterator,
            next: self.0.internal(slot::INNER_NEXT),
            done: false,
        })
    }

    pub(super) fn set_inner(self, inner: Option<IteratorRecord>) {
        let (iterator, next) = match inner {
            Some(record) => (record.iterator.into(), record.next),
            None => (Value::UNDEFINED, Value::UNDEFINED),
        };
        self.0.set_internal(slot::INNER, iterator);
        self.0.set_internal(slot::INNER_NEXT, next);
    }

    fn step(self) -> Step {
        let number = self.0.internal(slot::STEP).as_int().unwrap_or(0);
        Step::ALL[number as usize]
    }

    fn state(self) -> State {
        match self.0.internal(slot::STATE).as_int() {
            Some(0) => State::SuspendedStart,
            Some(1) => State::SuspendedYield,
            Some(2) => State::Executing,
            _ => State::Completed,
        }
    }

    fn set_state(self, state: State) {
        self.0.set_internal(slot::STATE, Value::from(state as i32));
        if state == State::Completed {
            for index in [
                slot::ITERATOR,
                slot::NEXT,
                slot::DATA,
                slot::INNER,
                slot::INNER_NEXT,
            ] {
                self.0.set_internal(index, Value::UNDEFINED);
            }
        }
    }

    /// Closes what is open, as a `return` in the helper's body would.
    fn close(self, cx: &mut Cx) -> JsResult<()> {
        if self.step() == Step::Zip {
            return zip::close_all(cx, self.list(), Ok(()));
        }
        let mut completion = Ok(());
        for record in [self.inner(), self.underlying()].into_iter().flatten() {
            completion = cx.iterator_close(&record, completion);
        }
        completion
    }
}

fn this_helper(cx: &mut Cx, call: &Call<'_>) -> JsResult<Helper> {
    let helper = cx
        .require_kind(call.this(), Kind::IteratorHelper, "Iterator Helper")
        .map(Helper)?;
    if helper.state() == State::Executing {
        return Err(type_error(cx, Msg::GeneratorRunning));
    }
    Ok(helper)
}

/// §27.1.2.1.1 %IteratorHelperPrototype%.next ( ) <https://tc39.es/ecma262/#sec-%iteratorhelperprototype%.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let helper = this_helper(cx, call)?;
    if helper.state() == State::Completed {
        return Ok(cx.create_iter_result_object(Value::UNDEFINED, true).into());
    }
    helper.set_state(State::Executing);
    let result = helper.step().run(cx, helper);
    let is_over = !matches!(result, Ok(Some(_)));
    helper.set_state(if is_over {
        State::Completed
    } else {
        State::SuspendedYield
    });
    let value = result?.unwrap_or(Value::UNDEFINED);
    Ok(cx.create_iter_result_object(value, is_over).into())
}

/// §27.1.2.1.2 %IteratorHelperPrototype%.return ( ) <https://tc39.es/ecma262/#sec-%iteratorhelperprototype%.return>
fn return_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let helper = this_helper(cx, call)?;
    let result = match helper.state() {
        State::Completed | State::Executing => Ok(()),
        State::SuspendedYield => {
            helper.set_state(State::Executing);
            let result = helper.close(cx);
            helper.set_state(State::Completed);
            result
        }
        State::SuspendedStart => {
            // 4. A second `next` or `return` during the closing finds the helper completed.
            let copy = Helper(cx.create_object(Kind::IteratorHelper, None, &helper.slots()));
            helper.set_state(State::Completed);
            copy.close(cx)
        }
    };
    result?;
    Ok(cx.create_iter_result_object(Value::UNDEFINED, true).into())
}

impl Helper {
    fn slots(self) -> [Value; 8] {
        std::array::from_fn(|index| self.0.internal(index))
    }
}
