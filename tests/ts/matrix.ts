// Numeric code with readonly tuples and typed arrays.
type Vec3 = readonly [x: number, y: number, z: number];
type Mat3 = readonly [Vec3, Vec3, Vec3];
const dot = ([a, b, c]: Vec3, [d, e, f]: Vec3): number => a * d + b * e + c * f;
const column = (m: Mat3, i: 0 | 1 | 2): Vec3 => [m[0][i], m[1][i], m[2][i]];
const multiply = (a: Mat3, b: Mat3): Mat3 => a.map((row) => ([0, 1, 2] as const).map((i) => dot(row, column(b, i))) as unknown as Vec3) as unknown as Mat3;
const identity: Mat3 = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
const m: Mat3 = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
console.log(JSON.stringify(multiply(m, m)), JSON.stringify(multiply(m, identity)) === JSON.stringify(m));
const buffer: Float64Array = new Float64Array(4 as number).map((_: number, i: number): number => i ** 2);
let sum: number = 0; for (const v of buffer) sum += <number>v; console.log(sum, buffer.length!);
