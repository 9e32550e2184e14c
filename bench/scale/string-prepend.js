// A string that is prepended to
// sizes: 100000 400000 1600000 6400000
let text = "";
for (let i = 0; i < SIZE; i++) text = "ab" + text;
out(text.length + text.charCodeAt(SIZE));
