// A regular expression over a long text
// sizes: 1600000 6400000 25600000 102400000
const text = "the quick brown fox, 42; ".repeat(SIZE / 25);
let count = 0;
for (const _ of text.matchAll(/\b[a-z]+,\s(\d+);/g)) count++;
out(count + text.replace(/qu(i)ck/g, "$1").length);
