// The first program: `cargo run --release -- run examples/hello.js`.
const name = "world";
console.log(`Hello, ${name}!`);
