//! The list of intrinsic objects.
//!
//! Uses: nothing. Never: object.

macro_rules! intrinsics {
    ($($name:ident),* $(,)?) => {
        /// A well-known intrinsic object; the names are the specification's without `%` and dots.
        #[allow(missing_docs, reason = "the names are those of the specification")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Intrinsic { $($name),* }

        impl Intrinsic {
            /// How many there are.
            pub const COUNT: usize = Intrinsic::ALL.len();
            /// All of them.
            pub const ALL: &[Intrinsic] = &[$(Intrinsic::$name),*];
        }
    };
}

intrinsics! {
    ObjectPrototype, Object, ObjectProtoToString, FunctionPrototype, Function,
    ArrayPrototype, Array, ArrayProtoToString, ArrayProtoValues,
    ArrayIteratorPrototype, ArrayIteratorProtoNext,
    IteratorPrototype, Iterator, AsyncIteratorPrototype, AsyncFromSyncIteratorPrototype,
    IteratorHelperPrototype, WrapForValidIteratorPrototype,
    StringPrototype, String, StringIteratorPrototype, StringIteratorProtoNext,
    NumberPrototype, Number, BooleanPrototype, Boolean, SymbolPrototype, Symbol,
    BigIntPrototype, BigInt, Math, Json, Reflect, Proxy, Atomics,
    DatePrototype, Date, RegExpPrototype, RegExp, RegExpStringIteratorPrototype,
    ErrorPrototype, Error, TypeErrorPrototype, TypeError, RangeErrorPrototype, RangeError,
    SyntaxErrorPrototype, SyntaxError, ReferenceErrorPrototype, ReferenceError,
    EvalErrorPrototype, EvalError, UriErrorPrototype, UriError,
    AggregateErrorPrototype, AggregateError, SuppressedErrorPrototype, SuppressedError,
    MapPrototype, Map, MapProtoSet, SetProtoAdd, MapIteratorPrototype, MapIteratorProtoNext, SetPrototype, Set, SetIteratorPrototype, SetIteratorProtoNext,
    WeakMapPrototype, WeakMap, WeakSetPrototype, WeakSet, WeakRefPrototype, WeakRef,
    FinalizationRegistryPrototype, FinalizationRegistry,
    PromisePrototype, Promise,
    GeneratorFunctionPrototype, GeneratorFunction, GeneratorPrototype, GeneratorProtoNext,
    AsyncFunctionPrototype, AsyncFunction,
    AsyncGeneratorFunctionPrototype, AsyncGeneratorFunction, AsyncGeneratorPrototype,
    ArrayBufferPrototype, ArrayBuffer, SharedArrayBufferPrototype, SharedArrayBuffer,
    DataViewPrototype, DataView, TypedArrayPrototype, TypedArray, TypedArrayProtoLength,
    Int8ArrayPrototype, Int8Array, Uint8ArrayPrototype, Uint8Array,
    Uint8ClampedArrayPrototype, Uint8ClampedArray, Int16ArrayPrototype, Int16Array,
    Uint16ArrayPrototype, Uint16Array, Int32ArrayPrototype, Int32Array,
    Uint32ArrayPrototype, Uint32Array, BigInt64ArrayPrototype, BigInt64Array,
    BigUint64ArrayPrototype, BigUint64Array, Float16ArrayPrototype, Float16Array,
    Float32ArrayPrototype, Float32Array, Float64ArrayPrototype, Float64Array,
    DisposableStackPrototype, DisposableStack, AsyncDisposableStackPrototype, AsyncDisposableStack,
    ShadowRealmPrototype, ShadowRealm, AbstractModuleSourcePrototype, AbstractModuleSource,
    Temporal, TemporalNow, TemporalDurationPrototype, TemporalDuration,
    TemporalInstantPrototype, TemporalInstant, TemporalPlainDatePrototype, TemporalPlainDate,
    TemporalPlainDateTimePrototype, TemporalPlainDateTime,
    TemporalPlainMonthDayPrototype, TemporalPlainMonthDay,
    TemporalPlainTimePrototype, TemporalPlainTime,
    TemporalPlainYearMonthPrototype, TemporalPlainYearMonth,
    TemporalZonedDateTimePrototype, TemporalZonedDateTime,
    Intl, IntlFallback, IntlCollatorPrototype, IntlCollator, IntlDateTimeFormatPrototype, IntlDateTimeFormat,
    IntlDisplayNamesPrototype, IntlDisplayNames, IntlDurationFormatPrototype, IntlDurationFormat,
    IntlListFormatPrototype, IntlListFormat, IntlLocalePrototype, IntlLocale,
    IntlNumberFormatPrototype, IntlNumberFormat, IntlPluralRulesPrototype, IntlPluralRules,
    IntlRelativeTimeFormatPrototype, IntlRelativeTimeFormat, IntlSegmenterPrototype, IntlSegmenter,
    IntlSegmentsPrototype, IntlSegmentIteratorPrototype,
    Eval, ParseInt, ParseFloat, ThrowTypeError,
}
