//! Plugins from one folder, with an import map, frozen built-ins and stacks of the original sources.
#![allow(clippy::print_stdout)]

use std::fs;

use stilla::{DirectoryLoader, Error, ImportMap, Runtime};

/// What a bundler made of `src/discount.ts`, and the map to it.
const BUNDLE: &str =
    "export function discount(n) { if (n < 0) throw new RangeError('below zero'); return n * 0.9 }";
const MAP: &str = r#"{"version": 3, "sources": ["src/discount.ts"], "mappings": "AAMA,gCAEE"}"#;

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let folder = std::env::temp_dir().join(format!("stilla-plugins-{}", std::process::id()));
    let io = |error: std::io::Error| Error::new(error.to_string());
    fs::create_dir_all(folder.join("vendor")).map_err(io)?;
    fs::write(folder.join("vendor/discount-1.2.js"), BUNDLE).map_err(io)?;
    fs::write(
        folder.join("main.js"),
        "import { discount } from 'discount'; export const price = n => discount(n) + import.meta.fee",
    )
    .map_err(io)?;
    let outcome = run(&folder);
    fs::remove_dir_all(&folder).map_err(io)?;
    outcome
}

fn run(folder: &std::path::Path) -> Result<(), Error> {
    let mut runtime = Runtime::builder()
        .module_loader(
            DirectoryLoader::new(folder)?
                .allow("main.js")
                .allow("vendor/"),
        )
        .import_map(ImportMap::new().map("discount", "vendor/discount-1.2.js"))
        .import_meta(|cx, meta, _| meta.set(cx, "fee", 1))
        .source_maps(|name, _| name.starts_with("vendor/").then(|| MAP.to_owned()))
        .frozen_intrinsics()
        .fuel(1_000_000)
        .build();
    let plugin = runtime.import("main.js")?;
    let price: f64 = plugin.call_method(&mut runtime, "price", (100,))?;
    println!("a hundred becomes {price}");
    assert_eq!(price, 91.0);

    let error = plugin
        .call_method::<f64>(&mut runtime, "price", (-1,))
        .expect_err("the plugin refuses");
    let exception = error.exception().expect("an exception");
    println!("{}", exception.report());
    assert_eq!(exception.frames[0].source, "src/discount.ts");
    assert_eq!(exception.frames[0].line, 9);
    assert!(runtime.import("../secrets.js").is_err());
    Ok(())
}
