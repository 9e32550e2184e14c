//! A misspelt attribute is an error and not ignored.
#[derive(stilla::FromJs)]
struct Point {
    #[js(defualt)]
    x: f64,
}

fn main() {}
