//! A read-only catalogue that many runtimes on many threads read at once, without a copy for each.
#![allow(clippy::print_stdout)]

use std::collections::HashMap;
use std::sync::Arc;

use stilla::{Context, Error, HostObject, IntoJs, Object, Program, Runtime, Value};

struct Catalogue(HashMap<String, f64>);

impl HostObject for Catalogue {
    fn get(&self, cx: &mut Context<'_>, key: &str) -> Result<Option<Value>, Error> {
        self.0.get(key).map(|price| price.into_js(cx)).transpose()
    }

    fn keys(&self, _: &mut Context<'_>) -> Result<Vec<String>, Error> {
        Ok(self.0.keys().cloned().collect())
    }
}

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let prices = (0..10_000).map(|i| (format!("item{i}"), f64::from(i) / 4.0));
    let catalogue = Arc::new(Catalogue(prices.collect()));
    let program = Program::compile("total.js", "catalogue.item8 + catalogue.item4 * 2")?;
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (catalogue, program) = (Arc::clone(&catalogue), program.clone());
            std::thread::spawn(move || {
                let mut runtime = Runtime::new();
                let view = Object::dynamic_shared(&mut runtime, catalogue)?;
                runtime.set("catalogue", view)?;
                Ok::<_, Error>(runtime.run(&program)?.as_f64())
            })
        })
        .collect();
    for thread in threads {
        let total = thread
            .join()
            .map_err(|_| Error::new("a thread panicked"))??;
        println!("total: {total:?}");
        assert_eq!(total, Some(4.0));
    }
    Ok(())
}
