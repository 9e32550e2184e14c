//! Regular expressions: against a matcher that is nothing but the specification's continuations, and as any text.
//!
//! Uses: regexp::pattern, regexp::backtrack, stilla-regexp.
//! Never: stilla.

mod backtrack;
mod pattern;

use arbitrary::Unstructured;
use stilla_regexp::{Flags, Input, Limits, MatchError, Program, Scratch, Stop, compile};

/// Steps of the engine where the simple matcher needs few.
const STEPS: u64 = 20_000_000;

/// The first byte chooses between the two.
pub fn regexp(input: &[u8]) {
    match input.split_first() {
        Some((choice, rest)) if choice & 1 == 0 => differ(rest),
        Some((_, rest)) => any_text(rest),
        None => {}
    }
}

fn differ(input: &[u8]) {
    let mut choices = Unstructured::new(input);
    let Ok((pattern, subject)) = pattern::arbitrary(&mut choices) else {
        return;
    };
    let text = pattern.text();
    let source = String::from_utf16_lossy(&text);
    let flags = Flags::parse(pattern.flags.chars()).expect("the letters are flags");
    let program = compile(&text, flags, &Limits::default());
    let program =
        program.unwrap_or_else(|error| panic!("/{source}/{} refused: {error}", pattern.flags));
    let Some(expected) = backtrack::exec(&pattern, &subject) else {
        return;
    };
    let found = exec(&program, Input::Utf16(&subject), STEPS);
    let place = || {
        format!(
            "/{source}/{} on {:?}",
            pattern.flags,
            String::from_utf16_lossy(&subject)
        )
    };
    let found = found.unwrap_or_else(|error| panic!("{error}: {}", place()));
    assert_eq!(found, expected, "{}", place());
    if let Some(bytes) = narrow(&subject) {
        let narrow =
            exec(&program, Input::Latin1(&bytes), STEPS).expect("the wide text was matched");
        assert_eq!(narrow, expected, "as Latin-1: {}", place());
    }
}

/// Pattern, flags and subject with a zero between them.
fn any_text(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut parts = text.splitn(3, '\0');
    let mut next = || parts.next().unwrap_or_default();
    let (pattern, flags, subject) = (next(), next(), next());
    let units: Vec<u16> = pattern.encode_utf16().collect();
    let flags = Flags::parse(flags.chars()).unwrap_or(Flags::NONE);
    let limits = Limits {
        max_terms: 1 << 14,
        max_bytes: 16 << 20,
    };
    let Ok(program) = compile(&units, flags, &limits) else {
        return;
    };
    let subject: Vec<u16> = subject.encode_utf16().collect();
    let wide = exec(&program, Input::Utf16(&subject), 200_000);
    if let Some(bytes) = narrow(&subject)
        && let (Ok(wide), Ok(narrow)) = (wide, exec(&program, Input::Latin1(&bytes), 200_000))
    {
        assert_eq!(wide, narrow, "/{pattern}/ on {subject:?}");
    }
}

fn narrow(units: &[u16]) -> Option<Vec<u8>> {
    units.iter().map(|unit| u8::try_from(*unit).ok()).collect()
}

/// Start and end of each group, or nothing.
type Captures = Option<Vec<u32>>;

fn exec(program: &Program, input: Input<'_>, steps: u64) -> Result<Captures, MatchError> {
    let mut scratch = Scratch::with_limit(8 << 20);
    let mut left = steps;
    let mut budget = |steps: u32| {
        left = left.checked_sub(u64::from(steps)).ok_or(Stop)?;
        Ok(())
    };
    let found = program.exec(input, 0, false, &mut scratch, &mut budget)?;
    Ok(found.then(|| scratch.captures().to_vec()))
}
