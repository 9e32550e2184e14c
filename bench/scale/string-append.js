// A string that is appended to
// sizes: 100000 400000 1600000 6400000
let text = "";
for (let i = 0; i < SIZE; i++) text += "ab";
out(text.length + text.charCodeAt(SIZE));
