//! A spreadsheet: cells are formulas in JavaScript, and reading a cell computes it.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;

use stilla::{Context, Error, HostObject, IntoJs, Object, Runtime, Value};

struct Sheet {
    formulas: BTreeMap<String, String>,
}

impl HostObject for Sheet {
    fn get(&self, cx: &mut Context<'_>, key: &str) -> Result<Option<Value>, Error> {
        match self.formulas.get(key) {
            Some(formula) => cx.eval(&format!("with (sheet) {{ {formula} }}")).map(Some),
            None if key.len() == 2 && key.as_bytes()[0].is_ascii_uppercase() => {
                0.into_js(cx).map(Some)
            }
            None => Ok(None),
        }
    }

    fn keys(&self, _: &mut Context<'_>) -> Result<Vec<String>, Error> {
        Ok(self.formulas.keys().cloned().collect())
    }
}

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let cells = [
        ("A1", "12"),
        ("A2", "30"),
        ("A3", "A1 + A2 + Z9"),
        ("B1", "Math.max(A1, A2) / A3"),
        ("C1", "C2"),
        ("C2", "C1"),
    ];
    let formulas = cells.map(|(cell, formula)| (cell.to_owned(), formula.to_owned()));
    let sheet = Sheet {
        formulas: formulas.into(),
    };
    let mut runtime = Runtime::new();
    let sheet = Object::dynamic(&mut runtime, sheet)?;
    runtime.set("sheet", &sheet)?;
    for cell in ["A1", "A2", "A3", "B1"] {
        println!("{cell} = {}", sheet.get::<f64>(&mut runtime, cell)?);
    }
    assert_eq!(sheet.get::<f64>(&mut runtime, "A3")?, 42.0);
    let circle = sheet
        .get::<f64>(&mut runtime, "C1")
        .expect_err("a circle has no value");
    println!("C1: {circle}");
    assert_eq!(
        circle.exception().map(|error| error.name.as_str()),
        Some("RangeError")
    );
    Ok(())
}
