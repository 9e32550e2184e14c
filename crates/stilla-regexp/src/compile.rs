//! From syntax tree to program.
//!
//! Terms wait on an explicit task stack together with what may follow them, so nesting costs no native stack and
//! every choice can be given a table of the code units that make it worthwhile.
//!
//! Uses: analyse, charset, program, prefilter, syntax.
//! Never: matcher.

mod alternation;
mod link;
mod repetition;

use std::collections::HashMap;

use crate::analyse::{First, Info, analyse};
use crate::charset::CharSet;
use crate::error::PatternError;
use crate::flags::Flags;
use crate::prefilter::Prefilter;
use crate::program::{Class, Counter, DispatchTable, Inst, Loop, Pc, Program, Reference, Table};
use crate::syntax::{self, Direction, Kids, Lines, Node, NodeId, Pattern, Polarity, UNBOUNDED};

/// Bounds on what a pattern may cost to hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Terms of the pattern, instructions of its program, and ranges of its character classes (32 for each
    /// distinct class besides).
    pub max_terms: usize,
    /// Bytes that compiling may hold at once.
    pub max_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_terms: 1 << 20,
            max_bytes: usize::MAX,
        }
    }
}

/// Compiles a pattern, given in UTF-16 code units.
///
/// # Errors
/// The early errors of the specification, and a pattern beyond `limits`.
pub fn compile(pattern: &[u16], flags: Flags, limits: &Limits) -> Result<Program, PatternError> {
    let tree = syntax::parse(pattern, flags, limits.max_terms)?;
    let facts = tree.nodes.len().saturating_mul(size_of::<Info>());
    if facts > limits.max_bytes {
        return Err(PatternError::OUT_OF_MEMORY);
    }
    Compiler::new(tree, flags, limits.max_bytes).compile(limits.max_terms)
}

/// Checks a pattern without compiling it.
///
/// # Errors
/// As [`compile`], except for the size of the program.
pub fn validate(pattern: &[u16], flags: Flags, limits: &Limits) -> Result<(), PatternError> {
    syntax::parse(pattern, flags, limits.max_terms).map(drop)
}

/// No more tables than this; later choices do without.
const MAX_TABLES: usize = 4096;

/// How a term is to be compiled.
#[derive(Clone, Copy)]
struct Place {
    /// What may stand after it.
    follow: First,
    direction: Direction,
    /// Every way to a match passes here exactly once.
    sure: bool,
}

/// What remains to be done, last in first out.
#[derive(Clone, Copy)]
enum Task {
    Term(NodeId, Place),
    /// A run of characters of a sequence.
    Literal {
        kids: Kids,
        from: u32,
        to: u32,
    },
    Inst(Inst),
    Bind(Pc),
}

struct Compiler {
    pattern: Pattern,
    infos: Vec<Info>,
    tasks: Vec<Task>,
    code: Vec<Inst>,
    /// Addresses of labels; jumps name labels until they are linked.
    labels: Vec<Pc>,
    classes: Vec<Class>,
    class_of_set: Vec<Option<u32>>,
    char_classes: HashMap<u32, u32>,
    units: Vec<u16>,
    tables: Vec<Table>,
    dispatches: Vec<DispatchTable>,
    loops: Vec<Loop>,
    counters: Vec<Counter>,
    references: Vec<Reference>,
    regs: u32,
    flags: Flags,
    has_references: bool,
    max_bytes: usize,
    is_out_of_memory: bool,
}

impl Compiler {
    fn new(pattern: Pattern, flags: Flags, max_bytes: usize) -> Self {
        let infos = analyse(&pattern);
        let has_references = pattern
            .nodes
            .iter()
            .any(|node| matches!(node, Node::BackRef { .. } | Node::NamedRef { .. }));
        Compiler {
            infos,
            tasks: Vec::new(),
            code: Vec::new(),
            labels: Vec::new(),
            classes: Vec::new(),
            class_of_set: vec![None; pattern.sets.len()],
            char_classes: HashMap::new(),
            units: Vec::new(),
            tables: Vec::new(),
            dispatches: Vec::new(),
            loops: Vec::new(),
            counters: Vec::new(),
            references: Vec::new(),
            regs: 2 * pattern.groups,
            flags,
            has_references,
            max_bytes,
            is_out_of_memory: false,
            pattern,
        }
    }

    /// Whether `more` bytes would be too many.
    fn would_exceed(&self, more: usize) -> bool {
        // A list that grows is held twice for a moment.
        let held = self.infos.capacity() * size_of::<Info>()
            + self.tasks.capacity() * size_of::<Task>() * 3 / 2
            + self.code.capacity() * size_of::<Inst>() * 3 / 2
            + self.tables.capacity() * size_of::<Table>();
        held.saturating_add(more) > self.max_bytes
    }

    fn compile(mut self, max_code: usize) -> Result<Program, PatternError> {
        let place = Place {
            follow: First::ANYTHING,
            direction: Direction::Forward,
            sure: !self.has_references,
        };
        let root = self.pattern.root;
        self.tasks.push(Task::Inst(Inst::Match));
        self.tasks.push(Task::Term(root, place));
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Term(id, place) => self.term(id, place),
                Task::Literal { kids, from, to } => self.literal(kids, from, to),
                Task::Inst(inst) => self.code.push(inst),
                Task::Bind(label) => self.labels[label as usize] = self.code.len() as Pc,
            }
            if self.code.len() > max_code {
                return Err(PatternError::TOO_LARGE);
            }
            if self.is_out_of_memory || self.would_exceed(0) {
                return Err(PatternError::OUT_OF_MEMORY);
            }
        }
        self.link();
        let prefilter = Prefilter::new(&self.pattern, &self.infos, self.flags, self.leading_loop());
        Ok(Program {
            flags: self.flags,
            code: self.code,
            classes: self.classes,
            units: self.units,
            tables: self.tables,
            dispatches: self.dispatches,
            loops: self.loops,
            counters: self.counters,
            references: self.references,
            names: self.pattern.names,
            groups: self.pattern.groups,
            regs: self.regs,
            prefilter,
        })
    }

    /// The unbounded loop that every match begins with. Skipping over its run is only sound when nothing later
    /// looks at where the match began.
    fn leading_loop(&self) -> Option<u32> {
        if self.has_references {
            return None;
        }
        let start = self
            .code
            .iter()
            .position(|inst| !matches!(inst, Inst::Save(_) | Inst::SaveSure(_)))?;
        match self.code[start] {
            Inst::Loop(index) if self.loops[index as usize].max == UNBOUNDED => Some(index),
            _ => None,
        }
    }

    fn term(&mut self, id: NodeId, place: Place) {
        let forward = place.direction == Direction::Forward;
        match self.pattern.node(id) {
            Node::Empty => {}
            Node::Char(c) => self.code.push(if forward {
                Inst::Char(c)
            } else {
                Inst::CharBack(c)
            }),
            Node::Set(set) => {
                let class = self.class(set);
                self.code.push(if forward {
                    Inst::Set(class)
                } else {
                    Inst::SetBack(class)
                });
            }
            Node::Seq(kids) => self.sequence(kids, place),
            Node::Alt(kids) => self.alternation(kids, place),
            Node::Group { index, body } => self.group(index, body, place),
            Node::Repeat { .. } => self.repetition(id, place),
            Node::Look {
                body,
                direction,
                polarity,
                ..
            } => self.look(body, direction, polarity),
            Node::BackRef { group, folding } => {
                self.code.push(Inst::BackRef(self.references.len() as u32));
                self.references.push(Reference {
                    groups: vec![group],
                    folding,
                    direction: place.direction,
                });
            }
            Node::NamedRef { name, folding } => {
                let groups = self.pattern.names[name as usize].groups.clone();
                self.code.push(Inst::BackRef(self.references.len() as u32));
                self.references.push(Reference {
                    groups,
                    folding,
                    direction: place.direction,
                });
            }
            Node::Start(Lines::One) => self.code.push(Inst::Start),
            Node::Start(Lines::Many) => self.code.push(Inst::StartLine),
            Node::End(Lines::One) => self.code.push(Inst::End),
            Node::End(Lines::Many) => self.code.push(Inst::EndLine),
            Node::WordBoundary { polarity, word } => {
                let word = self.class(word);
                self.code.push(Inst::WordBoundary { word, polarity });
            }
        }
    }

    fn sequence(&mut self, kids: Kids, place: Place) {
        let len = self.pattern.kids(kids).len();
        if place.direction == Direction::Backward {
            // The stack turns the order around: the first pushed is the last done.
            for at in 0..len {
                let kid = self.pattern.kids(kids)[at];
                self.tasks.push(Task::Term(kid, place));
            }
            return;
        }
        let mut follow = place.follow;
        let mut at = len;
        while at > 0 {
            let kid = self.pattern.kids(kids)[at - 1];
            let run = self.literal_run(kids, at);
            if run > 1 {
                self.tasks.push(Task::Literal {
                    kids,
                    from: (at - run) as u32,
                    to: at as u32,
                });
                at -= run;
                let first = self.pattern.kids(kids)[at];
                follow = self.infos[first as usize].first.then(follow);
                continue;
            }
            self.tasks.push(Task::Term(kid, Place { follow, ..place }));
            follow = self.infos[kid as usize].first.then(follow);
            at -= 1;
        }
    }

    /// How many children before `end` are plain characters.
    fn literal_run(&self, kids: Kids, end: usize) -> usize {
        let kids = &self.pattern.kids(kids)[..end];
        kids.iter()
            .rev()
            .take_while(|&&kid| matches!(self.pattern.node(kid), Node::Char(c) if self.is_plain(c)))
            .count()
    }

    /// Whether comparing code units is enough: a lone surrogate must not match half of a pair.
    fn is_plain(&self, c: u32) -> bool {
        !(self.flags.by_code_points() && (0xD800..0xE000).contains(&c))
    }

    fn literal(&mut self, kids: Kids, from: u32, to: u32) {
        let start = self.units.len() as u32;
        for at in from..to {
            let kid = self.pattern.kids(kids)[at as usize];
            let Node::Char(c) = self.pattern.node(kid) else {
                continue;
            };
            push_units(&mut self.units, c);
        }
        self.code.push(Inst::Literal {
            start,
            len: self.units.len() as u32 - start,
        });
    }

    fn group(&mut self, index: u32, body: NodeId, place: Place) {
        let save = |slot: u32| {
            if place.sure {
                Inst::SaveSure(slot)
            } else {
                Inst::Save(slot)
            }
        };
        let (before, after) = match place.direction {
            Direction::Forward => (2 * index, 2 * index + 1),
            Direction::Backward => (2 * index + 1, 2 * index),
        };
        self.code.push(save(before));
        self.tasks.push(Task::Inst(save(after)));
        self.tasks.push(Task::Term(body, place));
    }

    fn look(&mut self, body: NodeId, direction: Direction, polarity: Polarity) {
        let place = Place {
            follow: First::ANYTHING,
            direction,
            sure: false,
        };
        let reg = self.reg();
        match polarity {
            Polarity::Positive => {
                self.reg();
                self.code.push(Inst::LookStart(reg));
                self.tasks.push(Task::Inst(Inst::LookEnd(reg)));
            }
            Polarity::Negative => {
                let to = self.label();
                self.code.push(Inst::NotStart { reg, to });
                self.tasks.push(Task::Bind(to));
                self.tasks.push(Task::Inst(Inst::NotEnd(reg)));
            }
        }
        self.tasks.push(Task::Term(body, place));
    }

    fn class(&mut self, set: u32) -> u32 {
        if let Some(class) = self.class_of_set[set as usize] {
            return class;
        }
        let class = self.classes.len() as u32;
        self.classes
            .push(Class::new(&self.pattern.sets[set as usize]));
        self.class_of_set[set as usize] = Some(class);
        class
    }

    fn class_of_char(&mut self, c: u32) -> u32 {
        if let Some(&class) = self.char_classes.get(&c) {
            return class;
        }
        let class = self.classes.len() as u32;
        self.classes.push(Class::new(&CharSet::single(c)));
        self.char_classes.insert(c, class);
        class
    }

    /// A table of two ways, unless there are too many already.
    fn table(&mut self, first: First, second: First) -> Option<u32> {
        if self.tables.len() >= MAX_TABLES {
            return None;
        }
        self.tables.push(Table::new(&first, &second));
        Some(self.tables.len() as u32 - 1)
    }

    /// A choice between `first`, which is preferred, and `second`; both are labels.
    fn fork(&mut self, first: Pc, second: Pc, ways: Option<(First, First)>) -> Inst {
        let telling = ways.filter(|(a, b)| !(a.is_anything() && b.is_anything()));
        match telling.and_then(|(a, b)| self.table(a, b)) {
            Some(table) => Inst::Fork {
                table,
                first,
                second,
            },
            None => Inst::Split { first, second },
        }
    }

    fn label(&mut self) -> Pc {
        self.labels.push(0);
        self.labels.len() as Pc - 1
    }

    fn reg(&mut self) -> u32 {
        self.regs += 1;
        self.regs - 1
    }
}

/// Appends a character in UTF-16.
pub(crate) fn push_units(units: &mut Vec<u16>, c: u32) {
    if c > 0xFFFF {
        units.push((0xD800 + ((c - 0x10000) >> 10)) as u16);
        units.push((0xDC00 + (c & 0x3FF)) as u16);
    } else {
        units.push(c as u16);
    }
}
