// Times the patterns of examples/throughput.rs in a JavaScript engine:
//     cargo run --release --example throughput -- write /tmp/corpus
//     node --regexp-interpret-all data/throughput.js /tmp/corpus
//     qjs --std data/throughput.js /tmp/corpus
var args = typeof process !== 'undefined' ? process.argv.slice(2) : scriptArgs.slice(1);
function read(path) {
  return typeof process !== 'undefined' ? require('fs').readFileSync(path, 'utf8') : std.loadFile(path);
}
var now = typeof performance !== 'undefined' ? () => performance.now() : () => Date.now();
var only = args[1];
for (const line of read(args[0] + '/patterns').split('\n')) {
  if (!line) continue;
  const [corpus, flags, pattern] = line.split('\t');
  if (only && !pattern.includes(only)) continue;
  const text = read(args[0] + '/' + corpus);
  const re = new RegExp(pattern, flags + 'g');
  let best = Infinity, count = 0;
  for (let round = 0; round < 3; round++) {
    const start = now();
    count = 0;
    re.lastIndex = 0;
    let found;
    while ((found = re.exec(text)) !== null) { count++; if (found[0] === '') re.lastIndex++; }
    best = Math.min(best, now() - start);
  }
  console.log(best.toFixed(2) + '\t' + count + '\t' + corpus + '\t' + '/' + pattern + '/' + flags);
}
