//! The ratios as an SVG dot plot: one line per program, one dot per peer, on a logarithmic axis. The vertical line at 1 is the
//! base engine; dots to its right are programs on which it wins.
//!
//! And the growths as one small picture for each operation, both axes logarithmic.
//!
//! Uses: bench::figures, bench::scale
//! Never: measuring

use super::figures::Figures;
use super::scale::Growth;
use std::fmt::Write as _;

const LEFT: f64 = 190.0;
const WIDTH: f64 = 560.0;
const ROW: f64 = 18.0;
const TOP: f64 = 70.0;
const COLORS: [&str; 6] = [
    "#1f6feb", "#d2691e", "#2e8b57", "#8e44ad", "#c0392b", "#7f8c8d",
];

/// The whole picture.
pub fn svg(figures: &Figures) -> String {
    let rows = figures.programs.len();
    let height = TOP + ROW * (rows as f64 + 1.0) + 40.0;
    let reach = reach(figures);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {height}\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <rect width=\"{w}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"12\" y=\"22\" font-size=\"15\">Time of each peer divided by {base}'s (right of the line: {base} is faster)</text>\n",
        w = LEFT + WIDTH + 30.0,
        base = figures.engines[0],
    );
    legend(&mut text, figures);
    axis(&mut text, reach, TOP + ROW * (rows as f64 + 1.0));
    for row in 0..rows {
        let y = TOP + ROW * (row as f64 + 0.5);
        line(&mut text, &figures.programs[row].1, y, "normal");
        dots(&mut text, figures, y, reach, |peer| {
            figures.ratio(row, peer)
        });
    }
    let y = TOP + ROW * (rows as f64 + 0.5);
    line(&mut text, "geometric mean", y, "bold");
    dots(&mut text, figures, y, reach, |peer| {
        figures.mean(None, |row| figures.ratio(row, peer))
    });
    text.push_str("</svg>\n");
    text
}

/// How many doublings the axis needs on each side.
fn reach(figures: &Figures) -> f64 {
    let mut most: f64 = 1.0;
    for row in 0..figures.programs.len() {
        for peer in 1..figures.engines.len() {
            if let Some(ratio) = figures.ratio(row, peer) {
                most = most.max(ratio.log2().abs());
            }
        }
    }
    most.ceil().min(12.0)
}

fn x(ratio: f64, reach: f64) -> f64 {
    LEFT + WIDTH / 2.0 * (1.0 + (ratio.max(1e-6).log2() / reach).clamp(-1.0, 1.0))
}

fn legend(text: &mut String, figures: &Figures) {
    for (peer, engine) in figures.engines.iter().enumerate().skip(1) {
        let at = LEFT + (peer as f64 - 1.0) * 105.0;
        let color = COLORS[(peer - 1) % COLORS.len()];
        let _ = writeln!(
            text,
            "<circle cx=\"{at}\" cy=\"40\" r=\"4.5\" fill=\"{color}\"/><text x=\"{}\" y=\"44\">{engine}</text>",
            at + 9.0
        );
    }
}

fn axis(text: &mut String, reach: f64, bottom: f64) {
    let step = if reach > 6.0 { 2 } else { 1 };
    for power in (-(reach as i32)..=reach as i32).filter(|power| power % step == 0) {
        let ratio = f64::from(power).exp2();
        let at = x(ratio, reach);
        let color = if power == 0 { "#333333" } else { "#dddddd" };
        let label = if power < 0 {
            format!("1/{}", (-f64::from(power)).exp2())
        } else {
            format!("{ratio}")
        };
        let _ = writeln!(
            text,
            "<line x1=\"{at:.1}\" y1=\"{}\" x2=\"{at:.1}\" y2=\"{bottom}\" stroke=\"{color}\"/><text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
            TOP - 4.0,
            bottom + 16.0
        );
    }
}

fn line(text: &mut String, name: &str, y: f64, weight: &str) {
    let _ = writeln!(
        text,
        "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\" font-weight=\"{weight}\">{name}</text><line x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{}\" y2=\"{y:.1}\" stroke=\"#f0f0f0\"/>",
        LEFT - 8.0,
        y + 4.0,
        LEFT + WIDTH
    );
}

fn dots(
    text: &mut String,
    figures: &Figures,
    y: f64,
    reach: f64,
    ratio: impl Fn(usize) -> Option<f64>,
) {
    for peer in 1..figures.engines.len() {
        if let Some(ratio) = ratio(peer) {
            let color = COLORS[(peer - 1) % COLORS.len()];
            let _ = writeln!(
                text,
                "<circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"4.5\" fill=\"{color}\" fill-opacity=\"0.85\"><title>{}: {ratio:.2}</title></circle>",
                x(ratio, reach),
                figures.engines[peer]
            );
        }
    }
}

/// The width and height of the picture of one growth.
const SMALL: (f64, f64) = (250.0, 150.0);

/// All growths, three in a row: time against size, with a dashed line as the right power would have it.
pub fn growth(growths: &[Growth]) -> String {
    let (width, height) = SMALL;
    let rows = growths.len().div_ceil(3) as f64;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"sans-serif\" font-size=\"9\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
        3.0 * width,
        rows * height
    );
    for (index, growth) in growths.iter().enumerate() {
        let (column, row) = (index % 3, index / 3);
        let _ = writeln!(
            text,
            "<g transform=\"translate({} {})\">",
            column as f64 * width,
            row as f64 * height
        );
        small(&mut text, growth);
        text.push_str("</g>\n");
    }
    text.push_str("</svg>\n");
    text
}

fn small(text: &mut String, growth: &Growth) {
    let (Some(first), Some(last)) = (growth.points.first(), growth.points.last()) else {
        return;
    };
    let (width, height) = (SMALL.0 - 60.0, SMALL.1 - 60.0);
    let sizes = (last.size as f64 / first.size as f64).ln();
    let least = growth
        .points
        .iter()
        .map(|point| point.cpu)
        .fold(f64::INFINITY, f64::min);
    let times = (last.cpu / least).ln().max(growth.operation.power * sizes);
    let place = |size: f64, cpu: f64| {
        (
            40.0 + width * (size / first.size as f64).ln() / sizes,
            30.0 + height * (1.0 - (cpu / least).ln() / times),
        )
    };
    let _ = writeln!(
        text,
        "<text x=\"10\" y=\"14\">{}</text>",
        growth.operation.title
    );
    // The right power, drawn through the last point.
    let from = last.cpu * (first.size as f64 / last.size as f64).powf(growth.operation.power);
    let ((x1, y1), (x2, y2)) = (
        place(first.size as f64, from.max(least)),
        place(last.size as f64, last.cpu),
    );
    let _ = writeln!(
        text,
        "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"#999999\" stroke-dasharray=\"3 3\"/>"
    );
    for point in &growth.points {
        let (x, y) = place(point.size as f64, point.cpu);
        let _ = writeln!(
            text,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{}\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.2} s</text>\
             <text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            COLORS[0],
            y - 6.0,
            point.cpu,
            SMALL.1 - 12.0,
            point.size
        );
    }
}
