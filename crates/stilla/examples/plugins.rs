//! Plugins as modules: they import what the host offers and register what they do.
#![allow(clippy::print_stdout)]

use std::sync::{Arc, Mutex};

use stilla::{Error, Function, MapLoader, Runtime};

const UPPER: &str = "
    import { register } from 'host:commands';
    import { twice } from './shared.js';
    register('shout', text => twice(text.toUpperCase() + '!'));
";
const SHARED: &str = "export const twice = text => `${text} ${text}`;";

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let loader = MapLoader::from([("plugins/upper.js", UPPER), ("plugins/shared.js", SHARED)]);
    let mut runtime = Runtime::builder()
        .module_loader(loader)
        .memory_limit(16 << 20)
        .build();
    let commands: Arc<Mutex<Vec<(String, Function)>>> = Arc::default();
    let registered = Arc::clone(&commands);
    let register = Function::new(
        &mut runtime,
        "register",
        move |name: String, run: Function| {
            registered
                .lock()
                .map_err(|_| "the registry is broken")?
                .push((name, run));
            Ok::<(), &str>(())
        },
    )?;
    runtime.define_module("host:commands", &[("register", register.into())])?;
    runtime.import("plugins/upper.js")?;
    let commands = commands
        .lock()
        .map_err(|_| Error::new("the registry is broken"))?;
    for (name, run) in commands.iter() {
        let text: String = run.call(&mut runtime, ("hey",))?;
        println!("{name}: {text}");
        assert_eq!((name.as_str(), text.as_str()), ("shout", "HEY! HEY!"));
    }
    assert_eq!(commands.len(), 1);
    Ok(())
}
