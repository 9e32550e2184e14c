//! A game loop: Rust moves the world, a script decides, sixty times a second, under a budget of fuel.
#![allow(clippy::print_stdout)]

use stilla::{Error, Function, Instance, Runtime, js_class};

#[derive(Default)]
struct Ship {
    x: f64,
    speed: f64,
}

#[js_class]
impl Ship {
    #[js(getter)]
    fn x(&self) -> f64 {
        self.x
    }

    #[js(getter)]
    fn speed(&self) -> f64 {
        self.speed
    }

    fn thrust(&mut self, force: f64) {
        self.speed += force.clamp(-1.0, 1.0);
    }
}

const PILOT: &str = "(ship, target) => ship.thrust((target - ship.x) / 10 - ship.speed / 2)";

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let pilot: Function = runtime.eval_as(PILOT)?;
    let ship = Instance::new(&mut runtime, Ship::default())?;
    for frame in 0..120 {
        runtime.set_fuel(Some(10_000));
        pilot.call::<()>(&mut runtime, (&ship, 100))?;
        let x = ship.with_mut(&mut runtime, |ship| {
            ship.x += ship.speed;
            ship.x
        })?;
        if frame % 30 == 0 {
            println!("frame {frame}: x = {x:.1}");
        }
    }
    let x = ship.with(&mut runtime, |ship| ship.x)?;
    assert!((x - 100.0).abs() < 1.0, "the ship is at {x}");
    Ok(())
}
