//! What the samples of a benchmark say.
//!
//! The mean and its range come from the rounds, which begin alike; the percentiles from all samples.
//!
//! Uses: stilla-testing's measurement. Never: how it is shown.

use std::time::Duration;

use stilla_testing::Measurement;

/// Bars of the plot of a distribution.
const BARS: usize = 40;

/// The numbers of one benchmark; times are nanoseconds of one call.
#[derive(Clone, Debug, Default)]
pub(super) struct Statistics {
    pub(super) mean: f64,
    /// The fastest and the slowest round.
    pub(super) low: f64,
    pub(super) high: f64,
    /// Half of the 95 % confidence interval of the mean, as a part of it.
    pub(super) margin: f64,
    pub(super) min: f64,
    pub(super) max: f64,
    pub(super) p50: f64,
    pub(super) p75: f64,
    pub(super) p99: f64,
    pub(super) p999: f64,
    /// Samples that lie far from the middle half of all.
    pub(super) outliers: usize,
    pub(super) samples: usize,
    /// Calls in one sample.
    pub(super) calls: u64,
    /// The mean of each round.
    pub(super) rounds: Vec<f64>,
    pub(super) setup: Duration,
    pub(super) teardown: Duration,
    /// How many samples lie in each of equal parts between `min` and `plot_end`.
    pub(super) distribution: Vec<usize>,
    pub(super) plot_end: f64,
}

impl Statistics {
    pub(super) fn of(measured: &Measurement) -> Statistics {
        let mean_of = |samples: &Vec<f64>| samples.iter().sum::<f64>() / samples.len() as f64;
        let rounds: Vec<f64> = measured.rounds.iter().map(mean_of).collect();
        let mut all: Vec<f64> = measured.rounds.concat();
        all.sort_by(f64::total_cmp);
        let mean = mean_of(&rounds);
        let (p25, p75) = (percentile(&all, 0.25), percentile(&all, 0.75));
        let fence = 3.0 * (p75 - p25);
        let outliers = all.iter();
        let outliers = outliers
            .filter(|time| **time < p25 - fence || **time > p75 + fence)
            .count();
        let p99 = percentile(&all, 0.99);
        let (min, plot_end) = (
            percentile(&all, 0.0),
            p99.max(2.0 * p75 - p25).min(percentile(&all, 1.0)),
        );
        Statistics {
            mean,
            low: rounds.iter().copied().fold(f64::INFINITY, f64::min),
            high: rounds.iter().copied().fold(0.0, f64::max),
            margin: margin(&rounds, mean),
            min,
            max: percentile(&all, 1.0),
            p50: percentile(&all, 0.5),
            p75,
            p99,
            p999: percentile(&all, 0.999),
            outliers,
            samples: all.len(),
            calls: measured.calls,
            setup: measured.setup,
            teardown: measured.teardown,
            distribution: distribution(&all, min, plot_end),
            plot_end,
            rounds,
        }
    }

    /// Calls in a second.
    pub(super) fn ops(&self) -> f64 {
        1e9 / self.mean
    }
}

/// The value below which this part of the sorted samples lies.
fn percentile(sorted: &[f64], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    let place = (part * sorted.len() as f64).ceil() as usize;
    sorted
        .get(place.saturating_sub(1).min(last))
        .copied()
        .unwrap_or(0.0)
}

fn margin(rounds: &[f64], mean: f64) -> f64 {
    let count = rounds.len() as f64;
    if rounds.len() < 2 || mean <= 0.0 {
        return 0.0;
    }
    let squares: f64 = rounds.iter().map(|round| (round - mean).powi(2)).sum();
    let deviation = (squares / (count - 1.0)).sqrt();
    student(rounds.len() - 1) * deviation / count.sqrt() / mean
}

/// The 97.5 % quantile of Student's distribution.
fn student(freedom: usize) -> f64 {
    const TABLE: [f64; 30] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
        2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
        2.052, 2.048, 2.045, 2.042,
    ];
    TABLE.get(freedom - 1).copied().unwrap_or(1.96)
}

fn distribution(sorted: &[f64], from: f64, to: f64) -> Vec<usize> {
    let mut bars = vec![0; BARS];
    let width = (to - from) / BARS as f64;
    for time in sorted.iter().filter(|time| **time <= to) {
        let bar = if width > 0.0 {
            ((time - from) / width) as usize
        } else {
            0
        };
        bars[bar.min(BARS - 1)] += 1;
    }
    bars
}

/// A time with three significant digits.
pub(super) fn time(nanoseconds: f64) -> String {
    let (number, unit) = match nanoseconds {
        t if t < 999.5 => (t, "ns"),
        t if t < 999.5e3 => (t / 1e3, "µs"),
        t if t < 999.5e6 => (t / 1e6, "ms"),
        t => (t / 1e9, "s"),
    };
    format!("{} {unit}", significant(number))
}

/// Three significant digits.
pub(super) fn significant(number: f64) -> String {
    match number {
        n if n < 9.995 => format!("{n:.2}"),
        n if n < 99.95 => format!("{n:.1}"),
        n => format!("{n:.0}"),
    }
}

/// A number with commas between its thousands.
pub(super) fn grouped(number: f64) -> String {
    if number < 100.0 {
        return significant(number);
    }
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(rounds: &[&[f64]]) -> Statistics {
        Statistics::of(&Measurement {
            calls: 10,
            rounds: rounds.iter().map(|round| round.to_vec()).collect(),
            ..Measurement::default()
        })
    }

    /// TOOLS.md section 5: ops/s, mean, p75/p99/p999, relative margin, outliers.
    #[test]
    fn the_rounds_give_mean_and_range_the_samples_percentiles() {
        let numbers: Vec<f64> = (1..=1000).map(f64::from).collect();
        let shown = measured(&[&numbers, &[500.5]]);
        assert_eq!((shown.mean, shown.low, shown.high), (500.5, 500.5, 500.5));
        assert_eq!(shown.margin, 0.0);
        assert_eq!((shown.min, shown.max), (1.0, 1000.0));
        assert_eq!((shown.p75, shown.p99, shown.p999), (750.0, 990.0, 999.0));
        assert_eq!(shown.outliers, 0);
        assert_eq!(shown.distribution.iter().sum::<usize>(), 1001);
        let shown = measured(&[&[10.0, 10.0, 11.0, 11.0], &[10.0, 10.0, 11.0, 50.0]]);
        assert_eq!((shown.low, shown.high, shown.outliers), (10.5, 20.25, 1));
        assert!(
            (shown.margin - 12.706 * 4.875 / 15.375).abs() < 1e-3,
            "{shown:?}"
        );
    }

    #[test]
    fn numbers_have_three_digits() {
        assert_eq!(time(0.1234), "0.12 ns");
        assert_eq!(time(999.7), "1.00 µs");
        assert_eq!(time(12_345_678.0), "12.3 ms");
        assert_eq!(grouped(1_234_567.8), "1,234,568");
        assert_eq!(grouped(3.21), "3.21");
    }
}
