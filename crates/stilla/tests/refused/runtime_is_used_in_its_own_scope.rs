//! Inside of a scope the runtime itself is borrowed.
use stilla::{AsContext, Runtime};

fn main() {
    let mut runtime = Runtime::new();
    runtime
        .scope(|_| {
            runtime.eval("1")?;
            Ok(())
        })
        .unwrap();
}
