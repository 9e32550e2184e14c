// Elements are copied, moved and filled in pieces of 32,768, and nobody may see where these begin.
const PIECE = 2 ** 15;
const LENGTH = 2 * PIECE + 77;
const places = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE - 1, 2 * PIECE, LENGTH - 1];
const numbers = () => Array.from({ length: LENGTH }, (_, i) => i);
const at = (array, shift = 0) => places.map((place) => array[place + shift]);

test("copies of long arrays", () => {
  const array = numbers();
  expect(at(array.slice())).toEqual(places);
  expect(at(array.slice(5))).toEqual(places.map((place) => (place + 5 < LENGTH ? place + 5 : undefined)));
  expect(at([...array])).toEqual(places);
  expect(at(array.concat(array), LENGTH)).toEqual(places);
  expect(at(array.with(PIECE, "x"))).toEqual(places.map((place) => (place === PIECE ? "x" : place)));
  expect(at(array.toReversed())).toEqual(places.map((place) => LENGTH - 1 - place));
  expect(at(array.toSorted((a, b) => b - a))).toEqual(places.map((place) => LENGTH - 1 - place));
});

test("moves within long arrays", () => {
  const array = numbers();
  array.splice(1, 0, "a", "b");
  expect(at(array, 2).slice(1)).toEqual(places.slice(1));
  array.splice(1, 2);
  expect(at(array)).toEqual(places);
  array.splice(1, 1);
  expect(at(array).slice(1)).toEqual(places.slice(1).map((place) => (place + 1 < LENGTH ? place + 1 : undefined)));
  const other = numbers().reverse();
  expect(at(other)).toEqual(places.map((place) => LENGTH - 1 - place));
  expect(at(new Array(LENGTH).fill(7, 1))).toEqual(places.map((place) => (place === 0 ? undefined : 7)));
});

test("a long queue, and what it was before", () => {
  const array = numbers();
  for (let i = 0; i < 5; i++) expect(array.shift()).toBe(i);
  array.push("end");
  array.unshift("first");
  let sum = 0;
  for (let i = 1; i < array.length - 1; i++) sum += array[i];
  expect(sum).toBe((LENGTH * (LENGTH - 1)) / 2 - 10);
  expect([array[0], array.at(-1), array.length]).toEqual(["first", "end", LENGTH - 3]);
});

test("holes of long arrays", () => {
  const array = numbers();
  delete array[PIECE];
  array.length = LENGTH + PIECE;
  const copy = array.slice();
  expect([PIECE in copy, PIECE + 1 in copy, LENGTH in copy, copy.length]).toEqual([false, true, false, LENGTH + PIECE]);
});

test("long lists and tables", () => {
  const set = new Set(numbers());
  expect([set.size, set.has(PIECE), set.has(LENGTH)]).toEqual([LENGTH, true, false]);
  for (const place of places) set.delete(place);
  for (let i = 0; i < LENGTH; i++) set.add(-i);
  expect(set.size).toBe(2 * LENGTH - places.length);
  const weak = new WeakMap(), keys = numbers().map(() => ({}));
  for (const key of keys) weak.set(key, key);
  expect(keys.every((key) => weak.get(key) === key)).toBe(true);
  expect(at("ab".repeat(PIECE + 50).split(""))).toEqual(places.map((place) => "ab"[place % 2]));
});
