//! What leads from one text to another, line by line.
//!
//! Uses: nothing. Never: the other rooms.

/// The longest texts, in lines, whose common lines are searched everywhere; of longer ones only at both ends.
const MOST_LINES: usize = 2_000;
/// Common lines that are shown around a difference.
const AROUND: usize = 4;

/// Lines with `-`, `+` or a blank before them.
pub(crate) fn difference(before: &str, after: &str) -> String {
    shown(&marked(before, after))
}

/// All lines with what became of them: `-`, `+` or a blank.
pub(crate) fn marked<'t>(before: &'t str, after: &'t str) -> Vec<(char, &'t str)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut lines: Vec<(char, &str)> = old[..head].iter().map(|line| (' ', *line)).collect();
    middle(&old[head..old_end], &new[head..new_end], &mut lines);
    lines.extend(old[old_end..].iter().map(|line| (' ', *line)));
    lines
}

/// The lines between the common ends, by a longest common subsequence.
fn middle<'t>(old: &[&'t str], new: &[&'t str], lines: &mut Vec<(char, &'t str)>) {
    let width = new.len() + 1;
    if old.len().saturating_mul(new.len()) > MOST_LINES * MOST_LINES {
        lines.extend(old.iter().map(|line| ('-', *line)));
        lines.extend(new.iter().map(|line| ('+', *line)));
        return;
    }
    // How many lines are common from each pair of places on.
    let mut common = vec![0u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len()
            || (i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1])
        {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
}

/// The text; long runs of common lines are cut.
fn shown(lines: &[(char, &str)]) -> String {
    let is_near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        let to = (at + AROUND + 1).min(lines.len());
        lines[from..to].iter().any(|(mark, _)| *mark != ' ')
    };
    let mut text = Vec::new();
    let mut is_cut = false;
    for (at, (mark, line)) in lines.iter().enumerate() {
        if is_near(at) || lines.len() <= 2 * AROUND {
            text.push(format!("{mark} {line}"));
            is_cut = false;
        } else if !is_cut {
            text.push("  …".to_owned());
            is_cut = true;
        }
    }
    text.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_keeps_what_is_common() {
        assert_eq!(
            difference("{\n a\n b\n c\n}", "{\n a\n x\n c\n d\n}"),
            "  {\n   a\n-  b\n+  x\n   c\n+  d\n  }"
        );
    }

    #[test]
    fn far_lines_are_left_out() {
        let before: Vec<String> = (0..40).map(|number| number.to_string()).collect();
        let mut after = before.clone();
        after[20] = "new".to_owned();
        let text = difference(&before.join("\n"), &after.join("\n"));
        assert!(
            text.starts_with("  …\n  16\n") && text.ends_with("  24\n  …"),
            "{text}"
        );
    }
}
