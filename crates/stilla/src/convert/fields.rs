//! The fields of an object, for derived conversions: no handle is made for the object.
//!
//! Whoever implements a conversion gets this by reference and can't keep it, so that the raw object stays
//! on the native stack. The names of a type are looked at once for each runtime: they are the layout of a
//! plain object, and what has this layout is made and read by position.
//!
//! Uses: core, convert, state. Never: runtime.

use stilla_core::object::Layout;
use stilla_core::{
    Attributes, Cx, Handle, Object as MachineObject, PropertyKey, Value as MachineValue,
};

use super::{FromJs, IntoJs, mismatch};
use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, TOKEN};
use crate::state::{state, state_if_any};
use crate::value::Value;

/// The layouts of the types that were converted last, at places that follow from where their names are; no
/// handle if a type's names are not those of a plain object.
#[derive(Default)]
pub(crate) struct Layouts(Vec<Option<(&'static [&'static str], Option<Handle>)>>);

/// The number of places, a power of two.
const PLACES: usize = 128;

/// The place of names. Types are told apart by the addresses of their names.
#[inline]
fn place(names: &'static [&'static str]) -> usize {
    let address = names.as_ptr() as usize / align_of::<&str>();
    (address ^ (address / PLACES)) % PLACES
}

/// The layout of plain objects of the running realm with these names, if they have one.
#[inline]
fn layout(cx: &mut Cx, names: &'static [&'static str]) -> Option<Layout> {
    if let Some(state) = state_if_any(cx)
        && let Some(Some((known, handle))) = state.layouts.0.get(place(names))
        && std::ptr::eq(*known, names)
    {
        let layout = Layout::from_value(cx.kept(handle.as_ref()?)?);
        if layout.is_some_and(|layout| cx.is_plain_layout(layout)) {
            return layout;
        }
    }
    make_layout(cx, names)
}

#[cold]
fn make_layout(cx: &mut Cx, names: &'static [&'static str]) -> Option<Layout> {
    let keys: Vec<PropertyKey> = names
        .iter()
        .map(|name| PropertyKey::from_str(cx, name))
        .collect(); // NOTE: no safepoint because making a layout runs nothing.
    let layout = cx.plain_layout(&keys);
    let handle = layout.map(|layout| cx.keep(layout.to_value()));
    let places = &mut state(cx).layouts.0;
    if places.is_empty() {
        places.resize_with(PLACES, || None);
    }
    places[place(names)] = Some((names, handle));
    layout
}

/// The fields of an object that is being read or made, in the order of the type.
#[derive(Debug)]
pub struct Fields<'a> {
    cx: &'a mut Cx,
    object: MachineObject,
    names: &'static [&'static str],
    layout: Option<Layout>,
    next: usize,
}

impl<'a> Fields<'a> {
    /// Those of a new object.
    pub(crate) fn new(cx: &'a mut Cx, names: &'static [&'static str]) -> Fields<'a> {
        let layout = layout(cx, names);
        let object = match layout {
            Some(layout) => cx.new_with_layout(layout),
            None => cx.new_object(),
        };
        Fields {
            cx,
            object,
            names,
            layout,
            next: 0,
        }
    }

    /// Those of a value that must be an object.
    pub(crate) fn of(
        cx: &'a mut Context<'_>,
        raw: Raw,
        names: &'static [&'static str],
    ) -> Result<Fields<'a>, Error> {
        let depth = cx.cx.check_native_stack();
        cx.catch(depth)?;
        let Some(object) = raw.0.as_object() else {
            return Err(mismatch(cx, "object", raw));
        };
        let layout = layout(cx.cx, names);
        Ok(Fields {
            cx: cx.cx,
            object,
            names,
            layout,
            next: 0,
        })
    }

    pub(crate) fn object(&self) -> Raw {
        Raw(self.object.into())
    }

    /// A type that reads its fields, from a value.
    pub fn read<T: FromJs>(value: &Value, cx: &mut Context<'_>) -> Result<T, Error> {
        let raw = value.to_raw(cx.cx)?;
        T::from_raw(raw, cx, TOKEN)
    }

    /// A type that writes its fields, as a value.
    pub fn write<T: IntoJs>(value: T, cx: &mut Context<'_>) -> Result<Value, Error> {
        let raw = value.into_raw(cx, TOKEN)?;
        Ok(Value::from_machine(cx.cx, raw.0))
    }

    /// The value of the next field; errors name it.
    #[inline]
    pub fn get<T: FromJs>(&mut self) -> Result<T, Error> {
        let value = match self.at_next() {
            Some(value) => value,
            None => self.by_name()?,
        };
        self.convert(value)
    }

    /// The value of the next field, or another one if the field is absent or undefined.
    #[inline]
    pub fn get_or<T: FromJs>(&mut self, other: impl FnOnce() -> T) -> Result<T, Error> {
        let value = match self.at_next() {
            Some(value) => value,
            None => self.by_name()?,
        };
        if value.is_undefined() {
            self.next += 1;
            return Ok(other());
        }
        self.convert(value)
    }

    #[inline]
    fn convert<T: FromJs>(&mut self, value: MachineValue) -> Result<T, Error> {
        let name = self.names[self.next];
        self.next += 1;
        let mut cx = Context::new(self.cx);
        T::from_raw(Raw(value), &mut cx, TOKEN).map_err(|error| error.at_key(name))
    }

    /// What an object of the type's layout has in the next field.
    ///
    /// FAST: it has plain values only, one for each name.
    #[inline]
    fn at_next(&self) -> Option<MachineValue> {
        let layout = self.layout?;
        if !self.cx.has_layout(self.object, layout) {
            return None;
        }
        self.cx.layout_value(self.object, self.next as u32)
    }

    /// What any object has in the next field.
    #[inline(never)]
    fn by_name(&mut self) -> Result<MachineValue, Error> {
        let key = PropertyKey::from_str(self.cx, self.names[self.next]);
        if let Some(value) = self.cx.plain_value(self.object, key) {
            return Ok(value);
        }
        let value = self.cx.get(self.object, key);
        Context::new(self.cx).catch(value)
    }

    /// Sets the next field of a new object.
    pub fn put<T: IntoJs>(&mut self, value: T) -> Result<(), Error> {
        let mut cx = Context::new(self.cx);
        let value = value.into_raw(&mut cx, TOKEN)?.0;
        let position = self.next;
        self.next += 1;
        // FAST: the object is new and ordinary, and no script has seen it: there is nothing to be asked.
        match self.layout {
            Some(_) => self.cx.set_layout_value(self.object, position, value),
            None => {
                let key = PropertyKey::from_str(self.cx, self.names[position]);
                self.cx.put_own(self.object, key, value, Attributes::ALL);
            }
        }
        Ok(())
    }
}
