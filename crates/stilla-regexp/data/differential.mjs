// Runs the cases that `cargo run --example differential -- SEED COUNT` prints and shows where this engine differs.
import readline from 'node:readline';
let cases = 0, wrong = 0, skipped = 0, accepted = 0, matched = 0;
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [pattern, flags, text, ours] = JSON.parse(line);
  cases++;
  let theirs;
  try {
    const found = new RegExp(pattern, flags + 'd').exec(text);
    accepted++;
    if (found) matched++;
    theirs = found && found.indices.map(range => range ?? null);
  } catch (error) {
    theirs = error.name;
    if (/Duplicate capture group name/.test(error.message)) { skipped++; continue; }
  }
  if (ours === 'stopped') { skipped++; continue; }
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
    wrong++;
    if (wrong <= 12) console.log(JSON.stringify(pattern), flags, JSON.stringify(text), '\n  ours  ', JSON.stringify(ours), '\n  theirs', JSON.stringify(theirs));
  }
}
console.log({ cases, accepted, matched, skipped, wrong });
