//! Values of the machine can't be named outside of the crate.
fn main() {
    let _: Option<stilla::seal::Raw> = None;
}
