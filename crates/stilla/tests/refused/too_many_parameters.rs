//! Nine parameters want `Rest`, or a raw function.
use stilla::Runtime;

fn main() {
    let mut runtime = Runtime::new();
    let many = |_: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8, _: u8| ();
    runtime.set_function("many", many).unwrap();
}
