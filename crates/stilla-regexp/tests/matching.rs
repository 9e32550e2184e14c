//! Matching by example: pattern, flags, input, and where the groups matched.
//!
//! Every example runs on UTF-16 and, when it can, on Latin-1.
//!
//! Uses: stilla-regexp.
//! Never: any other crate of the engine.
#![allow(clippy::unwrap_used)]

use std::ops::Range;

use stilla_regexp::{Flags, Input, Limits, Program, Scratch, Unlimited, compile};

fn program(pattern: &str, flags: &str) -> Program {
    let pattern: Vec<u16> = pattern.encode_utf16().collect();
    let flags = Flags::parse(flags.chars()).unwrap();
    compile(&pattern, flags, &Limits::default()).unwrap()
}

fn groups(
    pattern: &str,
    flags: &str,
    text: &str,
    start: usize,
) -> Option<Vec<Option<Range<usize>>>> {
    let program = program(pattern, flags);
    let units: Vec<u16> = text.encode_utf16().collect();
    let bytes: Option<Vec<u8>> = units.iter().map(|&unit| u8::try_from(unit).ok()).collect();
    let mut scratch = Scratch::default();
    let mut answers = Vec::new();
    for input in [
        Some(Input::Utf16(&units)),
        bytes.as_deref().map(Input::Latin1),
    ]
    .into_iter()
    .flatten()
    {
        let sticky = program.flags().contains(Flags::STICKY);
        let found = program
            .exec(input, start, sticky, &mut scratch, &mut Unlimited)
            .unwrap();
        answers.push(found.then(|| {
            (0..program.group_count())
                .map(|at| scratch.group(at))
                .collect()
        }));
    }
    assert!(
        answers.windows(2).all(|pair| pair[0] == pair[1]),
        "/{pattern}/{flags}: {answers:?}"
    );
    answers.remove(0)
}

/// The texts of the groups, joined by commas; `-` for a group that did not match, `no` for no match.
fn texts(pattern: &str, flags: &str, text: &str) -> String {
    let Some(groups) = groups(pattern, flags, text, 0) else {
        return "no".into();
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    let shown = groups
        .into_iter()
        .map(|group| group.map_or("-".into(), |range| String::from_utf16_lossy(&units[range])));
    shown.collect::<Vec<_>>().join(",")
}

#[test]
fn examples_of_the_specification() {
    let examples = [
        ("a|ab", "", "abc", "a"),
        ("((a)|(ab))((c)|(bc))", "", "abc", "abc,a,a,-,bc,-,bc"),
        ("a[a-z]{2,4}", "", "abcdefghi", "abcde"),
        ("a[a-z]{2,4}?", "", "abcdefghi", "abc"),
        ("(aa|aabaac|ba|b|c)*", "", "aabaac", "aaba,ba"),
        (
            "(z)((a+)?(b+)?(c))*",
            "",
            "zaacbbbcac",
            "zaacbbbcac,z,ac,a,-,c",
        ),
        ("(a*)*", "", "b", ",-"),
        ("(a*)b\\1+", "", "baaaac", "b,"),
        ("(?=(a+))", "", "baaabac", ",aaa"),
        ("(?=(a+))a*b\\1", "", "baaabac", "aba,a"),
        (
            "(.*?)a(?!(a+)b\\2c)\\2(.*)",
            "",
            "baaabaac",
            "baaabaac,ba,-,abaac",
        ),
        ("(?<=\\$)\\d+(\\.\\d*)?", "", "$10.53", "10.53,.53"),
        ("(?<=(\\d+)(\\d+))$", "", "1053", ",1,053"),
        ("(?<=\\1(a))b", "", "aab", "b,a"),
    ];
    for (pattern, flags, text, expected) in examples {
        assert_eq!(texts(pattern, flags, text), expected, "/{pattern}/{flags}");
    }
}

#[test]
fn names_may_repeat_in_different_alternatives() {
    let year = "(?<y>\\d{4})-\\d\\d|\\d\\d-(?<y>\\d{4})";
    assert_eq!(texts(year, "", "12-1999"), "12-1999,-,1999");
    assert_eq!(texts("(?:(?<x>a)|(?<x>b))\\k<x>", "", "abb"), "bb,-,b");
    assert_eq!(
        texts("(?:(?:(?<x>a)|(?<x>b)|c)\\k<x>){2}", "", "aabb"),
        "aabb,-,b"
    );
    assert_eq!(
        texts("(?:(?:(?<x>a)|(?<x>b)|c)\\k<x>){2}", "", "aac"),
        "aac,-,-"
    );
    let program = program(year, "");
    let names: Vec<(&str, &[u32])> = program.group_names().collect();
    assert_eq!(names, [("y", &[1u32, 2][..])]);
    for refused in [
        "(?<a>)(?<a>)",
        "(?<a>(?<a>))",
        "(?:(?<a>)|b)(?<a>)",
        "(?:(?<a>|(?<a>)))",
        "(?<a>)|(?<b>)(?<b>)",
    ] {
        let pattern: Vec<u16> = refused.encode_utf16().collect();
        assert!(
            compile(&pattern, Flags::NONE, &Limits::default()).is_err(),
            "{refused}"
        );
    }
}

#[test]
fn modifiers_change_flags_inside() {
    let examples = [
        ("a(?i:b)c", "", "aBc", "aBc"),
        ("a(?i:b)c", "", "aBC", "no"),
        ("a(?-i:b)c", "i", "AbC", "AbC"),
        ("a(?-i:b)c", "i", "ABC", "no"),
        ("(?s:.)(?-s:.)", "", "\na", "\na"),
        ("(?m:^)b(?-m:$)", "", "a\nb", "b"),
        ("(?i:\\p{Lu})x", "u", "ax", "ax"),
        ("(?i:(a)\\1)", "", "aA", "aA,a"),
        ("(?i:\\b)\u{17F}", "u", "\u{17F}", "\u{17F}"),
        ("(?i:a(?-i:b)c)d", "", "AbCd", "AbCd"),
    ];
    for (pattern, flags, text, expected) in examples {
        assert_eq!(texts(pattern, flags, text), expected, "/{pattern}/{flags}");
    }
}

#[test]
fn set_notation() {
    let examples = [
        ("^[\\w--[a-z]]+$", "v", "AB_1", "AB_1"),
        ("^[\\w--[a-z]]+$", "v", "ABc", "no"),
        ("[\\p{L}&&\\p{ASCII}]+", "v", "éabcé", "abc"),
        ("[\\q{abc|a|}x]", "v", "abc", "abc"),
        ("[\\q{abc|a|}x]", "v", "b", ""),
        ("^\\p{RGI_Emoji}$", "v", "👋🏻", "👋🏻"),
        (
            "^\\p{Emoji_Keycap_Sequence}$",
            "v",
            "1\u{FE0F}\u{20E3}",
            "1\u{FE0F}\u{20E3}",
        ),
        ("[\\p{RGI_Emoji}--\\q{👋🏻}]", "v", "👋🏻", "👋"),
        ("(?<=[\\q{b|ab|cab}])$", "v", "cab", ""),
        ("[\\q{KM|a}]", "iv", "\u{212A}m", "\u{212A}m"),
        ("[^\\p{Lu}]", "iv", "aA", "no"),
        ("[\\p{Lu}--A]", "iv", "a", "no"),
        ("[^]+", "v", "a\nb", "a\nb"),
    ];
    for (pattern, flags, text, expected) in examples {
        assert_eq!(texts(pattern, flags, text), expected, "/{pattern}/{flags}");
    }
}

#[test]
fn annex_b_reads_what_unicode_refuses() {
    let examples = [
        ("\\1(a)", "", "a", "a,a"),
        ("\\101\\8", "", "A8", "A8"),
        ("[\\c1\\c]+", "", "\u{11}\\c", "\u{11}\\c"),
        ("\\c", "", "\\c", "\\c"),
        ("a{,2}]}", "", "a{,2}]}", "a{,2}]}"),
        ("(?=a)*b", "", "b", "b"),
        ("(?=(a))?b", "", "ab", "b,-"),
        ("[\\w-a]+", "", "a-", "a-"),
        ("\\k<a>", "", "k<a>", "k<a>"),
        ("\\u{2}", "", "uu", "uu"),
        ("\\p{Lu}", "", "p{Lu}", "p{Lu}"),
        ("[\\b]", "", "\u{8}", "\u{8}"),
    ];
    for (pattern, flags, text, expected) in examples {
        assert_eq!(texts(pattern, flags, text), expected, "/{pattern}/{flags}");
        let source: Vec<u16> = pattern.encode_utf16().collect();
        let strict = compile(&source, Flags::UNICODE, &Limits::default());
        assert_eq!(
            strict.is_ok(),
            ["\\1(a)", "[\\b]", "\\u{2}", "\\p{Lu}"].contains(&pattern),
            "/{pattern}/u"
        );
    }
}

#[test]
fn surrogates_are_halves_only_without_unicode() {
    assert_eq!(
        groups("\\udf06", "", "\u{1D306}", 0),
        Some(vec![Some(1..2)])
    );
    assert_eq!(groups("\\udf06", "u", "\u{1D306}", 0), None);
    assert_eq!(groups("^.$", "u", "\u{1D306}", 0), Some(vec![Some(0..2)]));
    // A start within a pair counts as the start of the pair.
    assert_eq!(
        groups("\u{1D306}", "uy", "\u{1D306}", 1),
        Some(vec![Some(0..2)])
    );
    assert_eq!(
        groups("(?<=^.)x", "u", "\u{1D306}x", 0),
        Some(vec![Some(2..3)])
    );
    assert_eq!(groups("(?!.)", "u", "\u{1D306}", 0), Some(vec![Some(2..2)]));
}

#[test]
fn case_is_ignored_by_the_mapping_of_the_flag() {
    let examples = [
        ("\u{17F}", "i", "s", "no"),
        ("\u{17F}", "iu", "S", "S"),
        ("\\w", "i", "\u{212A}", "no"),
        ("\\w", "iu", "\u{212A}", "\u{212A}"),
        ("[^x]", "iu", "X", "no"),
        ("\u{3C3}+", "i", "\u{3C2}\u{3A3}", "\u{3C2}\u{3A3}"),
        (
            "(\u{DF})\\1",
            "iu",
            "\u{DF}\u{1E9E}",
            "\u{DF}\u{1E9E},\u{DF}",
        ),
        ("[\u{1C4}]", "iu", "\u{1C5}", "\u{1C5}"),
    ];
    for (pattern, flags, text, expected) in examples {
        assert_eq!(texts(pattern, flags, text), expected, "/{pattern}/{flags}");
    }
}

#[test]
fn captures_of_an_attempt_that_failed_are_gone() {
    assert_eq!(texts("(?=(a))b|(b)", "", "ab"), "b,-,b");
    assert_eq!(texts("(?:(a)|b)*", "", "ab"), "ab,-");
    assert_eq!(texts("(?:(a)|(b)){2,3}", "", "aba"), "aba,a,-");
    assert_eq!(texts("(?:(x)y|xz)", "", "xz"), "xz,-");
    assert_eq!(texts("(?!(a)b)a", "", "ac"), "a,-");
    assert_eq!(texts("(?=(a)(?:b|c))\\w(?=x)|(a)", "", "acab"), "a,-,a");
}

#[test]
fn a_sticky_search_does_not_move() {
    assert_eq!(groups("b", "y", "ab", 0), None);
    assert_eq!(groups("b", "y", "ab", 1), Some(vec![Some(1..2)]));
    assert_eq!(groups("b", "", "ab", 3), None);
    assert_eq!(groups("$", "", "ab", 2), Some(vec![Some(2..2)]));
}
