// Object-oriented simulation: an elevator bank served by an event queue; classes, inheritance, method calls.
"use strict";
const out = typeof print === "function" ? print : console.log;

class Random {
  constructor(seed) { this.state = seed; }
  next(bound) {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return (this.state >>> 8) % bound;
  }
}

class Event {
  constructor(time, order) { this.time = time; this.order = order; }
  before(other) { return this.time < other.time || (this.time === other.time && this.order < other.order); }
  fire(_world) { throw new Error("an event without a meaning"); }
}

class Arrival extends Event {
  constructor(time, order, person) { super(time, order); this.person = person; }
  fire(world) { world.enter(this.person); }
}

class Move extends Event {
  constructor(time, order, car) { super(time, order); this.car = car; }
  fire(world) { this.car.step(world); }
}

class Agenda {
  constructor() { this.heap = []; }
  get empty() { return this.heap.length === 0; }
  push(event) {
    const heap = this.heap;
    let at = heap.length;
    heap.push(event);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!event.before(heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = event;
  }
  pop() {
    const heap = this.heap;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && heap[child + 1].before(heap[child])) child++;
        if (!heap[child].before(last)) break;
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = last;
    }
    return top;
  }
}

class Person {
  constructor(id, from, to) { this.id = id; this.from = from; this.to = to; this.start = 0; }
}

class Floor {
  constructor(number) { this.number = number; this.waiting = []; }
}

class Car {
  constructor(id, capacity) {
    this.id = id; this.capacity = capacity; this.floor = 0; this.direction = 1; this.riders = []; this.awake = false;
  }
  step(world) {
    this.leave(world);
    this.board(world);
    if (this.riders.length === 0 && world.pending === 0) { this.awake = false; return; }
    if (this.floor === world.floors.length - 1) this.direction = -1;
    else if (this.floor === 0) this.direction = 1;
    this.floor += this.direction;
    world.schedule(new Move(world.time + 3, world.serial(), this));
  }
  leave(world) {
    const stay = [];
    for (const person of this.riders) {
      if (person.to === this.floor) world.delivered(person); else stay.push(person);
    }
    this.riders = stay;
  }
  board(world) {
    const waiting = world.floors[this.floor].waiting;
    while (waiting.length > 0 && this.riders.length < this.capacity) {
      this.riders.push(waiting.shift());
      world.pending--;
    }
  }
}

class World {
  constructor(floors, cars) {
    this.time = 0; this.count = 0; this.pending = 0; this.done = 0; this.waited = 0;
    this.agenda = new Agenda();
    this.floors = Array.from({ length: floors }, (_, i) => new Floor(i));
    this.cars = Array.from({ length: cars }, (_, i) => new Car(i, 4 + (i % 3)));
  }
  serial() { return this.count++; }
  schedule(event) { this.agenda.push(event); }
  enter(person) {
    person.start = this.time;
    this.floors[person.from].waiting.push(person);
    this.pending++;
    for (const car of this.cars) {
      if (!car.awake) { car.awake = true; this.schedule(new Move(this.time + 1, this.serial(), car)); break; }
    }
  }
  delivered(person) { this.done++; this.waited = (this.waited + (this.time - person.start) * (person.id % 7 + 1)) % 1000000007; }
  run() {
    while (!this.agenda.empty) {
      const event = this.agenda.pop();
      this.time = event.time;
      event.fire(this);
    }
  }
}

let check = 0;
for (let round = 0; round < 2; round++) {
  const random = new Random(round + 1);
  const world = new World(20 + round, 4);
  let time = 0;
  for (let i = 0; i < 4000; i++) {
    time += random.next(40);
    const from = random.next(20), to = (from + 1 + random.next(19)) % 20;
    world.schedule(new Arrival(time, world.serial(), new Person(i, from, to)));
  }
  world.run();
  check = (check * 31 + world.waited + world.done + world.count) % 1000000007;
}
out("simulation " + check);
