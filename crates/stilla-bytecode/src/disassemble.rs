//! Code as text, for people: one instruction a line, operands by role, constants spelt out.
//!
//! Uses: code, decode, op. Never: assembler, verify.

use crate::code::{Code, Constant};
use crate::decode::{Decoded, instructions};
use crate::op::Role;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The listing of `code` and of all functions inside it that are compiled already.
#[must_use]
pub fn disassemble(code: &Code) -> String {
    let mut out = String::new();
    let mut pending = vec![("".to_string(), code)];
    // NOTE: a work list instead of recursion, since functions nest as deep as a script likes.
    while let Some((path, code)) = pending.pop() {
        if !out.is_empty() {
            out.push('\n');
        }
        let name = display(&code.facts.name);
        let path = match (path.is_empty(), name.is_empty()) {
            (true, _) => name,
            (false, true) => format!("{path}/anonymous"),
            (false, false) => format!("{path}/{name}"),
        };
        function(&mut out, &path, code);
        for inner in code.functions.iter().rev() {
            if inner.lazy.is_none()
                && let Ok(inner) = inner.code(None)
            {
                pending.push((
                    if path.is_empty() {
                        ".".into()
                    } else {
                        path.clone()
                    },
                    inner,
                ));
            }
        }
    }
    out
}

/// The listing of one code without its inner functions.
#[must_use]
pub fn disassemble_one(code: &Code) -> String {
    let mut out = String::new();
    function(&mut out, &display(&code.facts.name), code);
    out
}

fn function(out: &mut String, path: &str, code: &Code) {
    let _ = writeln!(
        out,
        "{:?} {path:?} length={} parameters={} registers={} flags={:#x}",
        code.facts.kind, code.facts.length, code.parameters, code.registers, code.facts.flags.0
    );
    let labels = labels(code);
    for decoded in instructions(&code.words) {
        match labels.get(&decoded.word) {
            Some(label) => {
                let _ = write!(out, "L{label:<3}");
            }
            None => out.push_str("    "),
        }
        let _ = write!(out, "{:5}  {:<22}", decoded.word, decoded.op.name());
        operands(out, code, &labels, &decoded);
        while out.ends_with(' ') {
            out.pop();
        }
        out.push('\n');
    }
    for handler in &code.handlers {
        let label = labels.get(&(handler.target as usize)).copied().unwrap_or(0);
        let _ = writeln!(
            out,
            "    handler {}..{} -> L{label} r{}",
            handler.start, handler.end, handler.register
        );
    }
}

fn labels(code: &Code) -> BTreeMap<usize, usize> {
    let mut labels = BTreeMap::new();
    for decoded in instructions(&code.words) {
        if let Some(target) = decoded.target() {
            labels.insert(target as usize, 0);
        }
        if let Some(table) = decoded.operand("table")
            && let Some(table) = code.jump_tables.get(table as usize)
        {
            for &offset in table.offsets.iter().filter(|&&offset| offset != 0) {
                labels.insert((decoded.next() as i64 + i64::from(offset)) as usize, 0);
            }
        }
    }
    for handler in &code.handlers {
        labels.insert(handler.target as usize, 0);
    }
    for (number, label) in labels.values_mut().enumerate() {
        *label = number + 1;
    }
    labels
}

fn operands(out: &mut String, code: &Code, labels: &BTreeMap<usize, usize>, decoded: &Decoded) {
    let mut first = true;
    for (name, role, value) in decoded.operands() {
        if name == "pad" {
            continue;
        }
        if !first {
            out.push_str(", ");
        }
        first = false;
        let index = value as usize;
        let _ = match role {
            Role::Def | Role::Use | Role::Mod | Role::Window => write!(out, "r{value}"),
            Role::Key => write!(out, "{:?}", text(&code.keys, index)),
            Role::Cache => write!(out, "{:?}#{value}", text(&code.cache_keys, index)),
            Role::Const => write!(out, "{}", constant(code, index)),
            Role::Wide if name == "index" => write!(out, "{}", constant(code, index)),
            Role::Function => {
                let name = code.functions.get(index).map(|f| display(&f.facts.name));
                write!(out, "function {value} {:?}", name.unwrap_or_default())
            }
            Role::Table => {
                let _ = write!(out, "table {value}:");
                if let Some(table) = code.jump_tables.get(index) {
                    for (i, &offset) in table.offsets.iter().enumerate().filter(|(_, o)| **o != 0) {
                        let target = (decoded.next() as i64 + i64::from(offset)) as usize;
                        let label = labels.get(&target).copied().unwrap_or(0);
                        let _ = write!(out, " {}=>L{label}", i64::from(table.first) + i as i64);
                    }
                }
                Ok(())
            }
            Role::Near | Role::Far => {
                let target = decoded.target().unwrap_or(0) as usize;
                write!(out, "L{}", labels.get(&target).copied().unwrap_or(0))
            }
            Role::Slot => write!(out, "slot {value}"),
            Role::Depth => write!(out, "depth {value}"),
            Role::Count => write!(out, "{name}={value}"),
            Role::Flags => write!(out, "{name}={value}"),
            Role::Imm | Role::Wide => write!(out, "{value}"),
        };
    }
}

fn constant(code: &Code, index: usize) -> String {
    match code.constants.get(index) {
        None => "?".to_string(),
        Some(Constant::Number(number)) => format!("{number}"),
        Some(Constant::String(text)) => format!("{:?}", display(text)),
        Some(Constant::BigInt(digits)) => format!("{digits}n"),
        Some(Constant::RegExp { pattern, flags }) => format!("/{}/{flags}", display(pattern)),
        Some(Constant::Template { raw, .. }) => {
            let parts: Vec<_> = raw.iter().map(|part| display(part)).collect();
            format!("`{}`", parts.join("${}"))
        }
        Some(Constant::Globals(globals)) => {
            let names = |list: &[Box<[u8]>]| {
                list.iter()
                    .map(|name| display(name))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let functions: Vec<_> = globals
                .functions
                .iter()
                .map(|(n, f)| format!("{}={f}", display(n)))
                .collect();
            format!(
                "globals[var {}; function {}; let {}; const {}]",
                names(&globals.vars),
                functions.join(" "),
                names(&globals.lets),
                names(&globals.consts)
            )
        }
        Some(Constant::Scope(scope)) => format!("scope[{}]", scope.scopes.len()),
        Some(Constant::ArgumentMap(map)) => format!("{map:?}"),
    }
}

fn text(list: &[Box<[u8]>], index: usize) -> String {
    list.get(index)
        .map_or_else(|| "?".to_string(), |text| display(text))
}

fn display(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}
