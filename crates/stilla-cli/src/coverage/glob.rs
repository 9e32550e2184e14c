//! Patterns of paths: `*` and `?` within a name, `**` over folders, `{a,b}` for one of several.
//!
//! Uses: nothing. Never: the other rooms.

/// The most patterns that braces may make of one.
const MOST: usize = 256;

/// Whether a path, with `/` between its names, is one of a pattern's.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    alternatives(pattern).iter().any(|pattern| {
        let pattern: Vec<&str> = pattern.split('/').collect();
        let path: Vec<&str> = path.split('/').collect();
        names_match(&pattern, &path)
    })
}

/// The patterns without braces.
fn alternatives(pattern: &str) -> Vec<String> {
    let mut open = vec![pattern.to_owned()];
    let mut done = Vec::new();
    while let Some(pattern) = open.pop() {
        let parts = pattern.find('{').and_then(|begin| {
            let length = pattern[begin..].find('}')?;
            Some((begin, begin + length))
        });
        match parts {
            Some((begin, end)) if open.len() + done.len() < MOST => {
                let middle = pattern[begin + 1..end].split(',');
                let whole =
                    middle.map(|part| [&pattern[..begin], part, &pattern[end + 1..]].concat());
                open.extend(whole);
            }
            _ => done.push(pattern),
        }
    }
    done
}

/// Whether the names of a path are those of a pattern, from the first to the last.
fn names_match(pattern: &[&str], path: &[&str]) -> bool {
    // NOTE: which ends of the path are matched by the pattern so far; no recursion, and no more than both lengths.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for part in pattern {
        let mut next = vec![false; path.len() + 1];
        for at in 0..=path.len() {
            let is_many = *part == "**";
            next[at] = match is_many {
                true => reached[at] || (at > 0 && next[at - 1]),
                false => at > 0 && reached[at - 1] && name_matches(part, path[at - 1]),
            };
        }
        reached = next;
    }
    reached[path.len()]
}

/// The same of one name.
fn name_matches(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let mut reached = vec![false; name.len() + 1];
    reached[0] = true;
    for part in pattern.chars() {
        let mut next = vec![false; name.len() + 1];
        for at in 0..=name.len() {
            next[at] = match part {
                '*' => reached[at] || (at > 0 && next[at - 1]),
                _ => at > 0 && reached[at - 1] && (part == '?' || part == name[at - 1]),
            };
        }
        reached = next;
    }
    reached[name.len()]
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_choose_paths() {
        for (pattern, path, expected) in [
            ("src/**", "src/a/b.js", true),
            ("src/**", "lib/a.js", false),
            ("**/*.ts", "a.ts", true),
            ("**/*.ts", "a/b/c.ts", true),
            ("src/*.js", "src/a/b.js", false),
            ("./src/?.{js,ts}", "src/a.ts", true),
            ("src/?.{js,ts}", "src/ab.ts", false),
            ("**/gen*/**/*.js", "a/gener/b/c/d.js", true),
            ("{", "{", true),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
        let stars = "*a".repeat(2000);
        assert!(!matches(&stars, &"a".repeat(1000)));
    }
}
