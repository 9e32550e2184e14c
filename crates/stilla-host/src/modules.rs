//! Modules whose exports are values: `stilla:fs`, `stilla:toml` and the like, and imports of data files.
//!
//! Uses: core, fs, data, grants, node. Never: how modules are found.

use std::path::Path;
use std::sync::Arc;

use stilla_core::module::AttributeType;
use stilla_core::{Cx, JsResult, Object};
use stilla_data::Format;

use crate::grants::Grants;
use crate::{data, fs, node, piece};

/// The values of the import attribute `type` beyond those of the language.
const FORMATS: &[&str] = &["json5", "jsonl", "toml", "yaml", "csv", "tsv"];

/// The modules that are part of the host.
const NAMES: &[&str] = &[
    "stilla:fs",
    "stilla:fs/promises",
    "stilla:json5",
    "stilla:jsonl",
    "stilla:toml",
    "stilla:yaml",
    "stilla:csv",
    "stilla:tsv",
    "stilla:semver",
    "stilla:util",
    "stilla:buffer",
    "stilla:process",
    "stilla:path",
    "stilla:path/posix",
    "stilla:util/types",
    "stilla:events",
    "stilla:assert",
    "stilla:assert/strict",
    "stilla:url",
    "stilla:timers",
    "stilla:timers/promises",
    "stilla:querystring",
    "stilla:perf_hooks",
];

/// Of these Node has none.
const OWN: &[&str] = &["json5", "jsonl", "toml", "yaml", "csv", "tsv", "semver"];

/// The module of the host that a specifier names: by its own name, or with `node:` before what Node has too.
pub(crate) fn named(specifier: &str) -> Option<&'static str> {
    let known = |name: &str| NAMES.iter().copied().find(|known| *known == name);
    let of_node = specifier
        .strip_prefix("node:")
        .map(|rest| format!("stilla:{rest}"));
    let of_node = of_node.filter(|name| !OWN.contains(&name.trim_start_matches("stilla:")));
    known(specifier).or_else(|| known(&of_node?))
}

/// Lets the agent make these modules.
///
/// # Examples
/// ```
/// use std::sync::Arc;
/// use stilla_host::{grants::Grants, modules, system::SystemHost};
///
/// let mut runtime = stilla::Runtime::builder().host(SystemHost::default()).build();
/// runtime.enter(|cx| { modules::install(cx, &Arc::new(Grants::default())); Ok(()) })?;
/// runtime.run_module_source("main", "import { parse } from 'stilla:toml'; globalThis.a = parse('a = 1').a")?;
/// assert_eq!(runtime.get::<i32>("a")?, Some(1));
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn install(cx: &mut Cx, grants: &Arc<Grants>) {
    let grants = Arc::clone(grants);
    let maker =
        move |cx: &mut Cx, identity: &str, kind: AttributeType| make(cx, &grants, identity, kind);
    cx.set_module_maker(Arc::new(maker), FORMATS);
}

fn make(
    cx: &mut Cx,
    grants: &Arc<Grants>,
    identity: &str,
    kind: AttributeType,
) -> JsResult<Option<Object>> {
    if let Some(name) = identity.strip_prefix("stilla:")
        && NAMES.contains(&identity)
        && kind == AttributeType::Script
    {
        return builtin(cx, grants, name).map(Some);
    }
    let ending = Path::new(identity)
        .extension()
        .and_then(|ending| ending.to_str());
    let format = match kind {
        AttributeType::Other(name) => Format::named(name),
        AttributeType::Json => Some(Format::Json),
        AttributeType::Script => ending.and_then(Format::named),
        AttributeType::Text | AttributeType::Bytes => None,
    };
    let is_text = kind == AttributeType::Script && ending == Some("txt");
    if format.is_none() && !is_text {
        return Ok(None);
    }
    let source = match cx.host().load_module(identity) {
        Ok(source) => source,
        Err(text) => return Err(piece::complain(cx, &text)),
    };
    let text = String::from_utf8_lossy(&source.text);
    let Some(format) = format else {
        let value = piece::string(cx, &text)?;
        let exports = cx.new_object();
        cx.create_data_property_or_throw(exports, "default", value)?;
        return Ok(Some(exports));
    };
    data::module(cx, &source.name, format, &text).map(Some)
}

fn builtin(cx: &mut Cx, grants: &Arc<Grants>, name: &str) -> JsResult<Object> {
    if let Some(format) = Format::named(name) {
        return data::exports(cx, format);
    }
    match name {
        "fs" => fs::exports(cx, grants),
        "fs/promises" => {
            let fs = fs::exports(cx, grants)?;
            let promises = cx.get(fs, "promises")?;
            cx.to_object(promises)
        }
        "semver" => {
            let undefined = stilla_core::Value::UNDEFINED;
            piece::run(
                cx,
                "stilla:semver",
                include_str!("js/semver.js"),
                &[],
                undefined,
            )
        }
        other => node::exports(cx, grants, other),
    }
}
