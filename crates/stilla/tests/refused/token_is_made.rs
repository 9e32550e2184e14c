//! Nobody else has the right to ask for a raw value.
use stilla::{IntoJs, Runtime, AsContext};

fn main() {
    let mut runtime = Runtime::new();
    runtime
        .scope(|cx| {
            let _ = 1.into_raw(cx, Default::default());
            Ok(())
        })
        .unwrap();
}
