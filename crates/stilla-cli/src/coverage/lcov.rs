//! The form of lcov's tracefiles.
//!
//! Uses: the head. Never: the other forms.

use std::fmt::Write as _;

use super::FileCoverage;

/// The text of `lcov.info`.
pub(super) fn lcov(files: &[FileCoverage]) -> String {
    let mut text = String::new();
    for file in files {
        let _ = writeln!(text, "TN:\nSF:{}", file.path);
        functions(&mut text, file);
        for (number, branch) in file.branches.iter().enumerate() {
            let line = branch.range.start.0;
            for (way, (_, count)) in branch.ways.iter().enumerate() {
                let _ = writeln!(text, "BRDA:{line},{number},{way},{count}");
            }
        }
        let branches = file.branches_share();
        let _ = writeln!(text, "BRF:{}\nBRH:{}", branches.all, branches.hit);
        for (line, count) in &file.lines {
            let _ = writeln!(text, "DA:{line},{count}");
        }
        let lines = file.lines_share();
        let _ = writeln!(text, "LF:{}\nLH:{}\nend_of_record", lines.all, lines.hit);
    }
    text
}

fn functions(text: &mut String, file: &FileCoverage) {
    // NOTE: the format finds a function by its name, so that names have to be told apart.
    let name = |number: usize, name: &str| match name {
        "" => format!("(anonymous_{number})"),
        _ => name.replace([',', '\n'], " "),
    };
    for (number, function) in file.functions.iter().enumerate() {
        let name = name(number, &function.name);
        let _ = writeln!(text, "FN:{},{name}", function.range.start.0);
    }
    for (number, function) in file.functions.iter().enumerate() {
        let name = name(number, &function.name);
        let _ = writeln!(text, "FNDA:{},{name}", function.count);
    }
    let functions = file.functions_share();
    let _ = writeln!(text, "FNF:{}\nFNH:{}", functions.all, functions.hit);
}
