//! A large array without copying: the script reads records of a buffer that stays in Rust.
#![allow(clippy::print_stdout)]

use stilla::{Context, Error, HostArray, IntoJs, Object, Runtime, Value};

/// A million measurements, four bytes each.
struct Measurements(Vec<u8>);

impl HostArray for Measurements {
    fn len(&self) -> u64 {
        self.0.len() as u64 / 4
    }

    fn get(&self, cx: &mut Context<'_>, index: u64) -> Result<Value, Error> {
        let at = index as usize * 4;
        let bytes = self
            .0
            .get(at..at + 4)
            .and_then(|bytes| bytes.try_into().ok());
        u32::from_le_bytes(bytes.unwrap_or_default()).into_js(cx)
    }
}

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let bytes: Vec<u8> = (0..1_000_000_u32).flat_map(u32::to_le_bytes).collect();
    let mut runtime = Runtime::builder().memory_limit(2 << 20).build();
    let data = Object::dynamic_array(&mut runtime, Measurements(bytes))?;
    runtime.set("data", data)?;
    let found: u32 = runtime.eval_as(
        "let low = 0, high = data.length - 1;
         while (low < high) { const mid = (low + high) >> 1; if (data[mid] < 765432) low = mid + 1; else high = mid }
         data[low]",
    )?;
    println!(
        "found {found}, using {} bytes",
        runtime.memory_usage().bytes
    );
    assert_eq!(found, 765_432);
    Ok(())
}
