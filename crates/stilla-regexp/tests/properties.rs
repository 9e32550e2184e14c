//! The generated property tests of test262: every property has exactly the members they list.
//!
//! Uses: stilla-regexp.
//! Never: any other crate of the engine.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use stilla_regexp::{Flags, Input, Limits, Scratch, Unlimited, compile};

fn generated() -> Option<PathBuf> {
    let named = std::env::var_os("TEST262_DIR").map(PathBuf::from);
    let usual =
        || std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache/stilla/test262"));
    let path = named
        .or_else(usual)?
        .join("test/built-ins/RegExp/property-escapes/generated");
    path.is_dir().then_some(path)
}

fn hex(text: &str) -> u32 {
    u32::from_str_radix(text.trim().trim_start_matches("0x"), 16).unwrap()
}

/// The ranges of the first `buildString` call.
fn ranges(source: &str) -> Vec<(u32, u32)> {
    let call = &source[source.find("buildString({").unwrap()..];
    let call = &call[..call.find("});").unwrap()];
    let (lone, ranges) = call.split_once("ranges: [").unwrap();
    let lone = lone.split_once("loneCodePoints: [").unwrap().1;
    let lone = lone
        .split([',', ']', '\n'])
        .filter(|word| word.trim().starts_with("0x"))
        .map(|word| (hex(word), hex(word)));
    let ranges = ranges
        .split('[')
        .filter_map(|pair| pair.split_once(']'))
        .filter_map(|(pair, _)| pair.split_once(','));
    let mut all: Vec<(u32, u32)> = lone
        .chain(ranges.map(|(first, last)| (hex(first), hex(last))))
        .collect();
    all.sort_unstable();
    all
}

/// Code points from here on are unassigned or for private use throughout.
const LATER: std::ops::Range<u32> = 0x3_4000..0xE_0000;

/// Every code point but `LATER` once, in an order in which no two lone surrogates make a pair; and the code point at each unit.
fn everything() -> (Vec<u16>, Vec<u32>) {
    let order = (0..0xD800)
        .chain(0xDC00..0xE000)
        .chain(0xD800..0xDC00)
        .chain(0xE000..0x11_0000u32);
    let (mut units, mut points) = (Vec::new(), Vec::new());
    for c in order.filter(|c| !LATER.contains(c) && *c < 0xF_1000) {
        match char::from_u32(c) {
            Some(c) => units.extend(c.encode_utf16(&mut [0; 2]).iter()),
            None => units.push(c as u16),
        }
        points.resize(units.len(), c);
    }
    (units, points)
}

/// What a pattern for runs matches, as merged ranges.
fn members(pattern: &str, units: &[u16], points: &[u32]) -> Vec<(u32, u32)> {
    let source: Vec<u16> = pattern.encode_utf16().collect();
    let program = compile(&source, Flags::UNICODE, &Limits::default()).unwrap();
    let mut scratch = Scratch::default();
    let (mut found, mut at) = (Vec::new(), 0);
    while program
        .exec(Input::Utf16(units), at, false, &mut scratch, &mut Unlimited)
        .unwrap()
    {
        let range = scratch.group(0).unwrap();
        at = range.end;
        let mut last = u32::MAX;
        for &c in &points[range] {
            match found.last_mut() {
                Some((_, end)) if c == last || c == last.wrapping_add(1) => *end = c,
                _ => found.push((c, c)),
            }
            last = c;
        }
    }
    found.sort_unstable();
    merged(&found)
}

/// The part of the ranges that `everything` has.
fn seen(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let parts = ranges.iter().flat_map(|&(first, last)| {
        [
            (first, last.min(LATER.start - 1)),
            (first.max(LATER.end), last.min(0xF_0FFF)),
        ]
    });
    merged(
        &parts
            .filter(|(first, last)| first <= last)
            .collect::<Vec<_>>(),
    )
}

fn merged(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for &(first, next) in ranges {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == first => *last = next,
            _ => out.push((first, next)),
        }
    }
    out
}

#[test]
fn properties_have_the_members_test262_lists() {
    let Some(folder) = generated() else { return };
    let (units, points) = everything();
    let mut checked = 0;
    for entry in std::fs::read_dir(&folder).unwrap().flatten() {
        let Ok(source) = std::fs::read_to_string(entry.path()) else {
            continue;
        };
        let expected = seen(&ranges(&source));
        let names: Vec<&str> = source
            .split("/^\\p{")
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name)
            .collect();
        assert!(!names.is_empty());
        // One name is compared member by member; the others lead to the same row of the same table.
        let first = members(&format!("\\p{{{}}}+", names[0]), &units, &points);
        assert_eq!(first, expected, "{}", names[0]);
        for name in names {
            let pattern: Vec<u16> = format!("\\p{{{name}}}").encode_utf16().collect();
            assert!(
                compile(&pattern, Flags::UNICODE, &Limits::default()).is_ok(),
                "{name}"
            );
            checked += 1;
        }
    }
    assert!(checked > 1000, "{checked}");
}

/// The strings of a list in a generated file, with their escapes resolved.
fn strings(source: &str, list: &str) -> Vec<Vec<u16>> {
    let Some((_, rest)) = source.split_once(&format!("{list}: [")) else {
        return Vec::new();
    };
    let list = rest.split_once(']').unwrap().0;
    list.split('"').skip(1).step_by(2).map(unescape).collect()
}

fn unescape(text: &str) -> Vec<u16> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(escape) = rest.strip_prefix("\\u{") {
            let (digits, after) = escape.split_once('}').unwrap();
            units.extend(
                char::from_u32(hex(digits))
                    .unwrap()
                    .encode_utf16(&mut [0; 2])
                    .iter(),
            );
            rest = after;
        } else if let Some(escape) = rest.strip_prefix("\\u") {
            units.push(hex(&escape[..4]) as u16);
            rest = &escape[4..];
        } else if let Some(escape) = rest.strip_prefix("\\x") {
            units.push(hex(&escape[..2]) as u16);
            rest = &escape[2..];
        } else {
            units.extend(c.encode_utf16(&mut [0; 2]).iter());
            rest = &rest[c.len_utf8()..];
        }
    }
    units
}

#[test]
fn properties_of_strings_match_what_test262_lists() {
    let Some(folder) = generated() else { return };
    let mut checked = 0;
    for entry in std::fs::read_dir(folder.join("strings")).unwrap().flatten() {
        let path = entry.path();
        let source = std::fs::read_to_string(&path).unwrap();
        if source.contains("negative:") {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let pattern: Vec<u16> = format!("^\\p{{{name}}}+$").encode_utf16().collect();
        let program = compile(&pattern, Flags::UNICODE_SETS, &Limits::default()).unwrap();
        let mut scratch = Scratch::default();
        for text in strings(&source, "matchStrings") {
            let found = program.exec(Input::Utf16(&text), 0, false, &mut scratch, &mut Unlimited);
            assert_eq!(
                found,
                Ok(true),
                "{name} {:?}",
                String::from_utf16_lossy(&text)
            );
            checked += 1;
        }
        // Some of these are sequences of members; only all of them together are none.
        let others = strings(&source, "nonMatchStrings").concat();
        if !others.is_empty() {
            let found = program.exec(
                Input::Utf16(&others),
                0,
                false,
                &mut scratch,
                &mut Unlimited,
            );
            assert_eq!(found, Ok(false), "{name}");
        }
    }
    assert!(checked > 3000, "{checked}");
}

#[test]
fn set_notation_matches_what_test262_lists() {
    let Some(folder) = generated() else { return };
    let folder = folder.join("../../unicodeSets/generated");
    let mut checked = 0;
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let source = std::fs::read_to_string(entry.path()).unwrap();
        let (_, rest) = source.split_once("regExp: /").unwrap();
        let pattern: Vec<u16> = rest.split_once("/v,").unwrap().0.encode_utf16().collect();
        let program = compile(&pattern, Flags::UNICODE_SETS, &Limits::default()).unwrap();
        let mut scratch = Scratch::default();
        for (list, expected) in [("  matchStrings", true), ("  nonMatchStrings", false)] {
            for text in strings(&source, list) {
                let found =
                    program.exec(Input::Utf16(&text), 0, false, &mut scratch, &mut Unlimited);
                assert_eq!(found, Ok(expected), "{:?} {text:x?}", entry.path());
                checked += 1;
            }
        }
    }
    assert!(checked > 500, "{checked}");
}
