//! Cost against size: operations whose time must not grow faster than their input.
//!
//! Each `bench/scale/<name>.js` runs at the sizes that its head names, with the size as the constant `SIZE`. What counts is the
//! power: time grows with size to the power p between the two largest sizes, 1 being linear. A program may name another
//! power than 1 that is right for it.
//!
//! Uses: failure, process, workspace, bench::engine, bench::figures, bench::program
//! Never: text formats

use super::LIMIT;
use super::engine::Engine;
use super::figures::Sample;
use super::program::Goal;
use crate::failure::{During, Failure};
use crate::process;
use crate::workspace;
use std::path::Path;

/// How far a power may lie above the right one: caches that no longer hold everything cost as much.
const TOLERANCE: f64 = 0.35;

/// One operation.
pub struct Operation {
    /// The sentence of its head.
    pub title: String,
    /// The power that is right.
    pub power: f64,
    text: String,
    name: String,
    sizes: Vec<u64>,
}

/// What one operation cost at one size.
pub struct Point {
    /// The size.
    pub size: u64,
    /// CPU seconds, the least of the rounds.
    pub cpu: f64,
    /// Peak resident bytes.
    pub peak: u64,
}

/// An operation with what it cost.
pub struct Growth {
    /// The operation.
    pub operation: Operation,
    /// From the least size to the greatest.
    pub points: Vec<Point>,
}

impl Growth {
    /// The power with which time grows, seen from the two greatest sizes.
    pub fn power(&self) -> Option<f64> {
        let [.., before, last] = &*self.points else {
            return None;
        };
        let sizes = (last.size as f64 / before.size as f64).ln();
        Some((last.cpu / before.cpu).ln() / sizes)
    }

    /// Whether it grows faster than it must.
    pub fn is_too_fast(&self) -> bool {
        self.power()
            .is_some_and(|power| power > self.operation.power + TOLERANCE)
    }
}

/// All operations, by name.
pub fn operations() -> Result<Vec<Operation>, Failure> {
    let folder = workspace::root().join("bench").join("scale");
    let mut operations = Vec::new();
    for file in workspace::files_below(&folder)? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let text = std::fs::read_to_string(&file).during(format!("reading {}", file.display()))?;
        operations.push(read(&name, text)?);
    }
    operations.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(operations)
}

fn read(name: &str, text: String) -> Result<Operation, Failure> {
    let head = |mark: &str| text.lines().find_map(|line| line.strip_prefix(mark));
    let sizes = head("// sizes: ").unwrap_or_default();
    let sizes: Result<Vec<u64>, _> = sizes.split_whitespace().map(str::parse).collect();
    let sizes = sizes.during(format!("reading the sizes of {name}"))?;
    let power = head("// power: ").map_or(Ok(1.0), str::parse);
    Ok(Operation {
        title: head("// ").unwrap_or_default().to_owned(),
        power: power.during(format!("reading the power of {name}"))?,
        sizes,
        name: name.to_owned(),
        text,
    })
}

/// Runs an operation at each of its sizes.
pub fn measure(
    engine: &Engine,
    operation: Operation,
    rounds: usize,
    out: &Path,
) -> Result<Growth, Failure> {
    let mut points = Vec::new();
    for &size in &operation.sizes {
        let file = out.join(format!("{}-{size}.js", operation.name));
        let text = format!(
            "const SIZE = {size};\nconst out = typeof print === \"function\" ? print : console.log;\n{}",
            operation.text
        );
        workspace::write(&file, &text)?;
        let mut point = Point {
            size,
            cpu: f64::INFINITY,
            peak: 0,
        };
        for _ in 0..rounds {
            let sample = Sample::of(process::measure(
                &mut engine.command(&file, Goal::Any),
                LIMIT,
            )?);
            if let Some(trouble) = sample.trouble {
                return Err(Failure::new(format!(
                    "{} at {size}: {trouble}",
                    operation.name
                )));
            }
            point.cpu = point.cpu.min(sample.cpu);
            point.peak = point.peak.max(sample.peak);
        }
        points.push(point);
    }
    Ok(Growth { operation, points })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn growth(power: f64, times: &[f64]) -> Growth {
        let mut operation =
            read("name", "// A title\n// sizes: 1 4 16\n".to_owned()).expect("it is right");
        operation.power = power;
        let points = times.iter().zip([1, 4, 16]);
        Growth {
            operation,
            points: points
                .map(|(&cpu, size)| Point { size, cpu, peak: 0 })
                .collect(),
        }
    }

    #[test]
    fn powers_come_from_the_two_greatest_sizes() {
        let linear = growth(1.0, &[9.0, 1.0, 4.0]);
        assert!((linear.power().expect("there are two sizes") - 1.0).abs() < 1e-9);
        assert!(!linear.is_too_fast());
        assert!(growth(1.0, &[1.0, 1.0, 16.0]).is_too_fast());
        assert!(!growth(2.0, &[1.0, 1.0, 16.0]).is_too_fast());
    }

    #[test]
    fn heads_say_title_sizes_and_power() {
        let operation = read(
            "name",
            "// A title\n// sizes: 1 20\n// power: 2\ncode();".to_owned(),
        );
        let operation = operation.expect("it is right");
        assert_eq!(
            (operation.title.as_str(), operation.power),
            ("A title", 2.0)
        );
        assert_eq!(operation.sizes, [1, 20]);
        assert!(read("name", "// sizes: one".to_owned()).is_err());
    }
}
