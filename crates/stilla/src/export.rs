//! Copies of values as plain Rust data, which outlive and leave the runtime.
//!
//! Uses: core, convert, object. Never: runtime.

use stilla_core::ops::EntryKind;
use stilla_core::{Kind, Object as MachineObject, Unpacked, Value as MachineValue};

use crate::class::{Class, Instance};
use crate::context::{AsContext, Context};
use crate::convert::{Bytes, FromJs, IntoJs, from_js_by_raw};
use crate::dynamic::behind;
use crate::error::{Error, describe};
use crate::object::{Array, Object};
use crate::seal::{Raw, TOKEN, Token};
use crate::shared::SharedData;
use crate::value::{BigInt, JsString, Value};

/// How deep an export goes.
const DEPTH: usize = 200;
/// How many values an export copies.
const SIZE: usize = 1_000_000;

/// How much an export copies at most.
///
/// # Examples
/// ```
/// let limits = stilla::ExportLimits { size: 1000, ..Default::default() };
/// assert_eq!(limits.depth, 200);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportLimits {
    /// Levels of objects and arrays inside of each other: no more than 200.
    pub depth: usize,
    /// Values, all of them.
    pub size: usize,
}

impl Default for ExportLimits {
    fn default() -> Self {
        ExportLimits {
            depth: DEPTH,
            size: SIZE,
        }
    }
}

/// A value without its runtime: owned, `Send`, a tree. What wraps Rust values is no copy but itself: instances of
/// host classes, live views, dynamic objects and arrays. An object that contains itself appears in itself as
/// [`Data::Reference`], the number of objects and arrays on the way from it.
///
/// # Examples
/// ```
/// use stilla::{Data, Runtime};
///
/// let mut runtime = Runtime::new();
/// let data: Data = runtime.eval_as("({ id: 7, tags: ['a', 1.5], when: new Date(0), big: 9n })")?;
/// drop(runtime);
/// let Data::Object(entries) = data else { panic!() };
/// assert_eq!(entries[0], ("id".to_owned(), Data::Int(7)));
/// assert_eq!(entries[1].1, Data::Array(vec![Data::String("a".into()), Data::Float(1.5)]));
/// assert_eq!(entries[2].1, Data::Date(0.0));
///
/// let knot: Data = Runtime::new().eval_as("const o = { list: [] }; o.list.push(o); o")?;
/// assert_eq!(knot, Data::Object(vec![("list".into(), Data::Array(vec![Data::Reference(2)]))]));
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Data {
    /// undefined
    Undefined,
    /// null
    Null,
    /// A Boolean.
    Boolean(bool),
    /// A Number that is a whole one.
    Int(i64),
    /// Any other Number.
    Float(f64),
    /// A BigInt.
    BigInt(BigInt),
    /// A String.
    String(JsString),
    /// A Date: milliseconds since 1970, or NaN.
    Date(f64),
    /// The bytes of an ArrayBuffer or a view.
    Bytes(Vec<u8>),
    /// An Array.
    Array(Vec<Data>),
    /// A Map: keys and values.
    Map(Vec<(Data, Data)>),
    /// A Set.
    Set(Vec<Data>),
    /// Own enumerable properties, in their order.
    Object(Vec<(String, Data)>),
    /// An error: name, message, stack.
    Error {
        /// The name.
        name: String,
        /// The message.
        message: String,
        /// The stack.
        stack: String,
    },
    /// An object or array that contains this place: so many steps up.
    Reference(usize),
    /// What has no copy: a function, a symbol, a promise.
    Opaque(String),
    /// An instance of a host class, a live view, a dynamic object or array: no copy but itself.
    Instance(Exported),
}

/// An instance of a host class in exported data, a live view, a dynamic object or array. It keeps the object alive,
/// may go to another thread, and is the same object again when it comes back to its runtime.
///
/// # Examples
/// ```
/// use stilla::{Class, ClassBuilder, Data, Runtime};
///
/// struct Account(u32);
/// impl Class for Account {
///     const NAME: &'static str = "Account";
///     fn define(class: &mut ClassBuilder<Self>) {
///         class.constructor(|balance: u32| Account(balance));
///     }
/// }
/// let mut runtime = Runtime::new();
/// runtime.define_class::<Account>()?;
/// let data: Data = runtime.eval_as("var mine = new Account(5); ({ owner: 'Ada', account: mine })")?;
/// let Data::Object(entries) = &data else { panic!() };
/// let Data::Instance(account) = &entries[1].1 else { panic!() };
/// assert_eq!(account.instance::<Account>(&mut runtime)?.with(&mut runtime, |account| account.0)?, 5);
///
/// runtime.set("back", data)?;
/// assert!(runtime.eval_as::<bool>("back.account === mine")?);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Exported(Object);

impl Exported {
    /// The object.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Data, Runtime};
    ///
    /// struct Label;
    /// impl Class for Label {
    ///     const NAME: &'static str = "Label";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.getter("text", |_: &Label| "fragile");
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.set("label", Label)?;
    /// let Some(Data::Instance(label)) = runtime.get("label")? else { panic!() };
    /// assert_eq!(label.object().get::<String>(&mut runtime, "text")?, "fragile");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn object(&self) -> &Object {
        &self.0
    }

    /// What the object is in Rust: the collection behind a live view, for one.
    ///
    /// # Errors
    /// It is no `T`, or of another runtime.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Data, Live, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let list = Live::new(vec![1, 2]);
    /// runtime.set("list", list.clone())?;
    /// let Some(Data::Instance(exported)) = runtime.get("list")? else { panic!() };
    /// assert!(exported.get::<Live<Vec<i32>>>(&mut runtime)?.is_same(&list));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn get<T: FromJs>(&self, cx: &mut impl AsContext) -> Result<T, Error> {
        Value::Object(self.0.clone()).get(cx)
    }

    /// The instance, of class `T`.
    ///
    /// # Errors
    /// It is of another class, or of another runtime.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Data, Instance, Runtime};
    ///
    /// struct Label(String);
    /// impl Class for Label {
    ///     const NAME: &'static str = "Label";
    ///     fn define(_: &mut ClassBuilder<Self>) {}
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.set("label", Label("fragile".to_owned()))?;
    /// let Some(Data::Instance(exported)) = runtime.get("label")? else { panic!() };
    /// let label: Instance<Label> = exported.instance(&mut runtime)?;
    /// assert_eq!(label.with(&mut runtime, |label| label.0.len())?, 7);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn instance<T: Class>(&self, cx: &mut impl AsContext) -> Result<Instance<T>, Error> {
        Value::Object(self.0.clone()).instance(cx)
    }
}

/// Whether both are clones of one exported instance.
impl PartialEq for Exported {
    fn eq(&self, other: &Self) -> bool {
        self.0.handle().is_same(other.0.handle())
    }
}

impl Value {
    /// A copy of the value without its runtime. Getters run; functions and symbols are [`Data::Opaque`].
    ///
    /// # Errors
    /// RangeError for what is nested deeper than 200 levels or has more than a million parts; getters may
    /// throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Data, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let value = runtime.eval("[1, [2, 'three']]")?;
    /// let inner = Data::Array(vec![Data::Int(2), Data::String("three".into())]);
    /// assert_eq!(value.export(&mut runtime)?, Data::Array(vec![Data::Int(1), inner]));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn export(&self, cx: &mut impl AsContext) -> Result<Data, Error> {
        self.get(cx)
    }

    /// [`Value::export`] with limits of its own.
    ///
    /// # Errors
    /// RangeError for what exceeds them; getters may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::{ExportLimits, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let value = runtime.eval("[1, [2, [3]]]")?;
    /// let limits = ExportLimits { depth: 2, ..ExportLimits::default() };
    /// assert!(value.export_with(&mut runtime, limits).is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn export_with(
        &self,
        cx: &mut impl AsContext,
        limits: ExportLimits,
    ) -> Result<Data, Error> {
        cx.scope(|cx| {
            let value = self.to_raw(cx.cx)?.0;
            Exporter::new(cx, limits).export(cx, value)
        })
    }

    /// A copy in which live views and dynamic objects are copied, too.
    #[cfg(feature = "serde")]
    pub(crate) fn copy(&self, cx: &mut impl AsContext) -> Result<Data, Error> {
        cx.scope(|cx| {
            let value = self.to_raw(cx.cx)?.0;
            let mut exporter = Exporter::new(cx, ExportLimits::default());
            exporter.views = Views::Copied;
            exporter.export(cx, value)
        })
    }
}

/// What becomes of live views and dynamic objects.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Views {
    Themselves,
    #[cfg_attr(not(feature = "serde"), allow(dead_code, reason = "what serde reads"))]
    Copied,
}

impl FromJs for Data {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        Exporter::new(cx, ExportLimits::default()).export(cx, raw.0)
    }
}

/// An export under way: the objects that are open keep their order on a list.
struct Exporter {
    open: stilla_core::GcVec,
    left: usize,
    depth: usize,
    views: Views,
}

impl Exporter {
    fn new(cx: &mut Context<'_>, limits: ExportLimits) -> Exporter {
        Exporter {
            open: stilla_core::GcVec::new(cx.cx),
            left: limits.size,
            depth: limits.depth.min(DEPTH),
            views: Views::Themselves,
        }
    }

    fn export(&mut self, cx: &mut Context<'_>, value: MachineValue) -> Result<Data, Error> {
        self.left = self
            .left
            .checked_sub(1)
            .ok_or_else(|| Error::range_error("the value has too many parts to be exported"))?;
        Ok(match value.unpack() {
            Unpacked::Undefined => Data::Undefined,
            Unpacked::Null => Data::Null,
            Unpacked::Boolean(boolean) => Data::Boolean(boolean),
            Unpacked::Int(int) => Data::Int(i64::from(int)),
            Unpacked::Double(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                if number == 0.0 {
                    Data::Float(number)
                } else {
                    Data::Int(number as i64)
                }
            }
            Unpacked::Double(number) => Data::Float(number),
            Unpacked::String(string) => Data::String(JsString::from_machine(cx.cx, string)),
            Unpacked::BigInt(_) => Data::BigInt(BigInt::from_raw(Raw(value), cx, TOKEN)?),
            Unpacked::Symbol(_) => Data::Opaque("symbol".to_owned()),
            Unpacked::Object(object) => return self.export_object(cx, object),
        })
    }

    fn export_object(
        &mut self,
        cx: &mut Context<'_>,
        object: MachineObject,
    ) -> Result<Data, Error> {
        let above = self.open.iter().rev();
        if let Some(steps) = above
            .enumerate()
            .find(|(_, open)| *open == object.into())
            .map(|(i, _)| i + 1)
        {
            return Ok(Data::Reference(steps));
        }
        if self.open.len() >= self.depth {
            return Err(Error::range_error(
                "the value is nested too deeply to be exported",
            ));
        }
        if object.is_callable() {
            return Ok(Data::Opaque("function".to_owned()));
        }
        self.open.push(cx.cx, object.into());
        let data = match object.kind() {
            Kind::Date => Data::Date(object.internal(0).as_number().unwrap_or(f64::NAN)),
            Kind::ArrayBuffer | Kind::SharedArrayBuffer | Kind::TypedArray | Kind::DataView => {
                Data::Bytes(Bytes::from_raw(Raw(object.into()), cx, TOKEN)?.0)
            }
            Kind::Error => {
                let thrown = stilla_core::Thrown::new(object.into());
                match describe(cx.cx, thrown) {
                    Error::Exception(error) => Data::Error {
                        name: error.name,
                        message: error.message,
                        stack: error.stack,
                    },
                    other => return Err(other),
                }
            }
            _ if self.is_itself(cx, object) => {
                Data::Instance(Exported(Object::from_machine(cx.cx, object)))
            }
            Kind::Set => Data::Set(self.list(cx, object)?),
            Kind::Map => {
                let mut entries = Vec::new();
                for pair in self.list(cx, object)? {
                    if let Data::Array(mut pair) = pair
                        && let (Some(value), Some(key)) = (pair.pop(), pair.pop())
                    {
                        entries.push((key, value));
                    }
                }
                Data::Map(entries)
            }
            Kind::Promise | Kind::WeakMap | Kind::WeakSet | Kind::WeakRef => {
                Data::Opaque(format!("{:?}", object.kind()))
            }
            _ => {
                let is_array = cx.cx.is_array(object.into());
                if cx.catch(is_array)? {
                    Data::Array(self.list(cx, object)?)
                } else {
                    Data::Object(self.entries(cx, object)?)
                }
            }
        };
        let _ = self.open.pop();
        Ok(data)
    }

    /// Whether the object wraps Rust values. (Data that never changes may as well be copied.)
    fn is_itself(&self, cx: &mut Context<'_>, object: MachineObject) -> bool {
        object.is(Kind::Host)
            || self.views == Views::Themselves
                && cx.cx.exotic_of(object).is_some()
                && behind(cx.cx, object.into(), |_: &SharedData| ()).is_none()
    }

    fn list(&mut self, cx: &mut Context<'_>, object: MachineObject) -> Result<Vec<Data>, Error> {
        let items = cx.cx.iterable_to_list(object.into());
        let items = cx.catch(items)?;
        items.iter().map(|item| self.export(cx, item)).collect()
    }

    fn entries(
        &mut self,
        cx: &mut Context<'_>,
        object: MachineObject,
    ) -> Result<Vec<(String, Data)>, Error> {
        let keys = cx.cx.enumerable_own_properties(object, EntryKind::Keys);
        let mut entries = Vec::new();
        for key in cx.catch(keys)?.iter() {
            let Some(name) = key.as_string() else {
                continue;
            };
            let text = JsString::from_machine(cx.cx, name).to_string();
            let key = stilla_core::PropertyKey::from_string(cx.cx, name);
            let value = cx.cx.get(object, key);
            let value = cx.catch(value)?;
            entries.push((text, self.export(cx, value)?));
        }
        Ok(entries)
    }
}

/// Into any runtime, but for instances of host classes, which belong to theirs: a reference becomes null,
/// what is opaque undefined.
impl IntoJs for Data {
    fn into_js(self, cx: &mut Context<'_>) -> Result<Value, Error> {
        match self {
            Data::Undefined | Data::Opaque(_) => Ok(Value::Undefined),
            Data::Null | Data::Reference(_) => Ok(Value::Null),
            Data::Boolean(boolean) => Ok(Value::Boolean(boolean)),
            Data::Instance(exported) => exported.0.into_js(cx),
            Data::Int(int) => int.into_js(cx),
            Data::Float(number) => Ok(Value::Number(number)),
            Data::BigInt(big) => Ok(Value::BigInt(big)),
            Data::String(text) => Ok(Value::String(text)),
            Data::Date(milliseconds) => {
                let constructor = cx.cx.intrinsic(stilla_core::Intrinsic::Date);
                let date = cx
                    .cx
                    .construct(constructor, &[milliseconds.into()], constructor);
                let date = cx.catch(date)?;
                Ok(Value::Object(Object::from_machine(cx.cx, date)))
            }
            Data::Bytes(bytes) => Bytes(bytes).into_js(cx),
            Data::Array(items) => {
                let array = Array::new(cx)?;
                for item in items {
                    array.push(cx, item)?;
                }
                array.into_js(cx)
            }
            Data::Set(items) => {
                let items = items.into_js(cx)?;
                collection(cx, "Set", items)
            }
            Data::Map(entries) => {
                let entries = entries.into_js(cx)?;
                collection(cx, "Map", entries)
            }
            Data::Object(entries) => {
                let object = Object::new(cx)?;
                for (key, value) in entries {
                    object.define_value(cx, key, value)?;
                }
                Ok(Value::Object(object))
            }
            Data::Error { message, .. } => {
                let thrown = crate::error::throw(cx.cx, Error::new(message));
                let error = thrown.value().unwrap_or(MachineValue::UNDEFINED);
                Ok(Value::from_machine(cx.cx, error))
            }
        }
    }
}

fn collection(cx: &mut Context<'_>, kind: &str, items: Value) -> Result<Value, Error> {
    let constructor = match kind {
        "Set" => stilla_core::Intrinsic::Set,
        _ => stilla_core::Intrinsic::Map,
    };
    let constructor = cx.cx.intrinsic(constructor);
    let items = items.to_raw(cx.cx)?.0;
    let made = cx.cx.construct(constructor, &[items], constructor);
    let made = cx.catch(made)?;
    Ok(Value::Object(Object::from_machine(cx.cx, made)))
}
