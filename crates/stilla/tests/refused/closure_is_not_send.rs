//! A closure moves with its runtime: what it captures is `Send`.
use std::rc::Rc;

use stilla::Runtime;

fn main() {
    let shared = Rc::new(1);
    let mut runtime = Runtime::new();
    runtime.set_function("shared", move || *shared).unwrap();
}
