//! How values look when they are printed.
//!
//! Uses: the head. Never: the other files.

use super::check;

#[test]
fn only_a_negative_zero_has_a_sign() {
    check(
        "zeros",
        "let z = -0; console.log(z / -10, z + 0, z, [z, z * -1.5], 0);",
        &[],
        (0, "0 0 -0 [ -0, 0 ] 0\n", ""),
    );
}
