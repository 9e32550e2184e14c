// Counts words and prints the most frequent ones: strings, regular expressions, Map, sorting.
const text = `
  The drop hollows the stone, not by its force but by falling often.
  The stone does not move; the drop does not hurry; often is enough.
`;

const counts = new Map();
for (const [word] of text.toLowerCase().matchAll(/[a-z]+/g)) {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
for (const [word, count] of ranked.slice(0, 5)) {
  console.log(word.padEnd(8), "#".repeat(count));
}
