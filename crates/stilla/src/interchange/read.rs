//! [`Data`] as serde reads it.
//!
//! Uses: export. Never: context.

use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::Failure;
use crate::export::Data;

/// Reads [`Data`].
pub(super) struct Reader(pub(super) Data);

type Result<T> = std::result::Result<T, Failure>;

/// The keys and values of an object.
type Pairs = Box<dyn Iterator<Item = (Data, Data)>>;

impl<'de> Deserializer<'de> for Reader {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Data::Undefined | Data::Null => visitor.visit_unit(),
            Data::Boolean(boolean) => visitor.visit_bool(boolean),
            Data::Int(int) => visitor.visit_i64(int),
            Data::Float(number) | Data::Date(number) => visitor.visit_f64(number),
            Data::BigInt(big) => match big.to_i128() {
                Some(int) => match (i64::try_from(int), u64::try_from(int)) {
                    (Ok(int), _) => visitor.visit_i64(int),
                    (_, Ok(int)) => visitor.visit_u64(int),
                    _ => visitor.visit_i128(int),
                },
                None => visitor.visit_str(big.as_str()),
            },
            Data::String(text) => visitor.visit_str(&text.to_str()),
            Data::Bytes(bytes) => visitor.visit_byte_buf(bytes),
            Data::Array(items) | Data::Set(items) => visitor.visit_seq(Items {
                items: items.into_iter(),
                index: 0,
            }),
            Data::Map(entries) => visitor.visit_map(Entries::new(Box::new(entries.into_iter()))),
            Data::Object(entries) => visitor.visit_map(Entries::new(pairs(entries))),
            Data::Error { message, .. } => visitor.visit_string(message),
            Data::Reference(_) => Err(Failure::custom("the object contains itself")),
            Data::Instance(_) => Err(Failure::invalid_type(
                Unexpected::Other("an instance of a host class"),
                &visitor,
            )),
            Data::Opaque(kind) => Err(Failure::invalid_type(Unexpected::Other(&kind), &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Data::Undefined | Data::Null => visitor.visit_none(),
            other => visitor.visit_some(Reader(other)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.0 {
            Data::String(text) => visitor.visit_enum(text.to_string().into_deserializer()),
            Data::Object(entries) if entries.len() == 1 => {
                let mut entries = entries.into_iter();
                let (name, content) = entries.next().expect("there is one");
                visitor.visit_enum(Variant { name, content })
            }
            _ => Err(Failure::custom(
                "expected a variant: its name, or an object with its name as the only key",
            )),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

fn pairs(entries: Vec<(String, Data)>) -> Pairs {
    let keyed = entries
        .into_iter()
        .map(|(key, value)| (Data::String(key.into()), value));
    Box::new(keyed)
}

struct Items {
    items: std::vec::IntoIter<Data>,
    index: usize,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let step = self.index;
        self.index += 1;
        seed.deserialize(Reader(item))
            .map(Some)
            .map_err(|failure| failure.within(&format!("[{step}]")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Entries {
    entries: Pairs,
    value: Option<(String, Data)>,
}

impl Entries {
    fn new(entries: Pairs) -> Entries {
        Entries {
            entries,
            value: None,
        }
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        // NOTE: a property that is undefined counts as absent, as for `JSON.stringify`.
        let next = self
            .entries
            .find(|(_, value)| !matches!(value, Data::Undefined));
        let Some((key, value)) = next else {
            return Ok(None);
        };
        let step = match &key {
            Data::String(text) => format!(".{text}"),
            other => format!(".{other:?}"),
        };
        self.value = Some((step, value));
        seed.deserialize(Reader(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let Some((step, value)) = self.value.take() else {
            return Err(Failure::custom("a value comes after its key"));
        };
        seed.deserialize(Reader(value))
            .map_err(|failure| failure.within(&step))
    }
}

struct Variant {
    name: String,
    content: Data,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Failure;
    type Variant = Content;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content)> {
        let step = format!(".{}", self.name);
        let name: StringDeserializer<Failure> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, Content(self.content, step)))
    }
}

/// What stands beside the name of a variant.
struct Content(Data, String);

impl<'de> VariantAccess<'de> for Content {
    type Error = Failure;

    fn unit_variant(self) -> Result<()> {
        match self.0 {
            Data::Undefined | Data::Null => Ok(()),
            _ => Err(Failure::custom("the variant has no content").within(&self.1)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(Reader(self.0))
            .map_err(|failure| failure.within(&self.1))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        Reader(self.0)
            .deserialize_any(visitor)
            .map_err(|failure| failure.within(&self.1))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        Reader(self.0)
            .deserialize_any(visitor)
            .map_err(|failure| failure.within(&self.1))
    }
}
