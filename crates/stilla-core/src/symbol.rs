//! Symbols: values whose identity is their address.
//!
//! Private names (`#x`) are symbols too, of a kind that no script ever sees as a value. Registered
//! symbols are found again by the atom that describes them; the registry holds them weakly.
//!
//! Uses: cell, cx, string, value. Never: object, interp, realm.

use std::cell::{Cell as Field, RefCell};

use rustc_hash::FxHashMap;
use stilla_gc::{Gc, Heap as RawHeap, Liveness, Tracer};

use crate::Cx;
use crate::cell::{Heap, cell, header};
use crate::error::JsResult;
use crate::string::{AtomTable, JsString, StringView};
use crate::value::Value;

cell! {
    /// The memory of a symbol. The header's payload is its [`SymbolKind`].
    pub(crate) struct SymbolCell: Symbol {
        description: Field<Value>,
    }
}

/// A Symbol of the language, or a private name. Equality is identity.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Symbol(Gc<SymbolCell>);

/// Where a symbol comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SymbolKind {
    /// Made by `Symbol()`.
    Unique,
    /// Made by `Symbol.for()`.
    Registered,
    /// Given by the specification.
    WellKnown,
    /// A private name, which is never a value.
    Private,
}

impl Symbol {
    #[inline(always)]
    pub(crate) const fn from_cell(cell: Gc<SymbolCell>) -> Symbol {
        Symbol(cell)
    }

    #[inline(always)]
    pub(crate) const fn cell(self) -> Gc<SymbolCell> {
        self.0
    }

    fn make(heap: &RawHeap, kind: SymbolKind, description: Value) -> Symbol {
        Symbol(heap.make(SymbolCell {
            header: header::<SymbolCell>(kind as u64),
            description: Field::new(description),
        }))
    }

    /// Where it comes from.
    #[must_use]
    pub fn kind(self) -> SymbolKind {
        match self.0.header.payload() {
            0 => SymbolKind::Unique,
            1 => SymbolKind::Registered,
            2 => SymbolKind::WellKnown,
            _ => SymbolKind::Private,
        }
    }

    /// Whether this is a private name.
    #[inline]
    #[must_use]
    pub fn is_private(self) -> bool {
        self.kind() == SymbolKind::Private
    }

    /// The description: a string or undefined.
    #[must_use]
    pub fn description(self) -> Value {
        self.0.description.get()
    }

    /// §20.4.5.1 KeyForSymbol ( symbol ) <https://tc39.es/ecma262/#sec-keyforsymbol>
    #[must_use]
    pub fn registry_key(self) -> Option<JsString> {
        match self.kind() {
            SymbolKind::Registered => self.description().as_string(),
            _ => None,
        }
    }
}

macro_rules! well_known {
    ($($name:ident = $text:literal,)*) => {
        /// §6.1.5.1 Well-Known Symbols <https://tc39.es/ecma262/#sec-well-known-symbols>
        #[allow(non_camel_case_types, missing_docs, reason = "the names are those of the language")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum WellKnownSymbol { $($name),* }

        impl WellKnownSymbol {
            /// All of them, in the specification's order.
            pub const ALL: &'static [WellKnownSymbol] = &[$(WellKnownSymbol::$name),*];

            /// The name of the property of the Symbol constructor.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(WellKnownSymbol::$name => $text),* }
            }
        }
    };
}

well_known! {
    asyncDispose = "asyncDispose",
    asyncIterator = "asyncIterator",
    dispose = "dispose",
    hasInstance = "hasInstance",
    isConcatSpreadable = "isConcatSpreadable",
    iterator = "iterator",
    match_ = "match",
    matchAll = "matchAll",
    metadata = "metadata",
    replace = "replace",
    search = "search",
    species = "species",
    split = "split",
    toPrimitive = "toPrimitive",
    toStringTag = "toStringTag",
    unscopables = "unscopables",
}

/// The symbols that exist once per agent.
pub struct SymbolTable {
    well_known: Box<[Symbol]>,
    /// From the address of the describing atom, which a registered symbol keeps alive.
    registry: RefCell<FxHashMap<JsString, Symbol>>,
}

impl SymbolTable {
    /// A table with the well-known symbols.
    pub(crate) fn new(heap: &RawHeap, atoms: &AtomTable) -> SymbolTable {
        let symbols = WellKnownSymbol::ALL.iter().map(|symbol| {
            let text = format!("Symbol.{}", symbol.name());
            let description = atoms.intern_view(heap, StringView::Latin1(text.as_bytes()));
            Symbol::make(heap, SymbolKind::WellKnown, description.into())
        });
        SymbolTable {
            well_known: symbols.collect(),
            registry: RefCell::default(),
        }
    }

    #[inline(always)]
    pub(crate) fn well_known(&self, symbol: WellKnownSymbol) -> Symbol {
        self.well_known[symbol as usize]
    }

    /// Reports the well-known symbols.
    pub(crate) fn trace(&self, tracer: &mut Tracer<'_>) {
        for symbol in &self.well_known {
            tracer.mark_gc(symbol.cell());
        }
    }

    /// Forgets the registered symbols that nothing refers to: nobody can tell a new one from them.
    pub(crate) fn sweep(&self, live: &Liveness<'_>) {
        self.registry
            .borrow_mut()
            .retain(|_, symbol| live.is_live_gc(symbol.cell()));
    }
}

impl Cx {
    /// A well-known symbol, in constant time.
    #[inline(always)]
    #[must_use]
    pub fn well_known(&self, symbol: WellKnownSymbol) -> Symbol {
        self.symbols.well_known(symbol)
    }

    /// A new unique symbol.
    #[must_use]
    pub fn new_symbol(&self, description: Option<JsString>) -> Symbol {
        let description = description.map_or(Value::UNDEFINED, Value::from);
        Symbol::make(&self.heap, SymbolKind::Unique, description)
    }

    /// A new private name; the description begins with `#`.
    #[must_use]
    pub fn new_private_name(&self, description: JsString) -> Symbol {
        Symbol::make(&self.heap, SymbolKind::Private, description.into())
    }

    /// §20.4.2.2 Symbol.for ( key ), the registry's part <https://tc39.es/ecma262/#sec-symbol.for>
    #[must_use]
    pub fn registered_symbol(&self, key: JsString) -> Symbol {
        let key = self.intern(key);
        let mut registry = self.symbols.registry.borrow_mut();
        let make = || Symbol::make(&self.heap, SymbolKind::Registered, key.into());
        *registry.entry(key).or_insert_with(make)
    }

    /// §20.4.3.3.1 SymbolDescriptiveString ( sym ) <https://tc39.es/ecma262/#sec-symboldescriptivestring>
    ///
    /// # Errors
    /// A RangeError if the description is as long as a string can be.
    pub fn symbol_descriptive_string(&mut self, symbol: Symbol) -> JsResult<JsString> {
        let description = symbol
            .description()
            .as_string()
            .unwrap_or_else(|| self.empty_string());
        let head = self.string("Symbol(");
        let opened = self.concat(head, description)?;
        let tail = self.single_unit(u16::from(b')'));
        self.concat(opened, tail)
    }
}
