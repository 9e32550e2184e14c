// Sites that meet so many kinds of receivers that they share what they know with all others. What they give must be what
// Reflect gives, which knows nothing of sites.

const read = (object) => object.wanted;
const store = (object, value) => { object.wanted = value; };
const has = (object) => "wanted" in object;
const call = (object) => object.method();

function kinds(count, prototype) {
  return Array.from({ length: count }, (_, kind) => {
    const object = Object.create(prototype);
    for (let index = 0; index < kind % 17; index++) object["a" + index] = index;
    if (kind % 3 !== 0) object.wanted = kind;
    for (let index = 0; index < kind / 17; index++) object["b" + index] = index;
    return object;
  });
}

function agree(objects) {
  for (const object of objects) {
    const wanted = Reflect.get(object, "wanted");
    if (!Object.is(read(object), wanted)) throw new Error(`read ${read(object)} instead of ${wanted}`);
    if (has(object) !== Reflect.has(object, "wanted")) throw new Error("in");
  }
}

test("what prototypes change is seen", () => {
  const prototype = { method() { return this.wanted; } };
  const objects = kinds(200, prototype);
  agree(objects);
  agree(objects);
  prototype.wanted = "inherited";
  agree(objects);
  expect(read(objects[0])).toBe("inherited");
  Object.defineProperty(prototype, "wanted", { get() { return this; }, configurable: true });
  agree(objects);
  expect(read(objects[0])).toBe(objects[0]);
  delete prototype.wanted;
  agree(objects);
  expect(has(objects[0])).toBe(false);
  for (const object of objects) expect(call(object)).toBe(object.wanted);
  prototype.method = () => "changed";
  for (const object of objects) expect(call(object)).toBe("changed");
});

test("what objects lose is seen", () => {
  const objects = kinds(200, {});
  agree(objects);
  for (const object of objects) if (Object.keys(object).length % 2) delete object.wanted;
  agree(objects);
  for (const object of objects) object.wanted ??= "again";
  agree(objects);
});

test("stores reach setters, and stop where they may not", () => {
  const seen = [];
  const prototype = {};
  const objects = kinds(200, prototype);
  objects.forEach(store);
  agree(objects);
  const others = kinds(200, prototype);
  Object.defineProperty(prototype, "wanted", { set(value) { seen.push(value); }, configurable: true });
  others.forEach((object) => store(object, "set"));
  expect(seen.length).toBe(67);
  agree(others);
  others.forEach(Object.freeze);
  seen.length = 0;
  let refused = 0;
  for (const object of others) {
    try {
      (function () { "use strict"; object.wanted = 1; })();
    } catch (error) {
      refused += error instanceof TypeError;
    }
  }
  expect(refused).toBe(133);
  expect(seen.length).toBe(67);
  agree(others);
});

test("objects with more properties than a site can count", () => {
  const count = 70_000;
  const object = {};
  for (let index = 0; index < count; index++) object["k" + index] = index;
  const last = new Function("object", `return object.k${count - 1}`);
  const change = new Function("object", `object.k${count - 1} = "changed"; return "k${count - 1}" in object`);
  for (let turn = 0; turn < 100; turn++) expect(last(object)).toBe(count - 1);
  expect(change(object)).toBe(true);
  expect(last(object)).toBe("changed");
  expect(object.k4463).toBe(4463);
  expect(object.k0).toBe(0);
});

test("sites with strings and numbers among their receivers", () => {
  const objects = [...kinds(100, {}), "text", 1, true, Symbol.iterator];
  String.prototype.wanted = "of strings";
  try {
    for (let turn = 0; turn < 3; turn++) {
      for (const object of objects) {
        const wanted = Object(object).wanted;
        if (!Object.is(read(object), wanted)) throw new Error(`read ${String(read(object))}`);
      }
    }
  } finally {
    delete String.prototype.wanted;
  }
  expect(read("text")).toBe(undefined);
  expect(() => read(null)).toThrow(TypeError);
  expect(() => has("text")).toThrow(TypeError);
});
