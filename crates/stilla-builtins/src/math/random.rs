//! §21.3.2.28 Math.random: xorshift128+, seeded by the host.
//!
//! The state belongs to the function object, so that no two realms share it.
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::host_data::Data;
use stilla_core::{Call, Cx, JsResult, Value};

/// The state of the generator, never both 0.
struct Xorshift(u64, u64);

impl Xorshift {
    fn next(&mut self) -> u64 {
        let (mut x, y) = (self.0, self.1);
        x ^= x << 23;
        x ^= x >> 17 ^ y ^ y >> 26;
        self.0 = y;
        self.1 = x;
        x.wrapping_add(y)
    }
}

/// §21.3.2.28 Math.random ( ) <https://tc39.es/ecma262/#sec-math.random>
pub(super) fn random(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = match Data::from_value(call.data()) {
        Some(state) => state,
        None => {
            let seed = Xorshift(cx.host().random() | 1, cx.host().random());
            let state = Data::new(cx, Box::new(seed), size_of::<Xorshift>())?;
            call.set_data(state.to_value());
            state
        }
    };
    let bits = state
        .with_mut(Xorshift::next)
        .expect("nothing else uses the generator's state");
    // The upper 53 bits as a multiple of 2^-53.
    Ok(((bits >> 11) as f64 * (1.0 / (1u64 << 53) as f64)).into())
}
