//! Patterns and inputs that mean harm: they end in an error, in bounded time and memory.
//!
//! Uses: stilla-regexp.
//! Never: any other crate of the engine.
#![allow(clippy::unwrap_used)]

use stilla_regexp::{
    Flags, Input, Limits, MatchError, PatternError, Scratch, Stop, Unlimited, compile, validate,
};

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// Runs a match that may make `limit` steps; yields the result and the steps that were charged.
fn bounded(pattern: &str, flags: &str, text: &[u8], limit: u32) -> (Result<bool, MatchError>, u32) {
    let flags = Flags::parse(flags.chars()).unwrap();
    let program = compile(&units(pattern), flags, &Limits::default()).unwrap();
    let mut steps = 0;
    let mut budget = |more: u32| {
        steps += more;
        if steps > limit { Err(Stop) } else { Ok(()) }
    };
    let found = program.exec(
        Input::Latin1(text),
        0,
        false,
        &mut Scratch::default(),
        &mut budget,
    );
    (found, steps)
}

#[test]
fn catastrophic_patterns_are_stopped_by_the_budget() {
    let text = [b'a'; 64];
    for pattern in [
        "(a*)*b",
        "(a|aa)+$b",
        "(?:a?){64}a{64}b",
        "(a+)+\\1b",
        "(?=(a+)+$b)c|(?:a|a)*?b",
        "(?<=b(a|a)*)c|(?<!(?:a|a)*b|c)$x",
    ] {
        let (found, _) = bounded(pattern, "", &text, 1_000_000);
        assert!(
            matches!(found, Ok(false) | Err(MatchError::Stopped)),
            "{pattern} {found:?}"
        );
    }
    assert_eq!(
        bounded("(a*)*b", "", &text, 1_000_000).0,
        Err(MatchError::Stopped)
    );
}

#[test]
fn long_searches_are_paid_for() {
    let text = vec![b'a'; 1 << 20];
    for pattern in ["b", "bcd", "[b-d]", "(?:bc|de)f", "a*b", "x*$y", "^b"] {
        let flags = if pattern == "^b" { "m" } else { "" };
        let (found, steps) = bounded(pattern, flags, &text, u32::MAX);
        assert_eq!(found, Ok(false), "{pattern}");
        assert!(steps >= 1 << 15, "{pattern}: {steps}");
    }
}

#[test]
fn the_backtrack_stack_is_bounded() {
    let text = vec![b'a'; 1 << 20];
    let program = compile(&units("(?:a|b)*c"), Flags::NONE, &Limits::default()).unwrap();
    let mut scratch = Scratch::with_limit(1 << 16);
    // The table sees that only one alternative can match, but leaving the loop stays a choice for a lazy one.
    let lazy = compile(&units("(?:a|ab?)*[^]$x"), Flags::NONE, &Limits::default()).unwrap();
    let found = lazy.exec(Input::Latin1(&text), 0, false, &mut scratch, &mut Unlimited);
    assert_eq!(found, Err(MatchError::OutOfMemory));
    assert!(scratch.size() < 1 << 18);
    assert_eq!(
        program.exec(
            Input::Latin1(b"abc"),
            0,
            false,
            &mut scratch,
            &mut Unlimited
        ),
        Ok(true)
    );
}

#[test]
fn deep_nesting_is_no_danger() {
    let deep = 1_000_000;
    for (open, close) in [
        ("(?:", ")"),
        ("(", ")"),
        ("(?=", ")"),
        ("[", "]"),
        ("(?i:", ")"),
        ("(?:a|", ")"),
        ("(?:", ")*"),
    ] {
        for flags in ["", "v"] {
            let pattern = units(&(open.repeat(deep) + "a" + &close.repeat(deep)));
            let flags = Flags::parse(flags.chars()).unwrap();
            // Whether it is accepted or refused as too large is a question of limits; it must end.
            let _ = compile(
                &pattern,
                flags,
                &Limits {
                    max_terms: 8 << 20,
                    ..Limits::default()
                },
            );
            let _ = compile(&pattern, flags, &Limits::default());
            let unclosed = &pattern[..open.len() * deep];
            assert!(validate(unclosed, flags, &Limits::default()).is_err());
        }
    }
}

#[test]
fn plain_nesting_of_any_depth_works() {
    let deep = 200_000;
    let pattern = units(&("(?:".repeat(deep) + "a" + &")?".repeat(deep)));
    let program = compile(&pattern, Flags::NONE, &Limits::default()).unwrap();
    assert_eq!(
        program.exec(
            Input::Latin1(b"ba"),
            0,
            false,
            &mut Scratch::default(),
            &mut Unlimited
        ),
        Ok(true)
    );
}

#[test]
fn huge_counts_cost_nothing_to_hold() {
    for pattern in [
        "(?:ab){1000000000}",
        "a{4294967295,}",
        "(?:(?:(?:a{1000}){1000}){1000}){1000}",
        "(?:){4000000000}",
        "(a?){99999999999999999999}",
    ] {
        let program = compile(&units(pattern), Flags::NONE, &Limits::default()).unwrap();
        assert!(program.size() < 1 << 14, "{pattern} {}", program.size());
        let (found, _) = bounded(pattern, "", b"aaaa", 1_000_000);
        assert!(
            found == Ok(false) || found == Ok(true) || found.is_err(),
            "{pattern}"
        );
    }
}

#[test]
fn duplicate_names_without_end_are_refused_or_done_soon() {
    let pattern = units(&"(?<a>)|".repeat(20_000));
    let _ = compile(&pattern, Flags::NONE, &Limits::default());
    let deep = units(&("(?:".repeat(10_000) + &"(?<a>)|".repeat(5_000) + &")".repeat(10_000)));
    let _ = compile(&deep, Flags::NONE, &Limits::default());
}

#[test]
fn large_sets_and_strings() {
    let strings: Vec<String> = (0..20_000).map(|n| format!("x{n}")).collect();
    let pattern = units(&format!("^[\\q{{{}}}]$", strings.join("|")));
    let program = compile(&pattern, Flags::UNICODE_SETS, &Limits::default()).unwrap();
    assert_eq!(
        program.exec(
            Input::Latin1(b"x19999"),
            0,
            false,
            &mut Scratch::default(),
            &mut Unlimited
        ),
        Ok(true)
    );
    let long = units(&format!("[\\q{{{}}}]", "a".repeat(100_000)));
    assert!(compile(&long, Flags::UNICODE_SETS, &Limits::default()).is_ok());
}

#[test]
fn many_different_classes_are_too_large() {
    let classes: String = (0x4E00..0x9000u32)
        .filter_map(char::from_u32)
        .map(|c| format!("[\\p{{Lu}}{c}-\u{10FFFF}]"))
        .collect();
    assert!(compile(&units(&classes), Flags::UNICODE, &Limits::default()).is_err());
    let loops = units(&"a*b*".repeat(100_000));
    let program = compile(&loops, Flags::NONE, &Limits::default()).unwrap();
    assert!(program.size() < 32 << 20, "{}", program.size());
}

/// A million alternatives take some hundred megabytes while they are compiled, which somebody must allow.
#[test]
fn compiling_stays_below_the_bytes_it_may_hold() {
    let pattern = units(&"|".repeat(500_000));
    let limits = |max_bytes| Limits {
        max_bytes,
        ..Limits::default()
    };
    for megabytes in [1, 16, 64] {
        let refused = compile(&pattern, Flags::NONE, &limits(megabytes << 20));
        assert_eq!(refused.unwrap_err(), PatternError::OUT_OF_MEMORY);
    }
    assert!(compile(&pattern, Flags::NONE, &limits(usize::MAX)).is_ok());
    assert!(compile(&units("(a|b)+"), Flags::NONE, &limits(1 << 16)).is_ok());
}
