//! Inline caches: what a property access found the last time.
//!
//! A hit is one comparison of the receiver's header word, which holds kind and shape together. A
//! property found on a prototype also needs the epoch: any change of a prototype that a cache relies
//! on starts a new one.
//!
//! Uses: object. Never: the operations' files.

use std::cell::{Cell as Field, OnceCell};
use std::ptr::NonNull;

use stilla_gc::{Gc, Liveness};

use crate::environment::Environment;
use crate::object::{Object, PropertyKey, Shape};
use crate::value::Value;

/// What a cache knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Found {
    /// Nothing.
    Nothing,
    /// A data property of the receiver, in inline slot `slot`.
    Inline,
    /// A data property of the receiver, in out-of-line slot `slot`.
    OutOfLine,
    /// A data property of `holder`, in its slot `slot` (inline or not); depends on the epoch.
    Holder,
    /// There is no such property; depends on the epoch.
    Absent,
    /// A store adds the property: the shape becomes `shape`, the slot exists already; depends on the epoch.
    Add,
    /// An accessor property whose pair is in slot `slot` of `holder`, or of the receiver if there is no
    /// holder; depends on the epoch.
    Accessor,
    /// The length of a typed array, through the getter of its prototype; depends on the epoch.
    ViewLength,
}

const ADDRESS: u64 = (1 << 48) - 1;

/// The number of receivers that a cache remembers beside the first.
const MORE_WAYS: usize = 3;

/// After so many receivers that a cache did not know it is not worth filling.
const MANY_MISSES: u32 = 64;

/// One receiver shape and where the property is.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    /// The header word of the receiver; 0 matches none.
    pub(crate) word: u64,
    /// An object, or for [`Found::Add`] a shape.
    target: Option<NonNull<u8>>,
    pub(crate) epoch: u32,
    /// Slots beyond what fits here are not cached: only objects with as many properties have them.
    pub(crate) slot: u16,
    pub(crate) found: Found,
}

const _: () = assert!(size_of::<Way>() == 24);

impl Way {
    const EMPTY: Way = Way {
        word: 0,
        found: Found::Nothing,
        slot: 0,
        epoch: 0,
        target: None,
    };

    /// A property of the receiver itself.
    pub(crate) fn own(word: u64, inline_capacity: usize, slot: u32) -> Option<Way> {
        let slot = slot as usize;
        let (found, slot) = if slot < inline_capacity {
            (Found::Inline, slot)
        } else {
            (Found::OutOfLine, slot - inline_capacity)
        };
        Some(Way {
            word,
            found,
            slot: u16::try_from(slot).ok()?,
            ..Way::EMPTY
        })
    }

    /// Whether no prototype changed that this way depends on.
    pub(crate) fn is_current(&self, epoch: u32) -> bool {
        matches!(self.found, Found::Inline | Found::OutOfLine) || self.epoch == epoch
    }

    /// A property of a prototype.
    pub(crate) fn holder(word: u64, holder: Object, slot: u32, epoch: u32) -> Option<Way> {
        Some(Way {
            word,
            found: Found::Holder,
            slot: u16::try_from(slot).ok()?,
            epoch,
            target: NonNull::new(holder.cell().as_ptr().cast()),
        })
    }

    /// An accessor property of the receiver itself (no holder) or of a prototype.
    pub(crate) fn accessor(
        word: u64,
        holder: Option<Object>,
        slot: u32,
        epoch: u32,
    ) -> Option<Way> {
        Some(Way {
            word,
            found: Found::Accessor,
            slot: u16::try_from(slot).ok()?,
            epoch,
            target: holder.and_then(|holder| NonNull::new(holder.cell().as_ptr().cast())),
        })
    }

    /// No property.
    pub(crate) fn absent(word: u64, epoch: u32) -> Way {
        Way {
            word,
            found: Found::Absent,
            epoch,
            ..Way::EMPTY
        }
    }

    /// The length of a typed array.
    pub(crate) fn view_length(word: u64, epoch: u32) -> Way {
        Way {
            word,
            found: Found::ViewLength,
            epoch,
            ..Way::EMPTY
        }
    }

    /// A property that a store adds.
    pub(crate) fn add(word: u64, next: Gc<Shape>, slot: u32, epoch: u32) -> Option<Way> {
        Some(Way {
            word,
            found: Found::Add,
            slot: u16::try_from(slot).ok()?,
            epoch,
            target: NonNull::new(next.as_ptr().cast()),
        })
    }

    /// The holder of a [`Found::Holder`].
    #[inline(always)]
    pub(crate) fn object(&self) -> Object {
        let place = self.target.expect("a way to a holder has one").cast();
        // SAFETY: `holder` put an object there, and `Cache::sweep` forgets it when it dies.
        Object::from_cell(unsafe { Gc::from_ptr(place) })
    }

    /// The holder of a [`Found::Accessor`], which may be the receiver.
    #[inline(always)]
    pub(crate) fn holder_of_accessor(&self, receiver: Object) -> Object {
        match self.target {
            Some(_) => self.object(),
            None => receiver,
        }
    }

    /// The shape of a [`Found::Add`].
    #[inline(always)]
    pub(crate) fn shape(&self) -> Gc<Shape> {
        let place = self.target.expect("a way that adds has a shape").cast();
        // SAFETY: `add` put a shape there, and `Cache::sweep` forgets it when it dies.
        unsafe { Gc::from_ptr(place) }
    }

    fn is_live(&self, live: &Liveness<'_>) -> bool {
        let alive = |address: u64| {
            NonNull::new(std::ptr::with_exposed_provenance_mut(address as usize))
                .is_none_or(|cell| live.is_live(cell))
        };
        alive(self.word & ADDRESS) && self.target.is_none_or(|target| live.is_live(target.cast()))
    }
}

/// The cache of one instruction, with its key, in one line of the processor's cache.
#[repr(align(64))]
pub(crate) struct Cache {
    first: Field<Way>,
    key: PropertyKey,
    binding: Field<Option<Gc<Environment>>>,
    /// Whether something was stored since the last collection.
    is_new: Field<bool>,
    /// Made when a second receiver comes by.
    more: OnceCell<Box<More>>,
}

/// The receivers of a cache beside the first.
struct More {
    ways: Field<[Way; MORE_WAYS]>,
    misses: Field<u32>,
}

impl Cache {
    /// Bytes that a cache takes when it knows more than one receiver.
    pub(crate) const MOST_BYTES: usize = size_of::<Cache>() + size_of::<More>();

    pub(crate) fn new(key: PropertyKey) -> Cache {
        Cache {
            first: Field::new(Way::EMPTY),
            key,
            binding: Field::new(None),
            is_new: Field::new(false),
            more: OnceCell::new(),
        }
    }

    #[inline(always)]
    pub(crate) fn key(&self) -> PropertyKey {
        self.key
    }

    /// The way that was stored last.
    #[inline(always)]
    pub(crate) fn first(&self) -> &Way {
        // SAFETY: nothing replaces the way while a handler looks at it: replacing takes the slow
        // path, which reads no way afterwards.
        unsafe { &*self.first.as_ptr() }
    }

    /// The way of a receiver other than the first one's.
    #[inline(always)]
    pub(crate) fn other(&self, word: u64) -> Option<&Way> {
        // SAFETY: as for `first`.
        let ways = unsafe { &*self.more.get()?.ways.as_ptr() };
        ways.iter().find(|way| way.word == word)
    }

    /// Whether too many receivers came by for the cache to be worth filling.
    #[inline(always)]
    pub(crate) fn is_megamorphic(&self) -> bool {
        let more = self.more.get();
        more.is_some_and(|more| more.misses.get() > MANY_MISSES)
    }

    /// Remembers the shape of a literal's first object as that of the next ones, if its `count` properties are its first slots.
    pub(crate) fn store_form(&self, object: Object, count: usize) {
        let (shape, room) = (object.shape(), object.cell().inline_capacity());
        if !shape.is_dictionary() && shape.next_slot() as usize == count && count <= room {
            let word = shape.address() as u64;
            self.is_new.set(true);
            self.first
                .set(Way::add(word, shape, 0, 0).unwrap_or(Way::EMPTY));
        }
    }

    /// Remembers a way. Every other receiver moves one place down.
    pub(crate) fn store(&self, way: Way) {
        self.is_new.set(true);
        let first = self.first.get();
        if first.word != way.word && first.word != 0 {
            let more = self.more.get_or_init(|| {
                Box::new(More {
                    ways: Field::new([Way::EMPTY; MORE_WAYS]),
                    misses: Field::new(0),
                })
            });
            let mut ways = more.ways.get();
            match ways.iter_mut().find(|old| old.word == way.word) {
                Some(old) => *old = first,
                None => {
                    ways.rotate_right(1);
                    ways[0] = first;
                    more.misses.set(more.misses.get() + 1);
                }
            }
            more.ways.set(ways);
        }
        self.first.set(way);
    }

    /// How full the cache is, and of what kind its hits are.
    pub(crate) fn state(&self) -> String {
        if self.binding.get().is_some() {
            return "binding".to_owned();
        }
        let more = self.more.get().map(|more| more.ways.get());
        let all = std::iter::once(self.first.get()).chain(more.into_iter().flatten());
        let hits: Vec<String> = all
            .filter(|way| way.word != 0)
            .map(|way| format!("{:?}", way.found).to_lowercase())
            .collect();
        match hits.len() {
            0 => "empty".to_owned(),
            _ if self.is_megamorphic() => format!("megamorphic {}", hits.join(" ")),
            1 => format!("monomorphic {}", hits[0]),
            many => format!("polymorphic {many} {}", hits.join(" ")),
        }
    }

    /// The global lexical binding.
    #[inline(always)]
    pub(crate) fn binding(&self) -> Option<Gc<Environment>> {
        self.binding.get()
    }

    pub(crate) fn set_binding(&self, binding: Gc<Environment>) {
        self.binding.set(Some(binding));
        self.is_new.set(true);
    }

    /// Forgets what is dead.
    pub(crate) fn sweep(&self, live: &Liveness<'_>) {
        if live.only_young_die() && !self.is_new.replace(false) {
            return;
        }
        let keep = |way: Way| if way.is_live(live) { way } else { Way::EMPTY };
        self.first.set(keep(self.first.get()));
        if let Some(more) = self.more.get() {
            more.ways.set(more.ways.get().map(keep));
        }
        if self
            .binding
            .get()
            .is_some_and(|binding| !live.is_live_gc(binding))
        {
            self.binding.set(None);
        }
    }
}

/// The ways of instructions that meet too many receivers for a cache of their own, by key and header
/// word. Nothing is kept alive for them: a collection forgets those of which something died.
#[derive(Default)]
pub(crate) struct SharedWays {
    gets: WayTable,
    sets: WayTable,
}

/// Made when the first way is stored.
#[derive(Default)]
struct WayTable(OnceCell<Box<[Pair]>>);

/// The two places of some keys and header words: one line of the processor's cache.
#[repr(align(64))]
struct Pair([Place; 2]);

/// A way and its key; the way's word is 0 where there is none.
struct Place {
    key: Field<PropertyKey>,
    way: Field<Way>,
}

/// The number of pairs of places in a table of ways, a power of two.
const PAIRS: usize = 1024;

impl WayTable {
    #[inline(always)]
    fn pair(pairs: &[Pair], key: PropertyKey, word: u64) -> &[Place; 2] {
        let spread = word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        &pairs[(spread ^ key.hash()) as usize % PAIRS].0
    }

    #[inline(always)]
    fn find(&self, key: PropertyKey, word: u64) -> Option<Way> {
        let pair = WayTable::pair(self.0.get()?, key, word);
        let place = pair
            .iter()
            .find(|place| place.way.get().word == word && place.key.get() == key);
        place.map(|place| place.way.get())
    }

    fn store(&self, key: PropertyKey, way: Way) {
        let pairs = self.0.get_or_init(|| {
            let place = || Place {
                key: Field::new(PropertyKey::REMOVED),
                way: Field::new(Way::EMPTY),
            };
            (0..PAIRS).map(|_| Pair([place(), place()])).collect()
        });
        let [first, second] = WayTable::pair(pairs, key, way.word);
        second.key.set(first.key.get());
        second.way.set(first.way.get());
        first.key.set(key);
        first.way.set(way);
    }

    /// Forgets what is dead.
    fn sweep(&self, live: &Liveness<'_>) {
        for place in self.0.get().into_iter().flatten().flat_map(|pair| &pair.0) {
            let way = place.way.get();
            let lives = || {
                let key = place.key.get().raw();
                way.is_live(live) && key.cell().is_none_or(|key| live.is_live(key))
            };
            if way.word != 0 && !lives() {
                place.way.set(Way::EMPTY);
            }
        }
    }
}

impl SharedWays {
    /// The way to read `key` of a receiver.
    #[inline(always)]
    pub(crate) fn get(&self, key: PropertyKey, word: u64) -> Option<Way> {
        self.gets.find(key, word)
    }

    /// The way to store `key` on a receiver.
    #[inline(always)]
    pub(crate) fn set(&self, key: PropertyKey, word: u64) -> Option<Way> {
        self.sets.find(key, word)
    }

    pub(crate) fn store_get(&self, key: PropertyKey, way: Way) {
        self.gets.store(key, way);
    }

    pub(crate) fn store_set(&self, key: PropertyKey, way: Way) {
        self.sets.store(key, way);
    }

    /// Forgets what is dead.
    pub(crate) fn sweep(&self, live: &Liveness<'_>) {
        self.gets.sweep(live);
        self.sets.sweep(live);
    }
}

/// The value in the slot of a [`Found::OutOfLine`] or [`Found::Holder`].
#[inline(always)]
pub(crate) fn slot_of(object: Object, slot: u16) -> Value {
    object.cell().slot(slot as usize)
}
