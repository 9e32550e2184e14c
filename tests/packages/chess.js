const { Chess } = require("chess.js");
const c = new Chess();
const perft = (d) => {
  let n = 0;
  for (const m of c.moves({ verbose: false })) {
    if (d === 1) n++;
    else {
      c.move(m);
      n += perft(d - 1);
      c.undo();
    }
  }
  return n;
};
console.log(perft(1), perft(2));
for (const m of "e4 e5 Nf3 Nc6 Bb5 a6 Ba4 Nf6 O-O Nxe4 d4 b5 Bb3 d5 dxe5 Be6".split(" ")) c.move(m);
console.log(c.fen());
console.log(c.ascii());
console.log(c.pgn());
console.log(c.moves().join(" "));
console.log(c.isCheck(), c.isGameOver());
try {
  c.move("Ke5");
} catch (e) {
  console.log(e.message);
}
const g = new Chess();
g.loadPgn("1. f3 e5 2. g4 Qh4#");
console.log(g.isCheckmate(), g.history().join());
