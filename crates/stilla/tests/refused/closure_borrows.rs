//! A closure lives as long as a script can call it: it borrows nothing.
use stilla::Runtime;

fn main() {
    let mut runtime = Runtime::new();
    let name = String::from("Ada");
    runtime.set_function("name", || name.len() as u32).unwrap();
    drop(name);
}
