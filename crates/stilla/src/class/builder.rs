//! What a host class has: constructor, methods, accessors, constants.
//!
//! Uses: function, convert. Never: runtime.

use std::marker::PhantomData;

use stilla_core::WellKnownSymbol;

use super::{Class, construct_instance};
use crate::context::Context;
use crate::convert::FromJs;
use crate::error::Error;
use crate::function::{FromArgument, IntoFunction, IntoMethod, IntoMethodMut, Native, Reader};
use crate::seal::TOKEN;
use crate::value::Value;

/// A property of the constructor or of the prototype.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) symbol: Option<WellKnownSymbol>,
    pub(super) is_static: bool,
    pub(super) role: Role,
}

/// What a member is.
pub(super) enum Role {
    Method(u32, Native),
    Getter(Native),
    Setter(Native),
    Constant(Value),
}

/// Collects what a class has: see [`Class`].
///
/// # Examples
/// ```
/// use stilla::{Class, ClassBuilder, Runtime};
///
/// struct Point { x: f64, y: f64 }
///
/// impl Class for Point {
///     const NAME: &'static str = "Point";
///     fn define(class: &mut ClassBuilder<Self>) {
///         class.constructor(|x: f64, y: f64| Point { x, y });
///         class.method("length", |point: &Point| point.x.hypot(point.y));
///     }
/// }
/// let mut runtime = Runtime::new();
/// runtime.define_class::<Point>()?;
/// assert_eq!(runtime.eval_as::<f64>("new Point(3, 4).length()")?, 5.0);
/// # Ok::<(), stilla::Error>(())
/// ```
pub struct ClassBuilder<T> {
    pub(super) constructor: Option<(u32, Native)>,
    pub(super) members: Vec<Member>,
    class: PhantomData<fn() -> T>,
}

impl<T: Class> std::fmt::Debug for ClassBuilder<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct(T::NAME)
            .field("members", &self.members.len())
            .finish()
    }
}

/// What a constructor's closure may return: the value, or a `Result` with it.
///
/// # Examples
/// ```
/// use stilla::{Class, ClassBuilder, Runtime};
///
/// struct Even(u32);
/// impl Class for Even {
///     const NAME: &'static str = "Even";
///     fn define(class: &mut ClassBuilder<Self>) {
///         class.constructor(|n: u32| if n % 2 == 0 { Ok(Even(n)) } else { Err("odd") });
///         class.getter("value", |this: &Even| this.0);
///     }
/// }
/// let mut runtime = Runtime::new();
/// runtime.define_class::<Even>()?;
/// assert_eq!(runtime.eval_as::<u32>("new Even(4).value")?, 4);
/// assert!(runtime.eval("new Even(5)").is_err());
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait Constructed<T> {
    /// The value.
    ///
    /// # Errors
    /// Why there is none.
    fn into_value(self) -> Result<T, Error>;
}

impl<T: Class> Constructed<T> for T {
    fn into_value(self) -> Result<T, Error> {
        Ok(self)
    }
}

impl<T: Class, E: Into<Box<dyn std::error::Error + Send + Sync>>> Constructed<T> for Result<T, E> {
    fn into_value(self) -> Result<T, Error> {
        self.map_err(|error| crate::error::from_boxed(error.into()))
    }
}

/// A closure that can be the constructor of the class `T`. `M` is inferred.
///
/// # Examples
/// ```
/// use stilla::{Class, ClassBuilder, Runtime};
///
/// struct Range(f64, f64);
///
/// impl Class for Range {
///     const NAME: &'static str = "Range";
///     fn define(class: &mut ClassBuilder<Self>) {
///         class.constructor(|from: f64, to: f64| Range(from, to));
///         class.getter("size", |range: &Range| range.1 - range.0);
///     }
/// }
/// let mut runtime = Runtime::new();
/// runtime.define_class::<Range>()?;
/// assert_eq!(runtime.eval_as::<f64>("new Range(2, 5).size")?, 3.0);
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait IntoConstructor<T, M> {
    /// The `length` and the closure as it is kept.
    #[doc(hidden)]
    fn into_native(self, token: crate::seal::Token) -> (u32, Native);
}

macro_rules! constructor_arity {
    ($($name:ident),*) => {
        impl<Func, T, R, $($name),*> IntoConstructor<T, fn($($name),*) -> R> for Func
        where
            Func: Fn($($name),*) -> R + Send + 'static,
            T: Class,
            R: Constructed<T>,
            $($name: FromArgument,)*
        {
            #[allow(non_snake_case, unused_variables)]
            fn into_native(self, token: crate::seal::Token) -> (u32, Native) {
                let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
                    let target = reader.call.new_target().ok_or_else(new_is_missing::<T>)?;
                    $(let $name = $name::take(reader, cx, token)?;)*
                    construct_instance::<T>(cx, self($($name),*).into_value()?, target)
                });
                (0 $(+ $name::LENGTH)*, native)
            }
        }
    };
}

#[cold]
fn new_is_missing<T: Class>() -> Error {
    Error::type_error(format!("Class constructor {} requires 'new'", T::NAME))
}

constructor_arity!();
constructor_arity!(A);
constructor_arity!(A, B);
constructor_arity!(A, B, C);
constructor_arity!(A, B, C, D);
constructor_arity!(A, B, C, D, E);
constructor_arity!(A, B, C, D, E, G);
constructor_arity!(A, B, C, D, E, G, H);
constructor_arity!(A, B, C, D, E, G, H, I);

impl<T: Class> ClassBuilder<T> {
    pub(super) fn new() -> ClassBuilder<T> {
        ClassBuilder {
            constructor: None,
            members: Vec::new(),
            class: PhantomData,
        }
    }

    fn push(&mut self, name: &str, is_static: bool, role: Role) -> &mut ClassBuilder<T> {
        self.members.push(Member {
            name: name.to_owned(),
            symbol: None,
            is_static,
            role,
        });
        self
    }

    /// What `new` does. Without one, only Rust makes instances.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Error, Runtime};
    ///
    /// struct Even(u32);
    ///
    /// impl Class for Even {
    ///     const NAME: &'static str = "Even";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.constructor(|n: u32| match n % 2 {
    ///             0 => Ok(Even(n)),
    ///             _ => Err(Error::range_error("an odd number")),
    ///         });
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.define_class::<Even>()?;
    /// assert!(runtime.eval("new Even(2)").is_ok() && runtime.eval("new Even(3)").is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn constructor<M>(&mut self, make: impl IntoConstructor<T, M>) -> &mut ClassBuilder<T> {
        self.constructor = Some(make.into_native(TOKEN));
        self
    }

    /// A method that looks at the value.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Runtime};
    ///
    /// struct Text(String);
    ///
    /// impl Class for Text {
    ///     const NAME: &'static str = "Text";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.method("with", |text: &Text, more: String| format!("{}{more}", text.0));
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.set("text", Text("a".to_owned()))?;
    /// assert_eq!(runtime.eval_as::<String>("text.with('b')")?, "ab");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn method<M>(&mut self, name: &str, method: impl IntoMethod<T, M>) -> &mut ClassBuilder<T> {
        let (length, native) = method.into_native(TOKEN);
        self.push(name, false, Role::Method(length, native))
    }

    /// A method that changes the value.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Runtime};
    ///
    /// struct Counter(u32);
    ///
    /// impl Class for Counter {
    ///     const NAME: &'static str = "Counter";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.method_mut("add", |counter: &mut Counter, n: u32| {
    ///             counter.0 += n;
    ///             counter.0
    ///         });
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.set("counter", Counter(1))?;
    /// assert_eq!(runtime.eval_as::<u32>("counter.add(2); counter.add(3)")?, 6);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn method_mut<M>(
        &mut self,
        name: &str,
        method: impl IntoMethodMut<T, M>,
    ) -> &mut ClassBuilder<T> {
        let (length, native) = method.into_native(TOKEN);
        self.push(name, false, Role::Method(length, native))
    }

    /// A property that is read by a method.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Runtime};
    ///
    /// struct Square(f64);
    ///
    /// impl Class for Square {
    ///     const NAME: &'static str = "Square";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.getter("area", |square: &Square| square.0 * square.0);
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.set("square", Square(3.0))?;
    /// assert_eq!(runtime.eval_as::<f64>("square.area")?, 9.0);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn getter<M>(&mut self, name: &str, get: impl IntoMethod<T, M>) -> &mut ClassBuilder<T> {
        let (_, native) = get.into_native(TOKEN);
        self.push(name, false, Role::Getter(native))
    }

    /// A property that is written by a method; a value of another type is a TypeError.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Runtime};
    ///
    /// struct Dial(u8);
    ///
    /// impl Class for Dial {
    ///     const NAME: &'static str = "Dial";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.getter("level", |dial: &Dial| dial.0);
    ///         class.setter("level", |dial: &mut Dial, level: u8| dial.0 = level);
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.set("dial", Dial(1))?;
    /// assert_eq!(runtime.eval_as::<u8>("dial.level = 7; dial.level")?, 7);
    /// assert!(runtime.eval("dial.level = 'loud'").is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn setter<M>(&mut self, name: &str, set: impl IntoMethodMut<T, M>) -> &mut ClassBuilder<T> {
        let (_, native) = set.into_native(TOKEN);
        self.push(name, false, Role::Setter(native))
    }

    /// A property that is read by one method and written by another.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Runtime};
    ///
    /// struct Point { x: f64 }
    ///
    /// impl Class for Point {
    ///     const NAME: &'static str = "Point";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.property("x", |point: &Point| point.x, |point: &mut Point, x: f64| point.x = x);
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.set("point", Point { x: 1.0 })?;
    /// assert_eq!(runtime.eval_as::<f64>("point.x += 1; point.x")?, 2.0);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn property<M, N>(
        &mut self,
        name: &str,
        get: impl IntoMethod<T, M>,
        set: impl IntoMethodMut<T, N>,
    ) -> &mut ClassBuilder<T> {
        self.getter(name, get).setter(name, set)
    }

    /// A static method.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Runtime};
    ///
    /// struct Angle(f64);
    ///
    /// impl Class for Angle {
    ///     const NAME: &'static str = "Angle";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.function("ofDegrees", |degrees: f64| Angle(degrees.to_radians()));
    ///         class.getter("radians", |angle: &Angle| angle.0);
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.define_class::<Angle>()?;
    /// assert!(runtime.eval_as::<bool>("Math.abs(Angle.ofDegrees(180).radians - Math.PI) < 1e-12")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn function<M>(
        &mut self,
        name: &str,
        function: impl IntoFunction<M>,
    ) -> &mut ClassBuilder<T> {
        let (length, native) = function.into_native(TOKEN);
        self.push(name, true, Role::Method(length, native))
    }

    /// A constant of the class.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Runtime};
    ///
    /// struct Disk;
    ///
    /// impl Class for Disk {
    ///     const NAME: &'static str = "Disk";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.constant("SECTOR", 512.0);
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.define_class::<Disk>()?;
    /// assert_eq!(runtime.eval_as::<u32>("Disk.SECTOR")?, 512);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn constant(&mut self, name: &str, value: impl Into<Value>) -> &mut ClassBuilder<T> {
        self.push(name, true, Role::Constant(value.into()))
    }

    /// What `for-of` and the spread take: `values` gives an array of what is iterated.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Runtime};
    ///
    /// struct Dice;
    /// impl Class for Dice {
    ///     const NAME: &'static str = "Dice";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.constructor(|| Dice);
    ///         class.iterator(|_: &Dice| vec![1, 2, 3, 4, 5, 6]);
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.define_class::<Dice>()?;
    /// assert_eq!(runtime.eval_as::<Vec<u8>>("[...new Dice]")?, [1, 2, 3, 4, 5, 6]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn iterator<M>(&mut self, values: impl IntoMethod<T, M>) -> &mut ClassBuilder<T> {
        let (_, values) = values.into_native(TOKEN);
        let native = Native::new(move |reader: &mut Reader<'_>, cx: &mut Context<'_>| {
            let list = values.call(reader, cx)?;
            let list = crate::object::Array::from_raw(list, cx, TOKEN)?;
            let array = list.to_machine(cx.cx)?;
            let kind = stilla_core::array_iterator::ArrayIteration::Values;
            Ok(crate::seal::Raw(
                cx.cx.create_array_iterator(array, kind).into(),
            ))
        });
        self.members.push(Member {
            name: "[Symbol.iterator]".to_owned(),
            symbol: Some(WellKnownSymbol::iterator),
            is_static: false,
            role: Role::Method(0, native),
        });
        self
    }
}
