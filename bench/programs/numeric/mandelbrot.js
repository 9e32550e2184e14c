// Mandelbrot: tight floating-point loop, no allocation.
"use strict";
const out = typeof print === "function" ? print : console.log;

function mandelbrot(size, limit) {
  let check = 0;
  for (let py = 0; py < size; py++) {
    const cy = (2 * py) / size - 1;
    for (let px = 0; px < size; px++) {
      const cx = (3 * px) / size - 2;
      let x = 0, y = 0, x2 = 0, y2 = 0, n = 0;
      while (n < limit && x2 + y2 <= 4) {
        y = 2 * x * y + cy;
        x = x2 - y2 + cx;
        x2 = x * x;
        y2 = y * y;
        n++;
      }
      check = (check * 7 + n) % 1000000007;
    }
  }
  return check;
}

out("mandelbrot " + mandelbrot(340, 160));
