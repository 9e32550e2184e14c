// Matrix: multiplication, transposition and elimination on arrays of arrays of doubles.
"use strict";
const out = typeof print === "function" ? print : console.log;

function make(n, salt) {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => ((i * 31 + j * 17 + salt) % 23) / 8 + (i === j ? 40 : 0)));
}

function multiply(a, b) {
  const n = a.length, result = [];
  for (let i = 0; i < n; i++) {
    const row = a[i], line = new Array(n).fill(0);
    for (let k = 0; k < n; k++) {
      const factor = row[k], other = b[k];
      for (let j = 0; j < n; j++) line[j] += factor * other[j];
    }
    result.push(line);
  }
  return result;
}

function transpose(a) { return a[0].map((_, j) => a.map((row) => row[j])); }

function determinantLog(a) {
  const m = a.map((row) => row.slice()), n = m.length;
  let log = 0;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i][k]) > Math.abs(m[pivot][k])) pivot = i;
    [m[k], m[pivot]] = [m[pivot], m[k]];
    // Summed without Math.log, whose last digit engines may choose freely.
    log += Math.abs(m[k][k]);
    for (let i = k + 1; i < n; i++) {
      const factor = m[i][k] / m[k][k];
      for (let j = k; j < n; j++) m[i][j] -= factor * m[k][j];
    }
  }
  return log;
}

let check = 0;
for (let round = 0; round < 7; round++) {
  const a = make(110, round), b = make(110, round * 3 + 1);
  const c = multiply(a, transpose(b));
  check = (check * 13 + Math.round(determinantLog(c)) + Math.round(c[5][7] + c[80][11])) % 1000000007;
}
out("matrix " + check);
