// Ray tracing: spheres over a checkered plane, with shadows and reflections; short-lived vector objects.
"use strict";
const out = typeof print === "function" ? print : console.log;

class Vec {
  constructor(x, y, z) { this.x = x; this.y = y; this.z = z; }
  add(o) { return new Vec(this.x + o.x, this.y + o.y, this.z + o.z); }
  sub(o) { return new Vec(this.x - o.x, this.y - o.y, this.z - o.z); }
  mul(k) { return new Vec(this.x * k, this.y * k, this.z * k); }
  dot(o) { return this.x * o.x + this.y * o.y + this.z * o.z; }
  unit() { return this.mul(1 / Math.sqrt(this.dot(this))); }
}

class Sphere {
  constructor(center, radius, color, shine) { this.center = center; this.radius = radius; this.color = color; this.shine = shine; }
  hit(origin, dir) {
    const oc = origin.sub(this.center);
    const b = oc.dot(dir), c = oc.dot(oc) - this.radius * this.radius;
    const d = b * b - c;
    if (d < 0) return -1;
    const root = Math.sqrt(d);
    if (-b - root > 1e-4) return -b - root;
    return -b + root > 1e-4 ? -b + root : -1;
  }
  normal(point) { return point.sub(this.center).mul(1 / this.radius); }
  shade(_point) { return this.color; }
}

class Plane {
  constructor(y) { this.y = y; this.shine = 0.2; }
  hit(origin, dir) {
    if (dir.y > -1e-6 && dir.y < 1e-6) return -1;
    const t = (this.y - origin.y) / dir.y;
    return t > 1e-4 ? t : -1;
  }
  normal(_point) { return UP; }
  shade(point) { return ((Math.floor(point.x) + Math.floor(point.z)) & 1) === 0 ? WHITE : DARK; }
}

const UP = new Vec(0, 1, 0), WHITE = new Vec(1, 1, 1), DARK = new Vec(0.1, 0.1, 0.15);
const LIGHT = new Vec(-3, 7, -4);
const scene = [new Plane(-1)];
for (let i = 0; i < 7; i++) {
  scene.push(new Sphere(new Vec(i - 3, (i % 3) * 0.6 - 0.4, 2 + (i % 2) * 1.5), 0.6, new Vec(0.3 + i * 0.1, 0.9 - i * 0.1, 0.5), 0.3));
}

function nearest(origin, dir) {
  let best = null, distance = Infinity;
  for (const thing of scene) {
    const t = thing.hit(origin, dir);
    if (t > 0 && t < distance) { distance = t; best = thing; }
  }
  return best === null ? null : { thing: best, distance };
}

function trace(origin, dir, depth) {
  const found = nearest(origin, dir);
  if (found === null) return new Vec(0.4, 0.6, 0.9).mul(0.5 + 0.5 * dir.y);
  const point = origin.add(dir.mul(found.distance));
  const normal = found.thing.normal(point);
  const toLight = LIGHT.sub(point).unit();
  let light = 0.15;
  if (nearest(point, toLight) === null) light += Math.max(0, normal.dot(toLight));
  let color = found.thing.shade(point).mul(light);
  if (depth > 0) {
    const mirror = dir.sub(normal.mul(2 * normal.dot(dir)));
    color = color.mul(1 - found.thing.shine).add(trace(point, mirror, depth - 1).mul(found.thing.shine));
  }
  return color;
}

const size = 130, eye = new Vec(0, 0.5, -4);
let check = 0;
for (let y = 0; y < size; y++) {
  for (let x = 0; x < size; x++) {
    const color = trace(eye, new Vec((x - size / 2) / size, (size / 2 - y) / size, 1).unit(), 3);
    const shade = Math.round((color.x + 2 * color.y + 3 * color.z) * 100);
    check = (check * 31 + shade) % 1000000007;
  }
}
out("raytrace " + check);
