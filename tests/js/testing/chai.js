// Chai's words on `expect`, and its names on `assert`.
const fails = (run, part) => expect(run).toThrow(part);

describe("expect", () => {
  test("words that mean nothing stand between those that do", () => {
    expect(2).to.be.a("number").and.to.equal(2);
    expect([1, 2]).to.have.lengthOf(2).and.include(1).but.not.include(3);
    fails(() => expect(2).to.be.a("string"), "expected 2 to be a string");
    fails(() => expect([1]).to.not.include(1), "expected [ 1 ] not to include 1");
  });
  test("words that are tests by themselves", () => {
    expect(true).to.be.true;
    expect(false).to.be.false;
    expect(null).to.be.null;
    expect(undefined).to.be.undefined;
    expect(NaN).to.be.NaN;
    expect(0).to.exist;
    expect(1).to.be.ok;
    expect([]).to.be.empty.and.to.be.extensible;
    expect(Object.freeze({})).to.be.frozen.and.sealed;
    expect(Infinity).to.not.be.finite;
    fails(() => expect(1).to.be.true, "expected 1 to be true");
    fails(() => expect(null).to.exist, "expected null to exist");
  });
  test("equality", () => {
    expect({ a: [1] }).to.deep.equal({ a: [1] }).and.to.eql({ a: [1] });
    expect({ a: 1 }).to.not.equal({ a: 1 });
    expect({ a: undefined }).to.not.deep.equal({});
    expect(Object.create(null)).to.deep.equal({});
    fails(() => expect({ a: 1 }).to.deep.equal({ a: 2 }), "to deeply equal { a: 2 }");
  });
  test("a property is what the sentence goes on with", () => {
    const object = { a: { b: [{ c: 1 }] }, list: [1, 2, 3] };
    expect(object).to.have.property("list").that.is.an("array").with.lengthOf(3);
    expect(object).to.have.nested.property("a.b[0].c", 1);
    expect(object).to.have.deep.property("a", { b: [{ c: 1 }] });
    expect(object).to.have.own.property("list").and.to.not.have.property("x");
    expect(object).to.not.have.own.property("toString");
    expect(object).to.have.ownPropertyDescriptor("list").that.has.property("writable", true);
    fails(() => expect(object).to.have.property("x"), 'to have the property "x"'.replaceAll('"', "'"));
  });
  test("what is in a list, a text, an object", () => {
    expect("foobar").to.include("bar").and.to.contain("foo").and.to.have.string("oba");
    expect([{ a: 1 }]).to.deep.include({ a: 1 });
    expect({ a: 1, b: 2 }).to.include({ a: 1 });
    expect({ a: { b: 1 } }).to.nested.include({ "a.b": 1 });
    expect(new Set([1])).to.include(1);
    expect(new Map([["k", 5]])).to.include(5);
    expect([1, 2, 3]).to.have.members([3, 1, 2]).and.to.include.members([2]);
    expect([1, 2, 3]).to.have.ordered.members([1, 2, 3]).and.to.include.ordered.members([1, 2]);
    expect([1, 2, 3]).to.not.have.ordered.members([2, 1, 3]);
    expect([{ a: 1 }]).to.have.deep.members([{ a: 1 }]);
    expect({ a: 1, b: 2 }).to.have.all.keys("a", "b").and.to.include.keys("a").and.to.have.any.keys("a", "x");
    expect(new Map([[1, 2]])).to.have.keys([1]);
    expect(2).to.be.oneOf([1, 2]);
    expect({ a: 1, b: [{ c: 1, d: 2 }] }).to.containSubset({ b: [{ c: 1 }] });
  });
  test("numbers and lengths", () => {
    expect(5).to.be.above(4).and.below(6).and.least(5).and.most(5).and.within(1, 9).and.closeTo(5.1, 0.2);
    expect([1, 2, 3]).to.have.length.above(2).and.length.within(1, 3);
    fails(() => expect([1]).to.have.length.above(2), "to have a length above 2");
  });
  test("functions", () => {
    class Animal { speak() {} static make() {} }
    expect(Animal).to.respondTo("speak").and.itself.respondTo("make");
    expect(new Animal()).to.respondTo("speak").and.be.an.instanceof(Animal);
    expect(() => { throw new RangeError("too far"); }).to.throw(RangeError, /far/).with.property("message", "too far");
    expect(() => {}).to.not.throw();
    const box = { n: 1 };
    expect(() => box.n += 2).to.increase(box, "n").by(2);
    expect(() => box.n--).to.decrease(() => box.n).by(1);
    expect(() => {}).to.not.change(box, "n");
    expect(4).to.satisfy((n) => n % 2 === 0);
    fails(() => expect(() => {}).to.throw(), "to throw");
    fails(() => expect(() => { throw new Error("a"); }).to.throw(TypeError), "an instance of TypeError");
  });
  test("a promise can be waited for", async () => {
    await expect(Promise.resolve([1])).resolves.to.deep.equal([1]);
    await expect(Promise.reject(new RangeError("no"))).rejects.to.throw(RangeError, "no");
    await expect(Promise.resolve(true)).resolves.to.be.true;
    await expect(expect(Promise.resolve(1)).resolves.to.equal(2)).rejects.toThrow("to equal 2");
  });
  test("what is no word at all is undefined", () => expect(expect(1).toBeAllRight).toBe(undefined));
});

describe("assert", () => {
  test("has a name for each sentence, and for its negation", () => {
    assert(1);
    assert.equal(1, "1");
    assert.notEqual(1, 2);
    assert.notDeepEqual({ a: 1 }, { a: 2 });
    assert.isNotFunction(1);
    assert.isNotArray({});
    assert.isFinite(1);
    assert.notDeepInclude([{ a: 1 }], { a: 2 });
    assert.nestedInclude({ a: { b: 1 } }, { "a.b": 1 });
    assert.deepNestedInclude({ a: { b: { c: 1 } } }, { "a.b": { c: 1 } });
    assert.ownInclude({ a: 1 }, { a: 1 });
    assert.nestedProperty({ a: { b: 1 } }, "a.b");
    assert.nestedPropertyVal({ a: { b: 1 } }, "a.b", 1);
    assert.deepPropertyVal({ a: { b: 1 } }, "a", { b: 1 });
    assert.notPropertyVal({ a: 1 }, "a", 2);
    assert.hasAnyKeys({ a: 1 }, ["a", "b"]);
    assert.containsAllKeys({ a: 1, b: 1 }, ["a"]);
    assert.doesNotHaveAnyKeys({ a: 1 }, ["b"]);
    assert.sameOrderedMembers([1, 2], [1, 2]);
    assert.notSameMembers([1], [2]);
    assert.includeDeepMembers([{ a: 1 }, 2], [{ a: 1 }]);
    assert.includeOrderedMembers([1, 2, 3], [1, 2]);
    assert.operator(1, "<", 2);
    assert.isFrozen(Object.freeze({}));
    assert.isNotSealed({});
    assert.throws(() => { throw new RangeError("x"); }, RangeError, "x");
    assert.ifError(null);
    const box = { n: 1 };
    assert.changes(() => box.n++, box, "n");
    assert.increasesBy(() => box.n += 2, box, "n", 2);
    assert.decreasesButNotBy(() => box.n -= 2, box, "n", 1);
    assert.doesNotIncrease(() => {}, box, "n");
  });
  test("says what is wrong", () => {
    fails(() => assert.sameMembers([1], [2]), "to have the members [ 2 ]");
    fails(() => assert.operator(1, ">", 2), "expected 1 to be > 2");
    fails(() => assert.increasesBy(() => {}, { n: 1 }, "n", 2), "to increase it by 2, but the change was 0");
    fails(() => assert.isAbove(1, 2, "a reason"), "a reason: expected 1 to be above 2");
    fails(() => expect.assert(false), "does not hold");
    fails(() => assert.fail(), "assert.fail()");
  });
});
