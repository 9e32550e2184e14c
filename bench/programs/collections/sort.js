// Sorting: numbers, strings and records with comparison functions, and a quicksort by hand.
"use strict";
const out = typeof print === "function" ? print : console.log;

let state = 2024;
function random(bound) { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return (state >>> 4) % bound; }

function quicksort(a, lo, hi) {
  while (lo < hi) {
    const pivot = a[(lo + hi) >> 1];
    let i = lo, j = hi;
    while (i <= j) {
      while (a[i] < pivot) i++;
      while (a[j] > pivot) j--;
      if (i <= j) { const t = a[i]; a[i] = a[j]; a[j] = t; i++; j--; }
    }
    if (j - lo < hi - i) { quicksort(a, lo, j); lo = i; } else { quicksort(a, i, hi); hi = j; }
  }
}

let check = 0;
function take(list, value) { for (let i = 0; i < list.length; i += 97) check = (check * 31 + value(list[i])) % 1000000007; }
for (let round = 0; round < 14; round++) {
  const numbers = Array.from({ length: 12000 }, () => random(1000000));
  const copy = numbers.slice();
  take(numbers.toSorted((a, b) => a - b), (n) => n);
  quicksort(copy, 0, copy.length - 1);
  take(copy, (n) => n);
  const words = numbers.slice(0, 5000).map((n) => n.toString(36));
  take(words.slice().sort(), (w) => w.length);
  take(words.sort((a, b) => (a.length - b.length) || (a < b ? -1 : a > b ? 1 : 0)), (w) => w.charCodeAt(0));
  const records = numbers.slice(0, 6000).map((n, i) => ({ key: n % 100, order: i }));
  records.sort((a, b) => b.key - a.key);
  for (let i = 1; i < records.length; i++) if (records[i].key === records[i - 1].key && records[i].order < records[i - 1].order) throw new Error("the sort is not stable");
  take(records, (r) => r.order);
}
out("sort " + check);
