//! The one table of message texts.
//!
//! A row is a name, its fields, and a text that names what was received and what was expected. A
//! value in a message is described without running any JavaScript.
//!
//! Uses: value, object, string. Never: interp.

use crate::Cx;
use crate::object::{Kind, Object, PropertyKey};
use crate::string::{JsString, Name};
use crate::value::{Unpacked, Value};

macro_rules! messages {
    ($($name:ident $({ $($field:ident : $type:ty),* $(,)? })? => $text:literal;)*) => {
        /// A message, with what its text needs.
        #[allow(missing_docs, reason = "the text beside each name is its documentation")]
        #[derive(Clone, Debug)]
        pub enum Msg { $(#[doc = $text] $name $({ $($field: $type),* })?),* }

        impl Msg {
            /// The text.
            #[must_use]
            pub fn render(&self, cx: &Cx) -> String {
                match self {
                    $(Msg::$name $({ $($field),* })? => {
                        $($(let $field = Describe::describe($field, cx);)*)?
                        format!($text)
                    })*
                }
            }
        }
    };
}

messages! {
    // Any text, such as a diagnostic of the compiler.
    Text { text: String } => "{text}";

    // Calls and receivers.
    NotCallable { value: Value } => "{value} is not a function";
    NotCallableNamed { name: String } => "{name} is not a function";
    NotConstructor { value: Value } => "{value} is not a constructor";
    NotConstructorNamed { name: String } => "{name} is not a constructor";
    NotAnObject { value: Value } => "{value} is not an object";
    NotObjectNamed { name: &'static str, value: Value } => "{name} must be an object, not {value}";
    NotObjectOrNull { name: &'static str, value: Value } => "{name} must be an object or null, not {value}";
    NotFunctionNamed { name: &'static str, value: Value } => "{name} must be a function, not {value}";
    NotSymbol { value: Value } => "{value} is not a symbol";
    NotString { name: &'static str, value: Value } => "{name} must be a string, not {value}";
    NotNumber { name: &'static str, value: Value } => "{name} must be a number, not {value}";
    NotBigInt { value: Value } => "{value} is not a BigInt";
    IncompatibleReceiver { expected: &'static str, value: Value } => "expected a {expected} as receiver, not {value}";
    IncompatibleMethodReceiver { method: &'static str, value: Value } => "Method {method} called on incompatible receiver {value}";
    CalledOnNullish { method: &'static str, value: Value } => "{method} called on {value}";
    ClassCalled { name: Value } => "Class constructor {name:#} cannot be invoked without 'new'";
    ConstructorRequiresNew { name: Value } => "Constructor {name:#} requires 'new'";
    AbstractConstructor { name: &'static str } => "Abstract class {name} not directly constructable";
    IllegalConstructor { name: &'static str } => "{name} is not a constructor";
    DerivedReturnedNonObject => "Derived constructors may only return object or undefined";
    ThisUninitialised => "Must call super constructor in derived class before accessing 'this' or returning from derived constructor";
    ThisInitialisedTwice => "Super constructor may only be called once";
    SuperNotConstructor { value: Value } => "Super constructor {value} is not a constructor";
    ExtendsNotConstructor { value: Value } => "Class extends value {value} is not a constructor or null";
    ExtendsBadPrototype { value: Value } => "Class extends value does not have valid prototype property {value}";
    StackOverflow => "Maximum call stack size exceeded";
    TooManyArguments => "Too many arguments in a call";
    CallerRestricted => "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them";

    // Properties.
    CannotRead { base: Value, key: PropertyKey } => "Cannot read properties of {base} (reading '{key}')";
    CannotSet { base: Value, key: PropertyKey } => "Cannot set properties of {base} (setting '{key}')";
    ReadOfNullishValue { value: Value } => "Cannot read properties of {value}";
    DestructureNullish { value: Value } => "Cannot destructure '{value}' as it is {value}";
    NullishToObject { value: Value } => "Cannot convert {value} to object";
    InOperand { value: Value } => "Cannot use 'in' operator to search in {value}";
    ReadOnly { key: PropertyKey, object: Value } => "Cannot assign to read only property '{key}' of {object}";
    CannotAssign { key: PropertyKey, object: Value } => "Cannot assign to property '{key}' of {object}";
    NoSetter { key: PropertyKey, object: Value } => "Cannot set property {key} of {object} which has only a getter";
    NotExtensible { key: PropertyKey, object: Value } => "Cannot add property {key}, {object} is not extensible";
    CannotDelete { key: PropertyKey, object: Value } => "Cannot delete property '{key}' of {object}";
    CannotDefine { key: PropertyKey, object: Value } => "Cannot redefine property: {key} of {object}";
    CannotSetPrototype { value: Value } => "Cannot set prototype of {value}";
    CyclicPrototype => "Cyclic __proto__ value";
    ImmutablePrototype { value: Value } => "Immutable prototype object {value} cannot have their prototype set";
    CannotPreventExtensions { value: Value } => "Cannot prevent extensions of {value}";
    CannotFreeze { value: Value } => "Cannot freeze {value}";
    CannotSeal { value: Value } => "Cannot seal {value}";
    BadPrototype { value: Value } => "Object prototype may only be an Object or null: {value}";
    DescriptorNotObject { value: Value } => "Property description must be an object: {value}";
    GetterNotCallable { value: Value } => "Getter must be a function: {value}";
    SetterNotCallable { value: Value } => "Setter must be a function: {value}";
    DescriptorMixed => "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute";
    PrivateMissing { name: Value } => "Cannot access private member {name:#} of an object whose class did not declare it";
    PrivateTwice { name: Value } => "Cannot initialize {name:#} twice on the same object";
    PrivateMethodAssigned { name: Value } => "Private method '{name:#}' is not writable";
    PrivateWithoutGetter { name: Value } => "'{name:#}' was defined without a getter";
    PrivateWithoutSetter { name: Value } => "'{name:#}' was defined without a setter";

    // Bindings.
    NotDefined { name: JsString } => "{name} is not defined";
    Uninitialised { name: JsString } => "Cannot access '{name}' before initialization";
    AssignToConst { name: JsString } => "Assignment to constant variable '{name}'";
    AlreadyDeclared { name: JsString } => "Identifier '{name}' has already been declared";
    CannotDeclareGlobal { name: JsString } => "Cannot declare global '{name}'";
    InvalidAssignmentTarget => "Invalid left-hand side in assignment";
    DeleteSuper => "Unsupported reference to 'super'";

    // Conversions.
    NotPrimitive => "Cannot convert object to primitive value";
    SymbolToString => "Cannot convert a Symbol value to a string";
    SymbolToNumber => "Cannot convert a Symbol value to a number";
    BigIntToNumber => "Cannot convert a BigInt value to a number";
    MixedBigInt => "Cannot mix BigInt and other types, use explicit conversions";
    ValueToBigInt { value: Value } => "Cannot convert {value} to a BigInt";
    NumberToBigInt { value: Value } => "The number {value} cannot be converted to a BigInt because it is not an integer";
    StringToBigInt { value: Value } => "Cannot convert {value} to a BigInt";
    BigIntUnsignedShift => "BigInts have no unsigned right shift, use >> instead";
    BigIntTooLarge => "Maximum BigInt size exceeded";
    BigIntDivisionByZero => "Division by zero";
    BigIntNegativeExponent => "Exponent must be non-negative";
    InvalidIndex { value: Value } => "Invalid index: {value}";
    OutOfRange { name: &'static str } => "{name} is out of range";
    InvalidValue { name: &'static str, value: Value } => "Invalid value {value} for {name}";
    InvalidOption { option: &'static str, value: Value } => "Invalid value {value} for option {option}";
    InvalidRadix => "toString() radix must be between 2 and 36";
    InvalidDigits { method: &'static str } => "{method} argument is out of range";
    InvalidCount { value: Value } => "Invalid count value: {value}";
    InvalidCodePoint { value: Value } => "Invalid code point {value}";
    InvalidStringLength => "Invalid string length";
    InvalidNormalizationForm { value: Value } => "The normalization form should be one of NFC, NFD, NFKC, NFKD, not {value}";
    InvalidDate => "Invalid time value";
    MalformedUri => "URI malformed";
    InstanceofNotObject => "Right-hand side of 'instanceof' is not an object";
    InstanceofNotCallable => "Right-hand side of 'instanceof' is not callable";
    InstanceofBadPrototype { value: Value } => "Function has non-object prototype '{value}' in instanceof check";

    // Arrays and iteration.
    InvalidArrayLength => "Invalid array length";
    ArrayTooLong => "The length would exceed 2^53-1";
    ReduceOfEmpty => "Reduce of empty array with no initial value";
    InvalidComparator { value: Value } => "The comparison function must be either a function or undefined, not {value}";
    CannotFlatten => "Array nesting is too deep to flatten";
    SpeciesNotConstructor => "object.constructor[Symbol.species] is not a constructor";
    NotIterable { value: Value } => "{value} is not iterable";
    NotIterableNamed { name: String } => "{name} is not iterable";
    NotAsyncIterable { value: Value } => "{value} is not async iterable";
    IteratorNotObject { value: Value } => "Result of the Symbol.iterator method is not an object but {value}";
    IteratorResultNotObject { value: Value } => "Iterator result {value} is not an object";
    ZipLengths => "The iterators given to zip differ in length";
    NotInteger { name: &'static str, value: Value } => "{name} must be an integral Number, not {value}";
    NoThrowMethod => "The iterator does not provide a 'throw' method";
    GeneratorRunning => "Generator is already running";
    EntryNotObject { value: Value } => "Iterator value {value} is not an entry object";
    InvalidWeakKey { value: Value } => "{value} cannot be held weakly";
    WeakTargetHeld => "The target and the held value of a FinalizationRegistry must differ";
    NotSetLike { value: Value } => "The value {value} is not a set-like object";

    // Strings, regular expressions, JSON.
    RegExpForbidden { method: &'static str } => "First argument to {method} must not be a regular expression";
    NotGlobalRegExp { method: &'static str } => "{method} must be called with a global RegExp";
    InvalidRegExp { pattern: JsString, reason: String } => "Invalid regular expression: /{pattern}/: {reason}";
    InvalidRegExpFlags { flags: JsString } => "Invalid flags supplied to RegExp constructor '{flags}'";
    ExecResultNotObject { value: Value } => "The result of exec must be an object or null, not {value}";
    LegacyMatchInvalid => "The last match was made by a regular expression of another class";
    RegExpTooComplex => "The regular expression takes too many steps";
    JsonCycle => "Converting circular structure to JSON";
    JsonBigInt => "Do not know how to serialize a BigInt";
    JsonSyntax { reason: String } => "{reason}";
    JsonRawInvalid => "JSON.rawJSON takes the text of one primitive JSON value without white space around it";

    // Proxies and Reflect.
    ProxyRevoked { trap: &'static str } => "Cannot perform '{trap}' on a proxy that has been revoked";
    ProxyNonObject => "Cannot create proxy with a non-object as target or handler";
    ProxyTrapNotCallable { trap: &'static str, value: Value } => "{value} returned for property '{trap}' of the proxy handler is not a function";
    ProxyTrapResult { trap: &'static str } => "'{trap}' on proxy: trap returned neither an object nor what may stand for none";
    ProxyTrapFalsish { trap: &'static str, key: PropertyKey } => "'{trap}' on proxy: trap returned falsish for property '{key}'";
    ProxyInvariant { trap: &'static str, key: PropertyKey, reason: &'static str } => "'{trap}' on proxy: trap result for property '{key}' is inconsistent with the proxy target: {reason}";
    ProxyObjectInvariant { trap: &'static str, reason: &'static str } => "'{trap}' on proxy: trap result is inconsistent with the proxy target: {reason}";
    ProxyDuplicateKey { key: PropertyKey } => "'ownKeys' on proxy: trap returned duplicate entry '{key}'";
    ProxyKeyType { value: Value } => "'ownKeys' on proxy: {value} is not a valid property name";

    // Buffers and typed arrays.
    Detached { method: &'static str } => "Cannot perform {method} on a detached ArrayBuffer";
    InvalidBufferLength => "Array buffer allocation failed: invalid length";
    BufferAllocation => "Array buffer allocation failed";
    BufferNotResizable { method: &'static str } => "{method} called on a buffer of fixed length";
    BufferNotDetachable => "Cannot detach this ArrayBuffer";
    BufferImmutable { method: &'static str } => "Cannot perform {method} on an immutable ArrayBuffer";
    BufferShared { method: &'static str } => "{method} takes no SharedArrayBuffer";
    SameBuffer { method: &'static str } => "{method}: the constructor returned the receiver's own bytes";
    NotArrayBuffer { value: Value } => "{value} is not an ArrayBuffer or SharedArrayBuffer";
    InvalidTypedArrayLength => "Invalid typed array length";
    InvalidTypedArrayIndex => "Invalid typed array index";
    UnalignedOffset { name: &'static str, size: usize } => "start offset of {name} should be a multiple of {size}";
    UnalignedLength { name: &'static str, size: usize } => "byte length of {name} should be a multiple of {size}";
    OffsetOutOfBounds => "Start offset is outside the bounds of the buffer";
    OutOfBounds { method: &'static str } => "{method}: the view is out of bounds of its buffer";
    NotTypedArray { value: Value } => "{value} is not a typed array";
    NotSharedTypedArray => "Atomics.wait takes an Int32Array or BigInt64Array over a SharedArrayBuffer";
    NotIntegerTypedArray => "expected a typed array of integers";
    ContentTypeMismatch => "Cannot mix BigInt and Number typed arrays";
    WaitNotAllowed => "Atomics.wait cannot be called in this agent";

    // Promises, modules, realms.
    PromiseResolverNotCallable { value: Value } => "Promise resolver {value} is not a function";
    PromiseSelfResolution => "Chaining cycle detected for promise";
    PromiseCapabilityTwice => "Promise executor has already been invoked with non-undefined arguments";
    PromiseCapabilityIncomplete => "Promise resolve or reject function is not callable";
    AllPromisesRejected => "All promises were rejected";
    ModuleNotFound { specifier: JsString } => "Cannot find module '{specifier}'";
    ModuleExportMissing { specifier: JsString, name: JsString } => "The requested module '{specifier}' does not provide an export named '{name}'";
    ModuleExportAmbiguous { specifier: JsString, name: JsString } => "The requested module '{specifier}' contains conflicting star exports for name '{name}'";
    ModuleAttribute { name: JsString } => "Import attribute '{name}' is not supported";
    ModuleAttributesInvalid => "The second argument of import() must be an object";
    ModuleReadOnly { key: PropertyKey } => "Cannot assign to '{key}' of a module namespace object";
    ShadowRealmThrew { value: Value } => "The code of the ShadowRealm threw {value}";
    ShadowRealmValue { value: Value } => "Only primitives and functions pass between ShadowRealms, not {value}";
    ShadowRealmExportMissing { name: JsString } => "The module does not provide an export named '{name}'";
    DynamicImportUnavailable => "import() is not available: the host supplies no module loader";
    EvalDisabled => "Code generation from strings disallowed for this realm";
    ResourceDisposed { name: &'static str } => "{name} has already been disposed";
    NotDisposable { value: Value } => "{value} is not disposable";
    InvalidCleanup { value: Value } => "FinalizationRegistry: cleanup must be callable, not {value}";
    ArgumentsMissing { name: String, expected: Count, received: usize } => "{name} expected {expected}, but got {received}";
    HostTypeMismatch { expected: &'static str, value: Value } => "expected {expected}, not {value}";
}

/// How a field stands in a message: the text of a string in quotation marks, without them for `{:#}`.
enum Described {
    Plain(String),
    Quoted(String),
}

impl std::fmt::Display for Described {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Described::Quoted(text) if !f.alternate() => write!(f, "{text:?}"),
            Described::Quoted(text) | Described::Plain(text) => f.write_str(text),
        }
    }
}

trait Describe {
    fn describe(&self, cx: &Cx) -> Described;
}

impl Describe for String {
    fn describe(&self, _: &Cx) -> Described {
        Described::Plain(self.clone())
    }
}

impl Describe for &'static str {
    fn describe(&self, _: &Cx) -> Described {
        Described::Plain((*self).to_owned())
    }
}

/// A number of arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub usize);

impl Describe for Count {
    fn describe(&self, _: &Cx) -> Described {
        let plural = if self.0 == 1 { "" } else { "s" };
        Described::Plain(format!("{} argument{plural}", self.0))
    }
}

impl Describe for usize {
    fn describe(&self, _: &Cx) -> Described {
        Described::Plain(self.to_string())
    }
}

impl Describe for JsString {
    fn describe(&self, cx: &Cx) -> Described {
        Described::Plain(shortened(cx, *self, 120))
    }
}

impl Describe for PropertyKey {
    fn describe(&self, cx: &Cx) -> Described {
        let text = match (self.as_symbol(), self.as_index()) {
            (Some(symbol), _) if symbol.is_private() => {
                describe_description(cx, symbol.description())
            }
            (Some(_), _) => return self.raw().describe(cx),
            (None, Some(index)) => index.to_string(),
            (None, None) => self
                .as_name()
                .map_or_else(String::new, |name| shortened(cx, name, 120)),
        };
        Described::Plain(text)
    }
}

impl Describe for Value {
    fn describe(&self, cx: &Cx) -> Described {
        Described::Plain(match self.unpack() {
            Unpacked::Undefined => "undefined".to_owned(),
            Unpacked::Null => "null".to_owned(),
            Unpacked::Boolean(boolean) => boolean.to_string(),
            Unpacked::Int(int) => int.to_string(),
            Unpacked::Double(double) => cx.to_rust_string(cx.number_to_string(double)),
            Unpacked::String(string) => return Described::Quoted(shortened(cx, string, 40)),
            Unpacked::Symbol(symbol) => {
                format!("Symbol({})", describe_description(cx, symbol.description()))
            }
            Unpacked::BigInt(_) => "a BigInt".to_owned(),
            Unpacked::Object(object) => describe_object(cx, object),
        })
    }
}

fn describe_description(cx: &Cx, description: Value) -> String {
    description
        .as_string()
        .map_or_else(String::new, |text| shortened(cx, text, 60))
}

/// The text, cut behind `limit` code units.
fn shortened(cx: &Cx, text: JsString, limit: usize) -> String {
    if text.len() <= limit {
        return cx.to_rust_string(text);
    }
    cx.view(text).slice(0..limit).to_string_lossy() + "…"
}

/// An object by the name of its class, a function by its own name, an error by its message. Only plain properties are read.
fn describe_object(cx: &Cx, object: Object) -> String {
    if object.is_callable() && !object.is(Kind::Proxy) {
        return match plain_text(cx, object, Name::name) {
            Some(name) if !name.is_empty() => format!("function {}", shortened(cx, name, 60)),
            _ => "an anonymous function".to_owned(),
        };
    }
    if object.is(Kind::Proxy) {
        return "a proxy".to_owned();
    }
    let constructor = super::object::plain_in_chain(cx, object, cx.key(Name::constructor));
    let name = constructor
        .and_then(Value::as_object)
        .and_then(|c| plain_text(cx, c, Name::name));
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        return "an object".to_owned();
    };
    let name = shortened(cx, name, 60);
    match plain_text(cx, object, Name::message) {
        Some(message) if object.is(Kind::Error) => {
            format!("{name}: {}", shortened(cx, message, 120))
        }
        _ => format!("#<{name}>"),
    }
}

fn plain_text(cx: &Cx, object: Object, name: Name) -> Option<JsString> {
    super::object::plain_in_chain(cx, object, cx.key(name))?.as_string()
}
