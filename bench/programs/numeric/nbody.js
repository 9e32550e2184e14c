// N-body: a small planetary system advanced by a symplectic step; floating-point fields of few objects.
"use strict";
const out = typeof print === "function" ? print : console.log;

function body(mass, x, y, z, vx, vy, vz) { return { mass, x, y, z, vx, vy, vz }; }

const bodies = [
  body(1000, 0, 0, 0, 0, 0, 0),
  body(1.5, 10, 0, 0.1, 0, 10, 0),
  body(2.1, 0, 22, -0.3, -6.7, 0, 0.1),
  body(0.7, -35, 1, 0.2, 0, -5.3, 0.2),
  body(3.2, 2, -51, 0.4, 4.4, 0, -0.1),
];

function advance(dt) {
  const count = bodies.length;
  for (let i = 0; i < count; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < count; j++) {
      const b = bodies[j];
      const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      const d2 = dx * dx + dy * dy + dz * dz;
      const pull = dt / (d2 * Math.sqrt(d2));
      a.vx -= dx * b.mass * pull; a.vy -= dy * b.mass * pull; a.vz -= dz * b.mass * pull;
      b.vx += dx * a.mass * pull; b.vy += dy * a.mass * pull; b.vz += dz * a.mass * pull;
    }
  }
  for (const b of bodies) { b.x += dt * b.vx; b.y += dt * b.vy; b.z += dt * b.vz; }
}

function energy() {
  let e = 0;
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    e += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      e -= (a.mass * b.mass) / Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
    }
  }
  return e;
}

for (let i = 0; i < 110000; i++) advance(0.001);
out("nbody " + energy().toFixed(6));
