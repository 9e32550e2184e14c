//! Text inside markup: HTML, SVG and XML need the same four escapes.
//!
//! Uses: nothing. Never: what a report says.

/// Text that may stand between tags and in a quoted attribute. Controls, which XML can't hold, are replaced.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() && c != '\n' && c != '\t' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn marks_and_controls_are_escaped() {
        assert_eq!(
            escaped("<a b=\"c\">&\u{1}\t"),
            "&lt;a b=&quot;c&quot;&gt;&amp;\u{fffd}\t"
        );
    }
}
