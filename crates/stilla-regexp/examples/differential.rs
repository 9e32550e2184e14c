//! Compares the engine with another one on generated patterns.
//!
//! `differential generate SEED COUNT` writes cases as JSON lines and our answers; `data/differential.mjs` runs the
//! same cases in a JavaScript engine and prints where they differ.
//!
//! Uses: stilla-regexp.
//! Never: any other crate of the engine.
#![allow(clippy::print_stdout, missing_docs)]

use stilla_regexp::{Flags, Input, Limits, Scratch, Stop, compile};

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }
}

const ATOMS: &[&str] = &[
    "a",
    "b",
    "c",
    "A",
    "B",
    "ab",
    "abc",
    "1",
    " ",
    "-",
    "_",
    ".",
    "\\d",
    "\\w",
    "\\s",
    "\\W",
    "\\D",
    "\\S",
    "[ab]",
    "[^a]",
    "[a-c]",
    "[^a-c1]",
    "[A-Z]",
    "[\\w-]",
    "\\b",
    "\\B",
    "^",
    "$",
    "\\1",
    "\\2",
    "\u{e9}",
    "\u{c9}",
    "\u{df}",
    "\u{17f}",
    "\u{212a}",
    "k",
    "s",
    "S",
    "\u{1F600}",
    "[\u{1F600}-\u{1F64F}]",
    "\\u{1F600}",
    "\u{3b1}",
    "[\u{3b1}-\u{3c9}]",
    "\\u0061",
    "\\x61",
    "\\cA",
    "\\n",
    "[^]",
    "[]",
    "\\p{Lu}",
    "\\P{Lu}",
    "\\p{L}",
    "[\\P{Ll}b]",
    "\\ud83d",
    "\\u2028",
    "\\k<n>",
    "{",
    "}",
    "]",
    "\\8",
    "\\07",
    "\\c",
    "[\\c1]",
    "a{",
    "x{1",
    "\u{130}",
    "i",
    "\u{1c5}",
    "\u{1c4}",
];
const ATOMS_V: &[&str] = &[
    "[a--b]",
    "[\\w--[a-c]]",
    "[[a-c]&&[b-d]]",
    "\\p{Emoji_Keycap_Sequence}",
    "[\\q{abc|ab|a}]",
    "[^\\p{Lu}]",
    "[\\p{Lu}--A]",
    "\\p{RGI_Emoji}",
    "[\\q{ab}b]",
    "[\\q{|a}]",
    "[\\p{L}&&\\p{ASCII}]",
    "[a-z&&b]",
    "[^\\W]",
    "\\P{Lu}",
    "[\\q{AB|c}]",
];
const QUANTIFIERS: &[&str] = &[
    "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}", "{2,}?", "{0}", "{1}",
    "{3}", "{0,1}", "{,2}",
];
const OPENERS: &[&str] = &[
    "(", "(", "(", "(?:", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>", "(?<m>",
];
const INPUT: &[&str] = &[
    "a",
    "b",
    "c",
    "A",
    "B",
    "C",
    "1",
    "2",
    " ",
    "-",
    "_",
    "\n",
    "\u{e9}",
    "\u{c9}",
    "\u{df}",
    "\u{17f}",
    "\u{212a}",
    "k",
    "K",
    "s",
    "S",
    "\u{1F600}",
    "\u{1F601}",
    "\u{3b1}",
    "\u{3c2}",
    "\u{3c3}",
    "\u{3a3}",
    "ab",
    "abc",
    "aa",
    "bb",
    "1\u{fe0f}\u{20e3}",
    "{",
    "\\",
    "\u{1}",
    "\u{2028}",
    "\u{130}",
    "i",
    "\u{1c4}",
    "\u{1c5}",
    "\u{1c6}",
    "\u{1F44B}\u{1F3FB}",
    "x",
    "x{1",
];
const LATIN: &[&str] = &[
    "a", "b", "c", "A", "B", "1", " ", "-", "_", "ab", "abc", "aa", "aab", "k", "s", "S", "\n",
    "\u{e9}", "\u{c9}",
];

fn term(random: &mut Random, flags: &str, depth: u32, out: &mut String) {
    if depth > 0 && random.below(3) == 0 {
        out.push_str(random.pick(OPENERS));
        disjunction(random, flags, depth - 1, out);
        out.push(')');
    } else if flags.contains('v') && random.below(4) == 0 {
        out.push_str(random.pick(ATOMS_V));
    } else if random.below(2) == 0 {
        out.push_str(random.pick(&ATOMS[..24]));
    } else {
        out.push_str(random.pick(ATOMS));
    }
    if random.below(5) < 2 {
        out.push_str(random.pick(QUANTIFIERS));
    }
}

fn disjunction(random: &mut Random, flags: &str, depth: u32, out: &mut String) {
    for _ in 0..=random.below(3) {
        term(random, flags, depth, out);
    }
    while random.below(4) == 0 {
        out.push('|');
        for _ in 0..random.below(3) {
            term(random, flags, depth, out);
        }
    }
}

fn json(text: &[u16]) -> String {
    let units: Vec<String> = text.iter().map(|unit| format!("\\u{unit:04x}")).collect();
    format!("\"{}\"", units.concat())
}

fn answer(pattern: &[u16], flags: &str, text: &[u16]) -> String {
    let Some(parsed) = Flags::parse(flags.chars()) else {
        return "\"bad flags\"".into();
    };
    let program = match compile(pattern, parsed, &Limits::default()) {
        Ok(program) => program,
        Err(_) => return "\"SyntaxError\"".into(),
    };
    let bytes: Option<Vec<u8>> = text.iter().map(|&unit| u8::try_from(unit).ok()).collect();
    let mut scratch = Scratch::default();
    let mut found = None;
    let inputs = [
        Some(Input::Utf16(text)),
        bytes.as_deref().map(Input::Latin1),
    ];
    for input in inputs.into_iter().flatten() {
        let mut rounds = 0;
        let mut budget = |steps: u32| {
            rounds += steps;
            if rounds > 3_000_000 {
                Err(Stop)
            } else {
                Ok(())
            }
        };
        let text = match program.exec(
            input,
            0,
            parsed.contains(Flags::STICKY),
            &mut scratch,
            &mut budget,
        ) {
            Err(_) => "\"stopped\"".into(),
            Ok(false) => "null".into(),
            Ok(true) => {
                let groups: Vec<String> = (0..program.group_count())
                    .map(|at| {
                        scratch.group(at).map_or("null".into(), |range| {
                            format!("[{},{}]", range.start, range.end)
                        })
                    })
                    .collect();
                format!("[{}]", groups.join(","))
            }
        };
        match &found {
            None => found = Some(text),
            Some(before) if *before != text => {
                return format!("\"encodings differ: {}\"", text.replace('"', "'"));
            }
            _ => {}
        }
    }
    found.unwrap_or_default()
}

fn main() {
    let mut args = std::env::args().skip(1);
    let seed = args.next().and_then(|arg| arg.parse().ok()).unwrap_or(1u64);
    let count = args
        .next()
        .and_then(|arg| arg.parse().ok())
        .unwrap_or(1000u64);
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..20 {
        random.next();
    }
    for _ in 0..count {
        let mut flags = String::new();
        for flag in ["i", "m", "s"] {
            if random.below(3) == 0 {
                flags.push_str(flag);
            }
        }
        flags.push_str(random.pick(&["", "", "u", "v"]));
        if random.below(6) == 0 {
            flags.push('y');
        }
        let mut pattern = String::new();
        disjunction(&mut random, &flags, 3, &mut pattern);
        let pieces = if random.below(2) == 0 { INPUT } else { LATIN };
        let longest = [12, 12, 60][random.below(3) as usize];
        let text: String = (0..random.below(longest))
            .map(|_| random.pick(pieces))
            .collect();
        let pattern: Vec<u16> = pattern.encode_utf16().collect();
        let text: Vec<u16> = text.encode_utf16().collect();
        let answer = answer(&pattern, &flags, &text);
        println!("[{},\"{flags}\",{},{answer}]", json(&pattern), json(&text));
    }
}
