//! Grows a program from templates.
//!
//! Uses: program::templates.
//! Never: eval.

use super::Forms;
use super::templates::{self, Template};
use arbitrary::Unstructured;

/// How many templates a program has at most.
const MOST: u32 = 500;
/// How deep they nest.
const DEEPEST: u32 = 9;
/// The kinds of variables: number, text, BigInt, object, array, function, class, generator function, anything.
const KINDS: [char; 9] = ['n', 's', 'b', 'o', 'a', 'f', 'c', 'g', 'x'];

/// What holds where a template is put.
#[derive(Clone, Copy, Default)]
struct Around {
    function: bool,
    generator: bool,
    asynchronous: bool,
    in_loop: bool,
    strict: bool,
    /// Labels that are outside of the function.
    labels: usize,
}

struct Grower<'a> {
    choices: Unstructured<'a>,
    portable: bool,
    text: String,
    names: Vec<(char, String)>,
    labels: Vec<String>,
    around: Around,
    left: u32,
    depth: u32,
    next: u32,
}

pub fn grow(bytes: &[u8], forms: Forms) -> String {
    let mut grower = Grower {
        choices: Unstructured::new(bytes),
        portable: forms == Forms::Portable,
        text: templates::PRELUDE.to_owned(),
        names: Vec::new(),
        labels: Vec::new(),
        around: Around::default(),
        left: MOST,
        depth: 0,
        next: 0,
    };
    for kind in KINDS {
        grower.names.push((kind, format!("{kind}0")));
    }
    // No choices left: no more parts.
    while !grower.choices.is_empty() && grower.left > 0 {
        grower.expand("try {«b@T»} catch (e) { log(\"caught\", e) }\n");
    }
    grower.text.push_str(templates::EPILOGUE);
    grower.text
}

impl Grower<'_> {
    fn below(&mut self, end: usize) -> usize {
        self.choices.int_in_range(0..=end - 1).unwrap_or(0)
    }

    /// Puts one of the templates here; the first ones are small, and all there is when the program is large enough.
    fn put(&mut self, kind: char) {
        let all = templates::of(kind);
        let small = all
            .iter()
            .take_while(|template| !template.contains('@'))
            .count()
            .max(1);
        let is_over = self.left == 0 || self.depth > DEEPEST || self.choices.is_empty();
        self.left = self.left.saturating_sub(1);
        let range = if is_over { small } else { all.len() };
        let start = self.below(range);
        let fitting = (0..range)
            .map(|step| all[(start + step) % range])
            .find_map(|template| self.fits(template));
        let Some(template) = fitting else { return };
        self.depth += 1;
        self.expand(template);
        self.depth -= 1;
    }

    /// The template without its conditions (capital letters before a colon), if they hold here.
    fn fits(&self, template: Template) -> Option<Template> {
        let Some((conditions, rest)) = template.split_once(':') else {
            return Some(template);
        };
        if conditions.is_empty() || !conditions.chars().all(|letter| letter.is_ascii_uppercase()) {
            return Some(template);
        }
        let holds = conditions.chars().all(|condition| match condition {
            'Y' => self.around.generator,
            'W' => self.around.asynchronous,
            'Q' => self.around.generator && !self.around.asynchronous,
            'L' => self.around.in_loop,
            'R' => self.around.function,
            'K' => !self.around.strict,
            'J' => self.labels.len() > self.around.labels,
            _ => !self.portable,
        });
        holds.then_some(rest)
    }

    fn expand(&mut self, template: &str) {
        let mut saved: Vec<(Around, usize, usize)> = Vec::new();
        let mut new: Vec<(char, String)> = Vec::new();
        let mut pending = 0;
        let mut letters = template.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '@' => {
                    let kind = letters.next().unwrap_or('x');
                    if matches!(kind, 'T' | 'B' | 'e' | 'P') {
                        self.declare(&new[pending..]);
                        pending = new.len();
                    }
                    self.place(kind);
                }
                '$' => match letters.next() {
                    Some(kind @ 'a'..='z') => {
                        let name = self.variable(kind);
                        self.text.push_str(&name);
                    }
                    // `${` and the like are of the language; a place may follow the brace only.
                    other => {
                        self.text.push('$');
                        self.text.extend(other);
                    }
                },
                '#' => {
                    let kind = letters.next().unwrap_or('x');
                    self.next += 1;
                    let name = format!("{kind}{}", self.next);
                    self.text.push_str(&name);
                    if kind == 'l' {
                        self.labels.push(name.clone());
                    }
                    new.push((kind, name));
                }
                '%' => match letters.next() {
                    Some(digit @ '0'..='9') => {
                        if let Some((_, name)) = new.get(digit as usize - '0' as usize) {
                            self.text.push_str(name);
                        }
                    }
                    other => {
                        self.text.push('%');
                        self.text.extend(other);
                    }
                },
                '«' => {
                    let kind = letters.next().unwrap_or('b');
                    saved.push((self.around, self.names.len(), self.labels.len()));
                    self.enter(kind);
                }
                '»' => {
                    if let Some((around, names, labels)) = saved.pop() {
                        self.declare(&new[pending..]);
                        pending = new.len();
                        self.around = around;
                        self.names.truncate(names);
                        self.labels.truncate(labels);
                    }
                }
                '§' => self.text.push('#'),
                other => self.text.push(other),
            }
        }
        self.declare(&new[pending..]);
    }

    fn declare(&mut self, new: &[(char, String)]) {
        self.names
            .extend(new.iter().filter(|(kind, _)| *kind != 'l').cloned());
    }

    fn enter(&mut self, kind: char) {
        let around = &mut self.around;
        if matches!(kind, 'f' | 'g' | 'a' | 'A' | 'e' | 's') {
            around.function = !matches!(kind, 'e' | 's');
            around.generator = matches!(kind, 'g' | 'A');
            around.asynchronous = matches!(kind, 'a' | 'A');
            around.in_loop = false;
            around.labels = self.labels.len();
        }
        around.strict |= kind == 'c';
        around.in_loop |= kind == 'l';
    }

    fn variable(&mut self, kind: char) -> String {
        if kind == 'l' {
            let index = self.around.labels + self.below(self.labels.len() - self.around.labels);
            return self.labels[index].clone();
        }
        let count = self
            .names
            .iter()
            .filter(|(known, _)| *known == kind)
            .count();
        // The newest names are the likeliest.
        let back = self.below(count.clamp(1, 4));
        let mut fitting = self.names.iter().rev().filter(|(known, _)| *known == kind);
        fitting
            .nth(back)
            .map_or_else(|| format!("{kind}0"), |(_, name)| name.clone())
    }

    fn place(&mut self, kind: char) {
        match kind {
            // Statements, in braces or not.
            'T' | 'B' => {
                self.text.push_str(if kind == 'B' { "{ " } else { " " });
                let names = self.names.len();
                for _ in 0..=self.below(4) {
                    self.put('S');
                    self.text.push(' ');
                }
                if kind == 'B' {
                    self.names.truncate(names);
                    self.text.push('}');
                }
            }
            // The body of an arrow function.
            'e' => {
                let around = self.around;
                self.enter('e');
                self.put('x');
                self.around = around;
            }
            // The text of an expression, for eval. Each level doubles the marks of those inside.
            'E' if self.depth > 5 => self.text.push_str("\"1\""),
            'E' => {
                let (around, whole) = (self.around, std::mem::take(&mut self.text));
                self.enter('e');
                self.put('x');
                self.around = around;
                let inner = std::mem::replace(&mut self.text, whole);
                self.text
                    .push_str(&serde_json::Value::from(inner).to_string());
            }
            _ => self.put(kind),
        }
    }
}
