//! The fixed names: property keys that the engine itself needs, known at compile time.
//!
//! [`names!`] is the one list. `cx.name(Name::length)` is the atom, in constant time; a name that is
//! a keyword of Rust carries an underscore: `Name::return_`.
//!
//! Uses: nothing. Never: everything.

macro_rules! names {
    ($($name:ident $(= $text:literal)?,)*) => {
        /// A name of the fixed list, spelled as in JavaScript.
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct Name(u16);

        #[allow(
            non_camel_case_types,
            clippy::upper_case_acronyms,
            reason = "the names are those of the language"
        )]
        #[repr(u16)]
        enum Place { $($name),* }

        #[allow(non_upper_case_globals, missing_docs, reason = "the names are those of the language")]
        impl Name {
            $(pub const $name: Name = Name(Place::$name as u16);)*
        }

        /// The texts, all ASCII, in the order of the list.
        const TEXTS: &[&str] = &[$(names!(@text $name $($text)?)),*];
    };
    (@text $name:ident) => { stringify!($name) };
    (@text $name:ident $text:literal) => { $text };
}

impl Name {
    /// The text.
    #[must_use]
    pub const fn text(self) -> &'static str {
        TEXTS[self.0 as usize]
    }

    /// The place in the list.
    #[inline(always)]
    pub(crate) const fn place(self) -> usize {
        self.0 as usize
    }

    /// All names, in the order of the list.
    pub(crate) fn whole_list() -> impl ExactSizeIterator<Item = Name> {
        (0..TEXTS.len()).map(|place| Name(place as u16))
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Name({:?})", self.text())
    }
}

names! {
    empty = "",
    length, prototype, constructor, name, message, cause, stack, stackTraceLimit, errors, error, suppressed, toString,
    toLocaleString, valueOf, toJSON, next, done, value, return_ = "return", throw, then, catch, finally, get,
    set, has, delete, add,
    configurable, enumerable, writable, proxy, revoke,
    arguments, callee, caller, apply, call, bind, new, target, meta, index, input, groups, indices,
    lastIndex, source, flags,
    hasIndices, global, ignoreCase, multiline, dotAll, unicode, unicodeSets, sticky, exec, raw, rawJSON,
    undefined, null, true_ = "true", false_ = "false", NaN, Infinity, default, anonymous,
    object, function, string, number, boolean, symbol, bigint,
    async_ = "async", await_ = "await", eval, globalThis, this, super_ = "super", self_ = "self", of,
    let_ = "let", static_ = "static", yield_ = "yield",
    size, keys, values, entries, forEach, map, filter, reduce, reduceRight, find, findIndex, findLast,
    findLastIndex, indexOf, lastIndexOf, includes, join, concat, slice, splice, push, pop, shift, unshift,
    reverse, sort, flat, flatMap, fill, at, from, isArray, copyWithin, every, some, with, toReversed,
    toSorted, toSpliced,
    __proto__, __defineGetter__, __defineSetter__, __lookupGetter__, __lookupSetter__, hasOwnProperty,
    isPrototypeOf, propertyIsEnumerable,
    fulfilled, rejected, status, reason, promise, resolve, reject, all, allSettled, any, race, try_ = "try",
    withResolvers,
    buffer, byteLength, byteOffset, maxByteLength, resizable, growable, detached, transfer, resize,
    BYTES_PER_ELEMENT,
    getPrototypeOf, setPrototypeOf, isExtensible, preventExtensions, getOwnPropertyDescriptor,
    defineProperty, deleteProperty, ownKeys, construct,
    description, iterator, asyncIterator, register, unregister, deref, dispose, asyncDispose, disposed,
    use_ = "use", adopt, defer, move_ = "move",
    drop, take, toArray, unscopables,
    Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Math, JSON, Reflect, Proxy, Promise,
    Map, Set, WeakMap, WeakSet, WeakRef, FinalizationRegistry,
    Error, TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError, AggregateError,
    SuppressedError, InternalError,
    Date, RegExp, ArrayBuffer, SharedArrayBuffer, DataView, Atomics, TypedArray, Int8Array, Uint8Array,
    Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float16Array, Float32Array,
    Float64Array, BigInt64Array, BigUint64Array,
    Iterator, AsyncIterator, Generator, GeneratorFunction, AsyncFunction, AsyncGenerator,
    AsyncGeneratorFunction, DisposableStack, AsyncDisposableStack, Arguments, Module, ShadowRealm, Temporal,
    Intl,
    parse, stringify, parseInt, parseFloat, isNaN, isFinite,
    split, replace, replaceAll, match_ = "match", matchAll, search, charAt, charCodeAt, codePointAt,
    startsWith, endsWith, trim, trimStart, trimEnd, padStart, padEnd, substring, substr, toLowerCase,
    toUpperCase, normalize, localeCompare, fromCharCode, fromCodePoint, repeat,
    abs, floor, ceil, round, max, min, pow, sqrt, random, imul, clz32, trunc, log, exp, sin, cos,
    assign, create, freeze, seal, isFrozen, isSealed, fromEntries, groupBy, is, getOwnPropertyNames,
    getOwnPropertySymbols, hasOwn,
    toFixed, toPrecision, toExponential, now, getTime, console,
    alphabet, lastChunkHandling, omitPadding, read, written,
    year, month, monthCode, day, hour, minute, second, millisecond, microsecond, nanosecond, era, eraYear,
    calendar, timeZone, offset,
    years, months, weeks, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds,
    relativeTo, smallestUnit, largestUnit, roundingIncrement, roundingMode, overflow, disambiguation,
    fractionalSecondDigits,
    calendarName, timeZoneName,
    a, b, c, x, y, z, i, j, k, n, p, v, key, id, data, type_ = "type",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii_and_stand_once() {
        let mut seen = std::collections::HashSet::new();
        for name in Name::whole_list() {
            assert!(
                name.text().is_ascii() && seen.insert(name.text()),
                "{name:?}"
            );
        }
        assert_eq!(Name::return_.text(), "return");
    }
}
