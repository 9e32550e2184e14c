//! What the machine sees of itself, as text: shapes, inline caches, the collector's figures.
//!
//! Nothing here changes anything but what a collection changes. The texts are for reading and teaching; their
//! form is no promise.
//!
//! Uses: cx, code_block, object, the interpreter's caches. Never: the built-ins' files.

use std::collections::HashMap;
use std::fmt::Write as _;

use stilla_bytecode::decode::instructions;
use stilla_gc::Gc;

use crate::Cx;
use crate::error::plain_in_chain;
use crate::object::{Object, PropertyKey, Shape};
use crate::string::Name;

/// Lines of a view; what follows is counted.
const MOST_LINES: usize = 5_000;
/// How deep the tree of shapes is indented; deeper ones stand at this depth.
const DEEPEST: usize = 40;

/// How many objects have each shape, by its address.
type Counts = HashMap<usize, usize>;

impl Cx {
    /// The tree of shapes with the number of objects that have each. Collects first.
    pub fn view_shapes(&mut self) -> String {
        self.collect_garbage();
        let mut counts = Counts::new();
        self.heap.for_each_word(|word, _| {
            *counts
                .entry((word & Shape::ADDRESS_BITS) as usize)
                .or_default() += 1;
        });
        let mut roots = self.shapes.roots();
        roots.sort_by_key(|shape| shape.address());
        let mut text = String::new();
        let (mut shapes, mut objects) = (0, 0);
        // A shape, the name of what leads to it, and its depth.
        let mut open: Vec<(Gc<Shape>, String, usize)> = Vec::new();
        for root in roots {
            open.push((root, self.root_text(&root), 0));
            while let Some((shape, name, depth)) = open.pop() {
                let count = counts.get(&shape.address()).copied().unwrap_or(0);
                shapes += 1;
                objects += count;
                let children = shape.children();
                if count > 0 || !children.is_empty() {
                    let indent = "  ".repeat(depth.min(DEEPEST));
                    let _ = writeln!(text, "{indent}{name} ×{count}");
                }
                for (key, child) in children.into_iter().rev() {
                    let name = match key {
                        Some((key, slot)) => format!("{} @{slot}", self.key_text(key)),
                        None => "closed to changes".to_owned(),
                    };
                    open.push((child, name, depth + 1));
                }
            }
        }
        shorten(
            &format!("shapes: {shapes} in the tree, {objects} objects\n"),
            &text,
        )
    }

    /// What the root of a tree of shapes is called: whose prototype its objects have.
    fn root_text(&self, root: &Shape) -> String {
        let Some(prototype) = root.prototype() else {
            return "{} without prototype".to_owned();
        };
        let inline = root.inline_capacity();
        match self.prototype_owner(prototype) {
            Some(name) => format!("{{}} of {name}, {inline} inline"),
            None => format!("{{}} of a prototype, {inline} inline"),
        }
    }

    /// The name of the constructor of a prototype.
    fn prototype_owner(&self, prototype: Object) -> Option<String> {
        let constructor = plain_in_chain(self, prototype, self.key(Name::constructor))?;
        let name = plain_in_chain(self, constructor.as_object()?, self.key(Name::name))?;
        Some(self.to_rust_string(name.as_string()?)).filter(|name| !name.is_empty())
    }

    fn key_text(&self, key: PropertyKey) -> String {
        match key.as_symbol() {
            Some(symbol) => {
                let name = symbol
                    .description()
                    .as_string()
                    .map(|text| self.to_rust_string(text));
                format!("[{}]", name.unwrap_or_default())
            }
            None => {
                let name = key.to_value(self).as_string();
                format!(
                    ".{}",
                    name.map(|name| self.to_rust_string(name))
                        .unwrap_or_default()
                )
            }
        }
    }

    /// The inline caches of all code that has run, by code block.
    #[must_use]
    pub fn view_caches(&self) -> String {
        let mut text = String::new();
        let (mut blocks, mut caches, mut filled) = (0, 0, 0);
        for block in self.code_blocks.borrow().iter() {
            let Some(code) = block.compiled() else {
                continue;
            };
            let mut lines = String::new();
            for instruction in instructions(&code.words) {
                let Some(number) = instruction.operand("cache") else {
                    continue;
                };
                let Some(cache) = block.cache_at(number as usize) else {
                    continue;
                };
                caches += 1;
                let state = cache.state();
                if state == "empty" {
                    continue;
                }
                filled += 1;
                let place = crate::interp::place_of(block, instruction.word);
                let _ = writeln!(
                    lines,
                    "  {}:{} {:?} {} {state}",
                    place.line,
                    place.column,
                    instruction.op,
                    self.key_text(cache.key()),
                );
            }
            blocks += 1;
            if !lines.is_empty() {
                let name = block.name().as_string();
                let name = name.map(|name| self.to_rust_string(name));
                let name = name.filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| "(top level)".to_owned());
                let _ = write!(text, "{name} in {}\n{lines}", code.source.name);
            }
        }
        let head = format!("caches: {filled} filled of {caches} in {blocks} code blocks\n");
        shorten(&head, &text)
    }

    /// The figures of the collector.
    #[must_use]
    pub fn view_memory(&self) -> String {
        let figures = self.heap.statistics();
        let pauses = &self.pauses;
        let mut text = String::new();
        let mut line = |name: &str, value: String| {
            let _ = writeln!(text, "{name:<22}{value}");
        };
        line("collections", figures.collections.to_string());
        line(
            "pauses together",
            format!("{:.3} ms", milliseconds(pauses.all)),
        );
        line(
            "longest pause",
            format!("{:.3} ms", milliseconds(pauses.longest)),
        );
        line("bytes in use", figures.bytes.to_string());
        line("of them outside cells", figures.external_bytes.to_string());
        line("most bytes in use", figures.peak.to_string());
        line("bytes held", figures.held_bytes.to_string());
        line("bytes freed", figures.freed_bytes.to_string());
        line("live cells", figures.live_cells.to_string());
        line("live bytes of cells", figures.live_bytes.to_string());
        line("next collection at", figures.next_collection.to_string());
        line("chunks of 1 MiB", figures.chunks.to_string());
        line("large objects", figures.large_objects.to_string());
        text
    }
}

fn milliseconds(time: std::time::Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The head and as many lines as a reader may want.
fn shorten(head: &str, text: &str) -> String {
    let mut shown = head.to_owned();
    let mut lines = text.lines();
    for line in lines.by_ref().take(MOST_LINES) {
        shown.push_str(line);
        shown.push('\n');
    }
    let left = lines.count();
    if left > 0 {
        let _ = writeln!(shown, "… and {left} more lines");
    }
    shown
}
