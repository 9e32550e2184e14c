//! Buffers: memory of the host as bytes of a script, and the other way around, without copying.
//!
//! Uses: core, object, convert. Never: runtime.

use std::ops::Deref;
use std::sync::Arc;

use stilla_core::buffer::{Buffer, BufferOptions, SharedBytes};
use stilla_core::{Cx, Intrinsic, Kind};

use crate::context::{AsContext, Context};
use crate::convert::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::error::Error;
use crate::object::Object;
use crate::seal::{Raw, Token};
use crate::value::Value;

pub use stilla_core::buffer::ElementType;

/// An ArrayBuffer or SharedArrayBuffer of JavaScript. Everything that an [`Object`] can do, it can do too.
///
/// # Examples
/// ```
/// use stilla::{ArrayBuffer, ElementType, Runtime};
///
/// let mut runtime = Runtime::new();
/// let pixels = vec![10_u8; 1 << 20];
/// let place = pixels.as_ptr();
/// // The memory of the Vec becomes that of the buffer, …
/// let buffer = ArrayBuffer::from_vec(&mut runtime, pixels)?;
/// let view = buffer.view(&mut runtime, ElementType::Uint8, 0, None)?;
/// runtime.set("pixels", view)?;
/// runtime.eval("for (let i = 0; i < 1000; i++) pixels[i] = i")?;
/// // … and comes back when the buffer is detached: nothing was copied.
/// let pixels = buffer.detach(&mut runtime)?;
/// assert_eq!((pixels[7], pixels[70_000]), (7, 10));
/// assert_eq!(pixels.as_ptr(), place);
/// assert_eq!(runtime.eval_as::<usize>("pixels.length")?, 0);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ArrayBuffer(pub(crate) Object);

impl Deref for ArrayBuffer {
    type Target = Object;

    fn deref(&self) -> &Object {
        &self.0
    }
}

impl From<ArrayBuffer> for Value {
    fn from(buffer: ArrayBuffer) -> Value {
        Value::Object(buffer.0)
    }
}

impl ArrayBuffer {
    /// A buffer of bytes that are 0.
    ///
    /// # Errors
    /// RangeError for too many; the memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{ArrayBuffer, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let buffer = ArrayBuffer::new(&mut runtime, 16)?;
    /// assert_eq!(buffer.len(&mut runtime)?, 16);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(cx: &mut impl AsContext, len: usize) -> Result<ArrayBuffer, Error> {
        cx.scope(|cx| {
            let buffer = cx.cx.new_buffer(len as u64, BufferOptions::default());
            let buffer = cx.catch(buffer)?;
            Ok(ArrayBuffer::wrap(cx.cx, buffer))
        })
    }

    /// A buffer that takes the memory of a `Vec` over. It counts for the memory limit.
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{ArrayBuffer, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let buffer = ArrayBuffer::from_vec(&mut runtime, vec![1, 2, 3])?;
    /// runtime.set("buffer", buffer)?;
    /// assert_eq!(runtime.eval_as::<u8>("new Uint8Array(buffer)[2]")?, 3);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn from_vec(cx: &mut impl AsContext, bytes: Vec<u8>) -> Result<ArrayBuffer, Error> {
        cx.scope(|cx| {
            let buffer = cx.cx.buffer_from_vec(bytes);
            let buffer = cx.catch(buffer)?;
            Ok(ArrayBuffer::wrap(cx.cx, buffer))
        })
    }

    /// An immutable buffer over memory that the host goes on to own: a `Vec` or `Arc` of bytes, a mapped file.
    /// Any number of runtimes can read it at once; it does not count for their memory limits.
    ///
    /// # Errors
    /// [`Error::Stopped`].
    ///
    /// # Examples
    /// ```
    /// use std::sync::Arc;
    /// use stilla::{ArrayBuffer, Runtime};
    ///
    /// let table: Arc<Vec<u8>> = Arc::new((0..=255).collect());
    /// let mut runtimes = [Runtime::new(), Runtime::new()];
    /// for runtime in &mut runtimes {
    ///     let buffer = ArrayBuffer::over(runtime, table.clone())?;
    ///     runtime.set("table", buffer)?;
    ///     assert_eq!(runtime.eval_as::<u8>("new Uint8Array(table)[200]")?, 200);
    ///     assert!(runtime.eval("'use strict'; new Uint8Array(table)[0] = 1").is_err());
    /// }
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn over(
        cx: &mut impl AsContext,
        owner: Arc<impl AsRef<[u8]> + Send + Sync + 'static>,
    ) -> Result<ArrayBuffer, Error> {
        cx.scope(|cx| {
            let buffer = cx.cx.buffer_from_owner(owner);
            Ok(ArrayBuffer::wrap(cx.cx, buffer))
        })
    }

    fn wrap(cx: &mut Cx, buffer: Buffer) -> ArrayBuffer {
        let prototype = if buffer.is_shared() {
            Intrinsic::SharedArrayBufferPrototype
        } else {
            Intrinsic::ArrayBufferPrototype
        };
        let prototype = cx.intrinsic(prototype);
        let object = cx.buffer_object(buffer, prototype);
        ArrayBuffer(Object::from_machine(cx, object))
    }

    fn buffer(&self, cx: &mut Cx) -> Result<Buffer, Error> {
        let object = self.to_machine(cx)?;
        Ok(Buffer::of(object).expect("the handle was made for a buffer"))
    }

    /// The number of bytes; 0 if it is detached.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let buffer: stilla::ArrayBuffer = runtime.eval_as("new ArrayBuffer(8)")?;
    /// assert_eq!(buffer.len(&mut runtime)?, 8);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn len(&self, cx: &mut impl AsContext) -> Result<usize, Error> {
        cx.scope(|cx| Ok(self.buffer(cx.cx)?.len()))
    }

    /// Whether there is no byte.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// assert!(stilla::ArrayBuffer::new(&mut runtime, 0)?.is_empty(&mut runtime)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn is_empty(&self, cx: &mut impl AsContext) -> Result<bool, Error> {
        Ok(self.len(cx)? == 0)
    }

    /// Whether the bytes were taken away.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let buffer: stilla::ArrayBuffer = runtime.eval_as("const b = new ArrayBuffer(8); b.transfer(); b")?;
    /// assert!(buffer.is_detached(&mut runtime)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn is_detached(&self, cx: &mut impl AsContext) -> Result<bool, Error> {
        cx.scope(|cx| Ok(self.buffer(cx.cx)?.is_detached()))
    }

    /// A copy of the bytes.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let buffer: stilla::ArrayBuffer = runtime.eval_as("new Uint8Array([1, 2]).buffer")?;
    /// assert_eq!(buffer.to_vec(&mut runtime)?, [1, 2]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn to_vec(&self, cx: &mut impl AsContext) -> Result<Vec<u8>, Error> {
        cx.scope(|cx| {
            let buffer = self.buffer(cx.cx)?;
            Ok(buffer.to_vec(0, buffer.len()))
        })
    }

    /// Writes bytes at a place.
    ///
    /// # Errors
    /// RangeError for what does not fit; TypeError if the buffer is immutable.
    ///
    /// # Examples
    /// ```
    /// use stilla::{ArrayBuffer, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let buffer = ArrayBuffer::new(&mut runtime, 4)?;
    /// buffer.write(&mut runtime, 1, &[7, 8])?;
    /// assert_eq!(buffer.to_vec(&mut runtime)?, [0, 7, 8, 0]);
    /// assert!(buffer.write(&mut runtime, 3, &[1, 2]).is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn write(&self, cx: &mut impl AsContext, start: usize, bytes: &[u8]) -> Result<(), Error> {
        cx.scope(|cx| {
            let buffer = self.buffer(cx.cx)?;
            if buffer.is_immutable() {
                return Err(Error::type_error("the buffer is immutable"));
            }
            match start.checked_add(bytes.len()) {
                Some(end) if end <= buffer.len() => buffer.write_bytes(start, bytes),
                _ => return Err(Error::range_error("the bytes do not fit into the buffer")),
            }
            Ok(())
        })
    }

    /// Takes the bytes away from the script; without copying if they came from [`ArrayBuffer::from_vec`].
    ///
    /// # Errors
    /// TypeError for a shared or immutable buffer, and one that is detached already.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let buffer: stilla::ArrayBuffer = runtime.eval_as("new Uint8Array([1, 2]).buffer")?;
    /// assert_eq!(buffer.detach(&mut runtime)?, [1, 2]);
    /// assert!(buffer.detach(&mut runtime).is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn detach(&self, cx: &mut impl AsContext) -> Result<Vec<u8>, Error> {
        cx.scope(|cx| {
            let buffer = self.buffer(cx.cx)?;
            if buffer.is_shared() || buffer.is_immutable() || buffer.is_detached() {
                return Err(Error::type_error("the buffer can't be detached"));
            }
            Ok(cx.cx.take_buffer(buffer))
        })
    }

    /// A typed array of elements of the buffer, from a byte on; `None` elements are all that fit.
    ///
    /// # Errors
    /// RangeError for a place that is no multiple of the element's size, or beyond the end.
    ///
    /// # Examples
    /// ```
    /// use stilla::{ArrayBuffer, ElementType, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let buffer = ArrayBuffer::from_vec(&mut runtime, 2.5_f64.to_le_bytes().to_vec())?;
    /// let numbers = buffer.view(&mut runtime, ElementType::Float64, 0, Some(1))?;
    /// assert_eq!(numbers.get::<f64>(&mut runtime, 0)?, 2.5);
    /// assert!(buffer.view(&mut runtime, ElementType::Int16, 1, None).is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn view(
        &self,
        cx: &mut impl AsContext,
        element: ElementType,
        start: usize,
        len: Option<usize>,
    ) -> Result<Object, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let constructor = cx.cx.intrinsic(element.constructor());
            let len = len.map_or(stilla_core::Value::UNDEFINED, stilla_core::Value::from);
            let args = [object.into(), stilla_core::Value::from(start), len];
            let view = cx.cx.construct(constructor, &args, constructor);
            let view = cx.catch(view)?;
            Ok(Object::from_machine(cx.cx, view))
        })
    }
}

impl IntoJs for ArrayBuffer {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw(self.to_machine(cx.cx)?.into()))
    }
}

impl IntoJs for &ArrayBuffer {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw(self.to_machine(cx.cx)?.into()))
    }
}

impl FromJs for ArrayBuffer {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        match raw.0.as_object() {
            Some(object) if object.is(Kind::ArrayBuffer) || object.is(Kind::SharedArrayBuffer) => {
                Ok(ArrayBuffer(Object::from_machine(cx.cx, object)))
            }
            _ => Err(mismatch(cx, "ArrayBuffer", raw)),
        }
    }
}

/// Memory that the host and any number of runtimes, on any threads, read and change at once: in JavaScript a
/// SharedArrayBuffer.
///
/// # Examples
/// ```
/// use stilla::{Runtime, SharedMemory};
///
/// let memory = SharedMemory::new(16).expect("there is that much");
/// let add = "const words = new Int32Array(memory); for (let i = 0; i < 1000; i++) Atomics.add(words, 0, 1)";
/// let threads: Vec<_> = (0..2)
///     .map(|_| {
///         let memory = memory.clone();
///         std::thread::spawn(move || {
///             let mut runtime = Runtime::new();
///             runtime.set("memory", memory)?;
///             runtime.eval(add).map(|_| ())
///         })
///     })
///     .collect();
/// for thread in threads {
///     thread.join().expect("no panic")?;
/// }
/// assert_eq!(u32::from(memory.read(0)) | u32::from(memory.read(1)) << 8, 2000);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone)]
pub struct SharedMemory(Arc<SharedBytes>);

impl std::fmt::Debug for SharedMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SharedMemory")
            .field("len", &self.len())
            .finish()
    }
}

impl SharedMemory {
    /// Bytes that are 0; `None` if the system has not so many.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::SharedMemory::new(8).map(|memory| memory.len()), Some(8));
    /// ```
    #[must_use]
    pub fn new(len: usize) -> Option<SharedMemory> {
        SharedBytes::try_new(len, len).map(|bytes| SharedMemory(Arc::new(bytes)))
    }

    /// The number of bytes.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::SharedMemory::new(3).map(|memory| memory.len()), Some(3));
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no byte.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::SharedMemory::new(0).map(|memory| memory.is_empty()), Some(true));
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The byte at a place; 0 beyond the end.
    ///
    /// # Examples
    /// ```
    /// let memory = stilla::SharedMemory::new(2).expect("there is that much");
    /// memory.write(1, 7);
    /// assert_eq!((memory.read(0), memory.read(1), memory.read(2)), (0, 7, 0));
    /// ```
    #[must_use]
    pub fn read(&self, index: usize) -> u8 {
        if index < self.len() {
            self.0.read(index)
        } else {
            0
        }
    }

    /// Replaces the byte at a place; nothing happens beyond the end.
    ///
    /// # Examples
    /// ```
    /// let memory = stilla::SharedMemory::new(1).expect("there is that much");
    /// memory.write(0, 255);
    /// memory.write(1, 255);
    /// assert_eq!(memory.read(0), 255);
    /// ```
    pub fn write(&self, index: usize, byte: u8) {
        if index < self.len() {
            self.0.write(index, byte);
        }
    }
}

impl IntoJs for SharedMemory {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let is_growable = self.0.max_len() > self.0.len();
        let buffer = cx.cx.buffer_from_shared(self.0, is_growable);
        let prototype = cx.cx.intrinsic(Intrinsic::SharedArrayBufferPrototype);
        Ok(Raw(cx.cx.buffer_object(buffer, prototype).into()))
    }
}

/// The memory of a SharedArrayBuffer.
impl FromJs for SharedMemory {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let shared = raw.0.as_object().and_then(Buffer::of);
        match shared.and_then(Buffer::shared) {
            Some(bytes) => Ok(SharedMemory(bytes)),
            None => Err(mismatch(cx, "SharedArrayBuffer", raw)),
        }
    }
}
