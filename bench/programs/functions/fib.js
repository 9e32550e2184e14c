// Recursive calls with integer arithmetic and nothing else.
const out = typeof print === "function" ? print : console.log;

function fib(n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

out("fib " + fib(34));
