//! A parameter is a type that values can become.
use stilla::Runtime;

struct Opaque;

fn main() {
    let mut runtime = Runtime::new();
    runtime.set_function("f", |_: Opaque| ()).unwrap();
}
