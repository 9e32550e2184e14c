//! What serde writes, as [`Data`].
//!
//! Uses: export. Never: context.

use serde::Serialize;
use serde::ser::{
    Error as _, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::Failure;
use crate::export::Data;

/// Makes [`Data`].
pub(super) struct Writer;

type Result<T = Data> = std::result::Result<T, Failure>;

/// A list under way, and the variant that it belongs to.
pub(super) struct List(Vec<Data>, Option<&'static str>);

/// An object under way, the key that waits for its value, and the variant that it belongs to.
pub(super) struct Entries(Vec<(String, Data)>, Option<String>, Option<&'static str>);

fn tagged(variant: Option<&'static str>, content: Data) -> Data {
    match variant {
        Some(variant) => Data::Object(vec![(variant.to_owned(), content)]),
        None => content,
    }
}

impl List {
    fn add<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<()> {
        let step = format!("[{}]", self.0.len());
        let item = item
            .serialize(Writer)
            .map_err(|failure| failure.within(&step))?;
        self.0.push(item);
        Ok(())
    }
}

impl Entries {
    fn add<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Result<()> {
        let value = value
            .serialize(Writer)
            .map_err(|failure| failure.within(&format!(".{key}")))?;
        self.0.push((key, value));
        Ok(())
    }
}

macro_rules! whole {
    ($($method:ident $type:ty;)*) => {
        $(fn $method(self, number: $type) -> Result {
            match i64::try_from(number) {
                Ok(int) if int.unsigned_abs() <= 1 << 53 => Ok(Data::Int(int)),
                _ => Err(Failure::custom(format!("{number} is no safe integer"))),
            }
        })*
    };
}

impl Serializer for Writer {
    type Ok = Data;
    type Error = Failure;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = List;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    whole! {
        serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64; serialize_i128 i128;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64; serialize_u128 u128;
    }

    fn serialize_bool(self, boolean: bool) -> Result {
        Ok(Data::Boolean(boolean))
    }

    fn serialize_f32(self, number: f32) -> Result {
        Ok(Data::Float(number.into()))
    }

    fn serialize_f64(self, number: f64) -> Result {
        Ok(Data::Float(number))
    }

    fn serialize_char(self, unit: char) -> Result {
        self.serialize_str(unit.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result {
        Ok(Data::String(text.into()))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result {
        Ok(Data::Bytes(bytes.to_vec()))
    }

    fn serialize_none(self) -> Result {
        Ok(Data::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result {
        Ok(Data::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result {
        Ok(Data::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result {
        Ok(tagged(Some(variant), value.serialize(self)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List> {
        Ok(List(Vec::new(), None))
    }

    fn serialize_tuple(self, _: usize) -> Result<List> {
        Ok(List(Vec::new(), None))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List> {
        Ok(List(Vec::new(), None))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List> {
        Ok(List(Vec::new(), Some(variant)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries> {
        Ok(Entries(Vec::new(), None, None))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries> {
        Ok(Entries(Vec::new(), None, None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries> {
        Ok(Entries(Vec::new(), None, Some(variant)))
    }
}

macro_rules! lists {
    ($($kind:ident $method:ident;)*) => {
        $(impl $kind for List {
            type Ok = Data;
            type Error = Failure;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<()> {
                self.add(item)
            }

            fn end(self) -> Result {
                Ok(tagged(self.1, Data::Array(self.0)))
            }
        })*
    };
}

lists! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! structs {
    ($($kind:ident;)*) => {
        $(impl $kind for Entries {
            type Ok = Data;
            type Error = Failure;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
                self.add(key.to_owned(), value)
            }

            fn end(self) -> Result {
                Ok(tagged(self.2, Data::Object(self.0)))
            }
        })*
    };
}

structs! {
    SerializeStruct;
    SerializeStructVariant;
}

impl SerializeMap for Entries {
    type Ok = Data;
    type Error = Failure;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.1 = Some(match key.serialize(Writer)? {
            Data::String(text) => text.to_string(),
            Data::Int(int) => int.to_string(),
            Data::Boolean(boolean) => boolean.to_string(),
            _ => return Err(Failure::custom("a key of an object is text")),
        });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        match self.1.take() {
            Some(key) => self.add(key, value),
            None => Err(Failure::custom("a value comes after its key")),
        }
    }

    fn end(self) -> Result {
        Ok(Data::Object(self.0))
    }
}
