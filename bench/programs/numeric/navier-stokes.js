// Navier-Stokes: a stable-fluids solver on a grid held in Float64Array.
"use strict";
const out = typeof print === "function" ? print : console.log;

const N = 64, ROW = N + 2, SIZE = ROW * ROW;
const grid = () => new Float64Array(SIZE);
let u = grid(), v = grid(), u0 = grid(), v0 = grid(), density = grid(), density0 = grid();

function edges(field, kind) {
  for (let i = 1; i <= N; i++) {
    field[i * ROW] = kind === 1 ? -field[i * ROW + 1] : field[i * ROW + 1];
    field[i * ROW + N + 1] = kind === 1 ? -field[i * ROW + N] : field[i * ROW + N];
    field[i] = kind === 2 ? -field[ROW + i] : field[ROW + i];
    field[(N + 1) * ROW + i] = kind === 2 ? -field[N * ROW + i] : field[N * ROW + i];
  }
  field[0] = 0.5 * (field[1] + field[ROW]);
  field[N + 1] = 0.5 * (field[N] + field[ROW + N + 1]);
  field[(N + 1) * ROW] = 0.5 * (field[(N + 1) * ROW + 1] + field[N * ROW]);
  field[SIZE - 1] = 0.5 * (field[SIZE - 2] + field[SIZE - 1 - ROW]);
}

function relax(target, source, kind, a, c) {
  for (let k = 0; k < 12; k++) {
    for (let y = 1; y <= N; y++) {
      let at = y * ROW + 1, left = target[at - 1];
      for (let x = 1; x <= N; x++, at++) {
        left = (source[at] + a * (left + target[at + 1] + target[at - ROW] + target[at + ROW])) / c;
        target[at] = left;
      }
    }
    edges(target, kind);
  }
}

function carry(target, source, kind, du, dv, step) {
  for (let y = 1; y <= N; y++) {
    for (let x = 1; x <= N; x++) {
      const at = y * ROW + x;
      const px = Math.min(N + 0.5, Math.max(0.5, x - step * du[at]));
      const py = Math.min(N + 0.5, Math.max(0.5, y - step * dv[at]));
      const ix = px | 0, iy = py | 0, fx = px - ix, fy = py - iy, from = iy * ROW + ix;
      target[at] = (1 - fy) * ((1 - fx) * source[from] + fx * source[from + 1]) + fy * ((1 - fx) * source[from + ROW] + fx * source[from + ROW + 1]);
    }
  }
  edges(target, kind);
}

function project(pressure, divergence) {
  for (let y = 1; y <= N; y++) {
    for (let x = 1; x <= N; x++) {
      const at = y * ROW + x;
      divergence[at] = (-0.5 * (u[at + 1] - u[at - 1] + v[at + ROW] - v[at - ROW])) / N;
      pressure[at] = 0;
    }
  }
  edges(divergence, 0);
  edges(pressure, 0);
  relax(pressure, divergence, 0, 1, 4);
  for (let y = 1; y <= N; y++) {
    for (let x = 1; x <= N; x++) {
      const at = y * ROW + x;
      u[at] -= 0.5 * N * (pressure[at + 1] - pressure[at - 1]);
      v[at] -= 0.5 * N * (pressure[at + ROW] - pressure[at - ROW]);
    }
  }
  edges(u, 1);
  edges(v, 2);
}

function step(dt) {
  const a = dt * 0.0001 * N * N;
  [u, u0] = [u0, u]; relax(u, u0, 1, a, 1 + 4 * a);
  [v, v0] = [v0, v]; relax(v, v0, 2, a, 1 + 4 * a);
  project(u0, v0);
  [u, u0] = [u0, u]; [v, v0] = [v0, v];
  carry(u, u0, 1, u0, v0, dt * N);
  carry(v, v0, 2, u0, v0, dt * N);
  project(u0, v0);
  [density, density0] = [density0, density]; relax(density, density0, 0, a, 1 + 4 * a);
  [density, density0] = [density0, density]; carry(density, density0, 0, u, v, dt * N);
}

for (let frame = 0; frame < 16; frame++) {
  for (let i = 20; i < 30; i++) {
    density[i * ROW + 32] += 8;
    u[i * ROW + 32] += 0.4;
    v[32 * ROW + i] -= 0.3;
  }
  step(0.1);
}
let check = 0;
for (let i = 0; i < SIZE; i++) check = (check * 31 + Math.round(density[i] * 1000) + Math.round(u[i] * 1000) + Math.round(v[i] * 1000)) % 1000000007;
out("navier-stokes " + check);
