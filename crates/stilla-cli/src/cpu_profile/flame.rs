//! The flame graph: each bar is a function as wide as the time that it and what it called took; what it called
//! stands on it. A click takes a bar to the full width.
//!
//! Uses: the head, markup. Never: the runtime.

use std::fmt::Write as _;

use stilla::core::{Profile, ProfilePlace};

use super::{name, totals};
use crate::markup::escaped;

const WIDTH: f64 = 1200.0;
const ROW: usize = 18;
/// Bars narrower than this are left out.
const NARROWEST: f64 = 0.3;
/// About the width of a letter.
const LETTER: f64 = 6.6;

const SCRIPT: &str = "const bars=[...document.querySelectorAll('g')];function show(from,width){for(const bar of bars){\
const x=(bar.dataset.x-from)/width*1200,w=bar.dataset.w/width*1200;bar.style.display=x+w<=0.01||x>=1199.99?'none':'';\
const left=Math.max(x,0),right=Math.min(x+w,1200),rect=bar.children[1],text=bar.children[2];rect.setAttribute('x',left);\
rect.setAttribute('width',Math.max(right-left-0.5,0.1));text.setAttribute('x',left+3);const room=Math.floor((right-left-6)/6.6);\
const all=bar.dataset.name;text.textContent=room<3?'':all.length>room?all.slice(0,room-1)+'…':all}}for(const bar of bars)\
bar.onclick=()=>show(+bar.dataset.x,+bar.dataset.w);document.documentElement.ondblclick=()=>show(0,1200)";

struct Bar {
    x: f64,
    width: f64,
    depth: usize,
    node: usize,
}

/// The whole picture.
pub(super) fn svg(profile: &Profile) -> String {
    let totals = totals(&profile.nodes);
    let bars = bars(
        profile,
        &totals
            .iter()
            .map(std::time::Duration::as_secs_f64)
            .collect::<Vec<_>>(),
    );
    let rows = bars.iter().map(|bar| bar.depth + 1).max().unwrap_or(0);
    let height = (rows + 2) * ROW;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" font-family=\"ui-monospace,monospace\" font-size=\"11\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"3\" y=\"13\" fill=\"#666\">A click widens a bar, a double click shows all again.</text>\n"
    );
    for bar in &bars {
        let node = &profile.nodes[bar.node];
        let name = name(&node.place);
        let y = height - (bar.depth + 1) * ROW;
        let room = ((bar.width - 6.0) / LETTER) as usize;
        let label: String = match name.chars().count() {
            _ if room < 3 => String::new(),
            length if length > room => name.chars().take(room - 1).chain(['…']).collect(),
            _ => name.clone(),
        };
        let _ = writeln!(
            text,
            "<g data-x=\"{:.2}\" data-w=\"{:.2}\" data-name=\"{2}\"><title>{2}: {3:.1} ms, itself {4:.1} ms</title>\
             <rect x=\"{0:.2}\" y=\"{y}\" width=\"{5:.2}\" height=\"{6}\" fill=\"{7}\"/><text x=\"{8:.2}\" \
             y=\"{9}\">{10}</text></g>",
            bar.x,
            bar.width,
            escaped(&name),
            totals[bar.node].as_secs_f64() * 1e3,
            node.time.as_secs_f64() * 1e3,
            (bar.width - 0.5).max(0.1),
            ROW - 1,
            colour(&node.place),
            bar.x + 3.0,
            y + 13,
            escaped(&label)
        );
    }
    let _ = write!(text, "<script>{}</script>\n</svg>\n", escaped(SCRIPT));
    text
}

/// Where each node stands: beside its siblings, the longest first.
fn bars(profile: &Profile, totals: &[f64]) -> Vec<Bar> {
    let nodes = &profile.nodes;
    let mut callees: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut roots = Vec::new();
    for (number, node) in nodes.iter().enumerate() {
        match node.parent {
            Some(parent) => callees[parent].push(number),
            None => roots.push(number),
        }
    }
    let all: f64 = roots.iter().map(|root| totals[*root]).sum();
    let scale = if all > 0.0 { WIDTH / all } else { 0.0 };
    let mut bars = Vec::new();
    let mut open = vec![(roots, 0.0, 0)];
    while let Some((mut group, mut x, depth)) = open.pop() {
        group.sort_by(|a, b| totals[*b].total_cmp(&totals[*a]));
        for node in group {
            let width = totals[node] * scale;
            if width >= NARROWEST {
                bars.push(Bar {
                    x,
                    width,
                    depth,
                    node,
                });
                open.push((std::mem::take(&mut callees[node]), x, depth + 1));
            }
            x += width;
        }
    }
    bars
}

/// A warm colour that depends on the name; collections are blue.
fn colour(place: &ProfilePlace) -> String {
    match place {
        ProfilePlace::Collection => "#8db8e0".to_owned(),
        ProfilePlace::Function { .. } => {
            let sum = name(place).bytes().fold(7u32, |sum, byte| {
                sum.wrapping_mul(31).wrapping_add(byte.into())
            });
            format!("hsl({},75%,{}%)", 10 + sum % 45, 62 + sum / 64 % 12)
        }
    }
}
