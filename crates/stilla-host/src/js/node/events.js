// stilla:events: Node's EventEmitter.
(native) => {
  "use strict";
  const errorMonitor = Symbol("events.errorMonitor");
  const store = Symbol("listeners");
  const need = (listener) => {
    if (typeof listener !== "function") {
      throw Object.assign(new TypeError(`The "listener" argument must be of type function. Received ${native.inspect(listener, {})}`), { code: "ERR_INVALID_ARG_TYPE" });
    }
  };
  class EventEmitter {
    static defaultMaxListeners = 10;
    static errorMonitor = errorMonitor;
    static captureRejectionSymbol = Symbol.for("nodejs.rejection");
    static EventEmitter = EventEmitter;
    static once(emitter, name, { signal } = {}) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const end = (settle) => (value) => {
          signal?.removeEventListener("abort", aborted);
          emitter.off("error", failed);
          emitter.off(name, got);
          settle(value);
        };
        const got = (...values) => end(resolve)(values);
        const failed = end(reject);
        const aborted = () => end(reject)(signal.reason);
        emitter.once(name, got);
        if (name !== "error") emitter.once("error", failed);
        signal?.addEventListener("abort", aborted);
      });
    }
    static listenerCount(emitter, name) { return emitter.listenerCount(name); }
    // NOTE: a class that inherits by a call of this function, as util.inherits makes them, has no store before its first use.
    get [store]() {
      const map = new Map();
      Object.defineProperty(this, store, { value: map });
      return map;
    }
    #add(name, listener, entry, isFirst) {
      need(listener);
      if (this[store].has("newListener")) this.emit("newListener", name, listener);
      const list = this[store].get(name) ?? [];
      this[store].set(name, isFirst ? [entry, ...list] : [...list, entry]);
      return this;
    }
    static #once(emitter, name, listener) {
      need(listener);
      const once = function (...values) {
        emitter.removeListener(name, once);
        return listener.apply(emitter, values);
      };
      return Object.assign(once, { listener });
    }
    on(name, listener) { return this.#add(name, listener, listener, false); }
    addListener(name, listener) { return this.on(name, listener); }
    prependListener(name, listener) { return this.#add(name, listener, listener, true); }
    once(name, listener) { return this.#add(name, listener, EventEmitter.#once(this, name, listener), false); }
    prependOnceListener(name, listener) { return this.#add(name, listener, EventEmitter.#once(this, name, listener), true); }
    removeListener(name, listener) {
      need(listener);
      const list = this[store].get(name) ?? [];
      const at = list.findLastIndex((entry) => entry === listener || entry.listener === listener);
      if (at < 0) return this;
      if (list.length === 1) this[store].delete(name);
      else this[store].set(name, list.toSpliced(at, 1));
      if (this[store].has("removeListener")) this.emit("removeListener", name, listener);
      return this;
    }
    off(name, listener) { return this.removeListener(name, listener); }
    removeAllListeners(name) {
      if (name === undefined) this[store].clear();
      else this[store].delete(name);
      return this;
    }
    emit(name, ...values) {
      if (name === "error") for (const listener of this[store].get(errorMonitor) ?? []) listener.apply(this, values);
      const list = this[store].get(name);
      if (list === undefined) {
        if (name !== "error") return false;
        if (values[0] instanceof Error) throw values[0];
        throw Object.assign(new Error(`Unhandled error. (${native.inspect(values[0], {})})`), { code: "ERR_UNHANDLED_ERROR", context: values[0] });
      }
      for (const listener of list) listener.apply(this, values);
      return true;
    }
    listenerCount(name, listener) {
      const list = this[store].get(name) ?? [];
      return listener === undefined ? list.length : list.filter((entry) => entry === listener || entry.listener === listener).length;
    }
    listeners(name) { return this.rawListeners(name).map((entry) => entry.listener ?? entry); }
    rawListeners(name) { return [...(this[store].get(name) ?? [])]; }
    eventNames() { return [...this[store].keys()]; }
    setMaxListeners(count) {
      Object.defineProperty(this, "_maxListeners", { value: count, writable: true, configurable: true });
      return this;
    }
    getMaxListeners() { return this._maxListeners ?? EventEmitter.defaultMaxListeners; }
  }
  for (const name of Object.getOwnPropertyNames(EventEmitter.prototype)) {
    if (name !== "constructor") Object.defineProperty(EventEmitter.prototype, name, { enumerable: true });
  }
  const { once, listenerCount } = EventEmitter;
  return { EventEmitter, once, listenerCount, errorMonitor, default: EventEmitter };
}
