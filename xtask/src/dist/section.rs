//! The sections of a linked program, as the linker's map tells them, and what names one from build to build.
//!
//! A function's section has its symbol in its name. A constant without a name has a number that changes with each build; what lasts of
//! it is its contents.
//!
//! Uses: nothing
//! Never: any task

use rustc_hash::FxHasher;
use std::hash::Hasher as _;

/// Where the linker gathers sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    Code,
    Constants,
}

impl Output {
    /// The name of the output section, to which the ordered part adds `.first`.
    pub fn name(self) -> &'static str {
        match self {
            Output::Code => ".text",
            Output::Constants => ".rodata",
        }
    }

    fn of(name: &str) -> Option<Output> {
        [Output::Code, Output::Constants]
            .into_iter()
            .find(|output| name.strip_suffix(".first").unwrap_or(name) == output.name())
    }
}

/// A piece of the program that the linker moves as a whole.
#[derive(Debug)]
pub struct Section {
    pub output: Output,
    pub start: u64,
    pub size: u64,
    /// What names it from build to build.
    pub key: String,
    /// What names it in a linker script.
    pub pattern: String,
}

/// All sections of code and of constants, by address, from the linker's map of the program with these bytes.
pub fn all(map: &str, program: &[u8]) -> Vec<Section> {
    let mut output = None;
    let mut sections = Vec::new();
    for line in map.lines() {
        let Some((numbers, name)) = split(line) else {
            continue;
        };
        let depth = name.len() - name.trim_start().len();
        match (depth, output) {
            (0, _) => output = Output::of(name),
            (8, Some(output)) if numbers[2] > 0 => {
                sections.extend(section(
                    output,
                    numbers[0],
                    numbers[2],
                    name.trim(),
                    program,
                ));
            }
            _ => {}
        }
    }
    sections.sort_by_key(|section| section.start);
    sections
}

/// A line of the map: address, load address, size and alignment, then a name whose indentation tells what it is.
fn split(line: &str) -> Option<([u64; 4], &str)> {
    let mut rest = line;
    let mut numbers = [0; 4];
    for (column, number) in numbers.iter_mut().enumerate() {
        let text = rest.trim_start();
        let end = text.find(' ')?;
        let radix = if column == 3 { 10 } else { 16 };
        *number = u64::from_str_radix(&text[..end], radix).ok()?;
        rest = &text[end..];
    }
    Some((numbers, rest.strip_prefix(' ')?))
}

/// The section that is called `file:(name)`, where the file may be `archive.a(member)`.
fn section(output: Output, start: u64, size: u64, title: &str, program: &[u8]) -> Option<Section> {
    let (file, name) = title.strip_suffix(')')?.split_once(":(")?;
    let (key, pattern) = match file.strip_suffix(')').and_then(|file| file.split_once('(')) {
        Some((archive, member)) => {
            let archive = archive.rsplit('/').next()?;
            (
                format!("{archive}:{member} {name}"),
                format!("*{archive}:{member}({name})"),
            )
        }
        None if name == output.name() => {
            let file = file.rsplit('/').next()?;
            (format!("{file} {name}"), format!("*{file}({name})"))
        }
        None => {
            let key = match name.contains(".Lanon.") || name.contains(".anon.") {
                true => contents(program.get(start as usize..(start + size) as usize)?),
                false => lasting(name),
            };
            (key, format!("*({name})"))
        }
    };
    Some(Section {
        output,
        start,
        size,
        key,
        pattern,
    })
}

/// What names a constant by what it contains.
// NOTE: the linker puts constants into the first segment, where an address is a place in the file.
fn contents(bytes: &[u8]) -> String {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    format!("constant {} {:016x}", bytes.len(), hasher.finish())
}

/// A name without what changes from build to build: the hashes of crates (`Cs…_`), the places in the symbol to which it
/// refers back (`B…_`), which move with them, and the number of a module behind `.llvm.`.
fn lasting(symbol: &str) -> String {
    let mut rest = symbol.split(".llvm.").next().unwrap_or(symbol);
    let mut name = String::with_capacity(rest.len());
    while let Some(first) = rest.chars().next() {
        let changing = match rest.strip_prefix("Cs") {
            Some(hash) => base_62(hash).filter(|length| *length <= 13),
            None => rest
                .strip_prefix('B')
                .and_then(base_62)
                .filter(|length| *length <= 3),
        };
        name.push(first);
        rest = match changing {
            Some(length) => &rest[if first == 'C' { 2 } else { 1 } + length..],
            None => &rest[first.len_utf8()..],
        };
    }
    name
}

/// The length of a number to the base 62 with its `_`, if `text` begins with one.
fn base_62(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    text[end..].starts_with('_').then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_last_from_build_to_build() {
        let name = lasting(
            "_RNvMNtCs5McLI0ZZkwn_11stilla_core6gcvecNtB2_5GcVec4push.llvm.13202955075888074642",
        );
        assert_eq!(name, "_RNvMNtC11stilla_core6gcvecNtB5GcVec4push");
        assert_eq!(lasting("main"), "main");
        assert_eq!(lasting("_RNvC4main3Box"), "_RNvC4main3Box");
    }

    #[test]
    fn the_map_tells_sections_with_keys_and_patterns() {
        let map = "             VMA              LMA     Size Align Out     In      Symbol
               0                0        8     4 .rodata
               0                0        4     1         a.o:(.rodata..Lanon.1f.2)
               4                4        4     1         <internal>:(.rodata.cst4)
               8                8        6     4 .text.first
               8                8        2     1         /x/libc.a(start.o):(.text)
               8                8        2     1                 _start
               a                a        4     1         b.o:(.text._RNvCs1_1b4main)
               e                e        4     4 .data
               e                e        4     1         b.o:(.data)
";
        let sections = all(map, &[7; 14]);
        let told: Vec<_> = sections
            .iter()
            .map(|section| {
                (
                    section.output,
                    section.key.as_str(),
                    section.pattern.as_str(),
                )
            })
            .collect();
        let constant = contents(&[7; 4]);
        assert_eq!(
            told,
            [
                (Output::Constants, &*constant, "*(.rodata..Lanon.1f.2)"),
                (Output::Constants, ".rodata.cst4", "*(.rodata.cst4)"),
                (
                    Output::Code,
                    "libc.a:start.o .text",
                    "*libc.a:start.o(.text)"
                ),
                (
                    Output::Code,
                    ".text._RNvC1b4main",
                    "*(.text._RNvCs1_1b4main)"
                ),
            ]
        );
    }
}
