//! Templates: text with JavaScript between `{{` and `}}`, compiled to one function.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use stilla::{Error, Function, Runtime};

/// The text of a function that renders the template.
fn compile(template: &str) -> String {
    let mut code = String::from("((data) => { with (data) { let out = '';\n");
    let mut rest = template;
    while let Some((text, after)) = rest.split_once("{{") {
        let (expression, after) = after.split_once("}}").unwrap_or((after, ""));
        let _ = writeln!(code, "out += {text:?}; out += escape({expression});");
        rest = after;
    }
    let _ = writeln!(code, "out += {rest:?}; return out }} }})");
    code
}

fn escape(text: stilla::Coerced<String>) -> String {
    text.0
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    runtime.set_function("escape", escape)?;
    let render: Function = runtime.eval_as(&compile(
        "<h1>{{ title }}</h1>{{ items.length }} items: {{ items.join(', ') }}",
    ))?;
    let mut data: BTreeMap<&str, stilla::Data> = BTreeMap::new();
    data.insert("title", stilla::Data::String("Tea & <cake>".into()));
    let items = ["tea", "cake"].map(|item| stilla::Data::String(item.into()));
    data.insert("items", stilla::Data::Array(items.into()));
    let text: String = render.call(&mut runtime, (data,))?;
    println!("{text}");
    assert_eq!(text, "<h1>Tea &amp; &lt;cake&gt;</h1>2 items: tea, cake");
    Ok(())
}
