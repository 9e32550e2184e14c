//! A union has no value.
#[derive(stilla::IntoJs)]
union Number {
    whole: u32,
    real: f32,
}

fn main() {}
