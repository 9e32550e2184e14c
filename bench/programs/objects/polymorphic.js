// Polymorphic access: the same three call and property sites see four shapes in turn.
"use strict";
const out = typeof print === "function" ? print : console.log;

class Circle { constructor(r) { this.r = r; this.weight = 1; } area() { return this.r * this.r * 3; } }
class Square { constructor(s) { this.side = s; this.weight = 2; } area() { return this.side * this.side; } }
class Oblong { constructor(w, h) { this.w = w; this.h = h; this.weight = 3; } area() { return this.w * this.h; } }
class Triangle { constructor(b, h) { this.b = b; this.h = h; this.tag = "t"; this.weight = 4; } area() { return (this.b * this.h) >> 1; } }

function build(count) {
  const shapes = [];
  for (let i = 0; i < count; i++) {
    const n = (i % 13) + 1;
    switch ((i * 7 + (i >> 3)) & 3) {
      case 0: shapes.push(new Circle(n)); break;
      case 1: shapes.push(new Square(n)); break;
      case 2: shapes.push(new Oblong(n, n + 1)); break;
      default: shapes.push(new Triangle(n, n + 2));
    }
  }
  return shapes;
}

function total(shapes) {
  let sum = 0;
  for (let i = 0; i < shapes.length; i++) {
    const shape = shapes[i];
    sum = (sum + shape.area() * shape.weight) | 0;
    shape.weight = (shape.weight & 7) + 1;
  }
  return sum;
}

const shapes = build(1000);
let check = 0;
for (let round = 0; round < 4500; round++) check = (check * 3 + total(shapes)) | 0;
out("polymorphic " + check);
