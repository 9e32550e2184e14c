const B = require("./node_modules/biwascheme/release/node_biwascheme.js");
const code =
  `(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (define (range a b) (if (>= a b) '() (cons a (range (+ a 1) b)))) (define k #f) (define-macro (swap! a b) \`(let ((tmp ,a)) (set! ,a ,b) (set! ,b tmp))) (define x 1) (define y 2) (swap! x y) (list (fib 15) (map (lambda (x) (* x x)) (range 0 10)) (call/cc (lambda (k) (+ 1 (k 42)))) (let loop ((i 0) (acc '())) (if (= i 5) (reverse acc) (loop (+ i 1) (cons i acc)))) x y (string-append "a" "b") (assoc 'b '((a 1) (b 2))) (exact->inexact 1/3) (vector 1 2 "s") (apply + 1 2 '(3 4)) (dynamic-wind (lambda () 1) (lambda () 'mid) (lambda () 2)))`.replace(
    "(exact->inexact 1/3)",
    "(/ 1 3)",
  );
const i = new B.Interpreter((e) => console.log("ERR", e.message));
i.evaluate(code, (r) => console.log(B.to_write(r)));
i.evaluate("(car '())", (r) => console.log(r));
