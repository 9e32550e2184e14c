// Constraint solving: one-way constraints with strengths, planned and re-planned as variables change.
"use strict";
const out = typeof print === "function" ? print : console.log;

const REQUIRED = 0, STRONG = 1, NORMAL = 2, WEAK = 3;

class Variable {
  constructor(name, value) {
    this.name = name; this.value = value; this.constraints = []; this.decidedBy = null; this.mark = 0; this.level = 0;
  }
}

class Constraint {
  constructor(strength) { this.strength = strength; this.output = null; }
  attach() { for (const v of this.variables()) v.constraints.push(this); }
  detach() {
    for (const v of this.variables()) v.constraints.splice(v.constraints.indexOf(this), 1);
    if (this.output !== null && this.output.decidedBy === this) this.output.decidedBy = null;
    this.output = null;
  }
}

class Edit extends Constraint {
  constructor(v, strength) { super(strength); this.v = v; }
  variables() { return [this.v]; }
  outputs() { return [this.v]; }
  inputs(_target) { return []; }
  execute() {}
}

class Equal extends Constraint {
  constructor(a, b, strength) { super(strength); this.a = a; this.b = b; }
  variables() { return [this.a, this.b]; }
  outputs() { return [this.b, this.a]; }
  inputs(target) { return target === this.a ? [this.b] : [this.a]; }
  execute() { if (this.output === this.b) this.b.value = this.a.value; else this.a.value = this.b.value; }
}

class Linear extends Constraint {
  constructor(from, scale, offset, to, strength) { super(strength); this.from = from; this.scale = scale; this.offset = offset; this.to = to; }
  variables() { return [this.from, this.scale, this.offset, this.to]; }
  outputs() { return [this.to, this.from]; }
  inputs(target) { return target === this.to ? [this.from, this.scale, this.offset] : [this.to, this.scale, this.offset]; }
  execute() {
    if (this.output === this.to) this.to.value = this.from.value * this.scale.value + this.offset.value;
    else this.from.value = Math.trunc((this.to.value - this.offset.value) / this.scale.value);
  }
}

class Planner {
  constructor() { this.stamp = 0; this.decisions = 0; }
  reaches(from, target) {
    // Whether `target` feeds `from` through the constraints chosen so far.
    const stamp = ++this.stamp;
    const work = [from];
    while (work.length > 0) {
      const v = work.pop();
      if (v === target) return true;
      if (v.mark === stamp) continue;
      v.mark = stamp;
      if (v.decidedBy !== null) for (const input of v.decidedBy.inputs(v)) work.push(input);
    }
    return false;
  }
  enforce(constraint) {
    let current = constraint;
    while (current !== null) {
      this.decisions++;
      let best = null;
      for (const candidate of current.outputs()) {
        const holder = candidate.decidedBy;
        if (holder !== null && holder.strength <= current.strength) continue;
        if (current.inputs(candidate).some((input) => this.reaches(input, candidate))) continue;
        if (best === null || holder === null || (best.decidedBy !== null && holder.strength > best.decidedBy.strength)) best = candidate;
      }
      if (best === null) return;
      const displaced = best.decidedBy;
      if (displaced !== null) displaced.output = null;
      best.decidedBy = current;
      current.output = best;
      current = displaced;
    }
  }
  add(constraint) { constraint.attach(); this.enforce(constraint); return constraint; }
  remove(constraint) {
    const freed = constraint.output;
    constraint.detach();
    if (freed === null) return;
    for (const other of [...freed.constraints].sort((x, y) => x.strength - y.strength)) if (other.output === null) this.enforce(other);
  }
  plan(source) {
    const stamp = ++this.stamp, order = [], work = [source];
    while (work.length > 0) {
      const v = work.pop();
      if (v.mark === stamp) continue;
      v.mark = stamp;
      for (const c of v.constraints) if (c.output !== null && c.output !== v) { order.push(c); work.push(c.output); }
    }
    return order;
  }
}

function chain(length) {
  const planner = new Planner();
  const vars = Array.from({ length: length + 1 }, (_, i) => new Variable("v" + i, 0));
  for (let i = 0; i < length; i++) planner.add(new Equal(vars[i], vars[i + 1], REQUIRED));
  let sum = 0;
  for (let round = 0; round < 12; round++) {
    const first = round % 2 === 0 ? vars[0] : vars[length];
    const edit = planner.add(new Edit(first, STRONG));
    const plan = planner.plan(first);
    for (let i = 0; i < 12; i++) {
      first.value = i * 3 + round;
      for (const c of plan) c.execute();
      sum = (sum * 31 + vars[length >> 1].value) % 1000003;
    }
    planner.remove(edit);
  }
  return sum + planner.decisions;
}

function projection(count) {
  const planner = new Planner();
  const scale = new Variable("scale", 10), offset = new Variable("offset", 1000);
  planner.add(new Edit(scale, STRONG));
  planner.add(new Edit(offset, STRONG));
  const pairs = [];
  for (let i = 0; i < count; i++) {
    const from = new Variable("from" + i, i), to = new Variable("to" + i, i);
    planner.add(new Edit(from, NORMAL));
    planner.add(new Linear(from, scale, offset, to, REQUIRED));
    pairs.push([from, to]);
  }
  let sum = 0;
  for (let round = 0; round < 20; round++) {
    const source = round % 3 === 0 ? scale : round % 3 === 1 ? offset : pairs[round][0];
    source.value += round;
    for (const c of planner.plan(source)) c.execute();
    const weak = planner.add(new Edit(pairs[round][1], WEAK));
    for (const [from, to] of pairs) sum = (sum * 17 + to.value - from.value) % 1000003;
    planner.remove(weak);
  }
  return sum + planner.decisions;
}

let check = 0;
for (let round = 0; round < 16; round++) check = (check * 7 + chain(300 + round) + projection(900 + round)) % 1000000007;
out("constraints " + check);
