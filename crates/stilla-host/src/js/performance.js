// performance: the clock, marks and measures.
(native) => {
  "use strict";
  const { DOMException } = native.piece("events");
  const key = Symbol("performance");

  class PerformanceEntry {
    constructor(from, name, entryType, startTime, duration, detail) {
      if (from !== key) throw new TypeError("Illegal constructor");
      Object.assign(this, { name, entryType, startTime, duration });
      if (detail !== undefined) this.detail = detail;
    }
    toJSON() { return { ...this }; }
  }

  let entries = [];
  const timeOf = (mark) => {
    if (typeof mark === "number") return mark;
    const found = entries.findLast((entry) => entry.entryType === "mark" && entry.name === `${mark}`);
    if (found === undefined) throw new DOMException(`The mark '${mark}' does not exist`, "SyntaxError");
    return found.startTime;
  };
  const add = (...parts) => {
    const entry = new PerformanceEntry(key, ...parts);
    entries.push(entry);
    entries.sort((a, b) => a.startTime - b.startTime);
    return entry;
  };
  const clear = (type, name) => {
    entries = entries.filter((entry) => entry.entryType !== type || (name !== undefined && entry.name !== `${name}`));
  };

  class Performance {
    constructor(from) { if (from !== key) throw new TypeError("Illegal constructor"); }
    get timeOrigin() { return native.origin(); }
    now() { return native.now(); }
    mark(name, options = undefined) { return add(`${name}`, "mark", options?.startTime ?? native.now(), 0, options?.detail ?? null); }
    measure(name, start = undefined, end = undefined) {
      const options = typeof start === "object" && start !== null ? start : { start, end };
      const until = options.end !== undefined ? timeOf(options.end)
        : options.duration !== undefined && options.start !== undefined ? timeOf(options.start) + options.duration
        : native.now();
      const from = options.start !== undefined ? timeOf(options.start)
        : options.duration !== undefined ? until - options.duration : 0;
      return add(`${name}`, "measure", from, until - from, options.detail ?? null);
    }
    clearMarks(name = undefined) { clear("mark", name); }
    clearMeasures(name = undefined) { clear("measure", name); }
    getEntries() { return [...entries]; }
    getEntriesByName(name, type = undefined) {
      return entries.filter((entry) => entry.name === `${name}` && (type === undefined || entry.entryType === type));
    }
    getEntriesByType(type) { return entries.filter((entry) => entry.entryType === `${type}`); }
    toJSON() { return { timeOrigin: this.timeOrigin }; }
  }
  native.counted(Performance.prototype);
  Object.defineProperty(Performance.prototype, Symbol.toStringTag, { value: "Performance", configurable: true });
  return { performance: new Performance(key) };
}
