// stilla:events: Node's EventEmitter.
(native) => {
  "use strict";
  const errorMonitor = Symbol("events.errorMonitor");
  const store = Symbol("listeners");
  const received = (value) => (value === null || value === undefined ? `${value}` : `type ${typeof value} (${native.inspect(value, { depth: -1 })})`);
  const need = (listener) => {
    if (typeof listener !== "function") {
      throw Object.assign(new TypeError(`The "listener" argument must be of type function. Received ${received(listener)}`), { code: "ERR_INVALID_ARG_TYPE" });
    }
  };
  const add = (emitter, name, listener, entry, isFirst) => {
    need(listener);
    if (emitter[store].has("newListener")) emitter.emit("newListener", name, listener);
    const list = emitter[store].get(name) ?? [];
    emitter[store].set(name, isFirst ? [entry, ...list] : [...list, entry]);
    return emitter;
  };
  const onceOnly = (emitter, name, listener) => {
    need(listener);
    const once = function (...values) {
      emitter.removeListener(name, once);
      return listener.apply(emitter, values);
    };
    return Object.assign(once, { listener });
  };
  class Methods {
    // NOTE: a class that inherits by a call of this function, as util.inherits makes them, has no store before its first use.
    get [store]() {
      const map = new Map();
      Object.defineProperty(this, store, { value: map });
      return map;
    }
    on(name, listener) { return add(this, name, listener, listener, false); }
    addListener(name, listener) { return this.on(name, listener); }
    prependListener(name, listener) { return add(this, name, listener, listener, true); }
    once(name, listener) { return add(this, name, listener, onceOnly(this, name, listener), false); }
    prependOnceListener(name, listener) { return add(this, name, listener, onceOnly(this, name, listener), true); }
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
    removeAllListeners(name = undefined) {
      if (name === undefined) this[store].clear();
      else this[store].delete(name);
      return this;
    }
    emit(name = undefined, ...values) {
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
    listenerCount(name = undefined, listener = undefined) {
      const list = this[store].get(name) ?? [];
      return listener === undefined ? list.length : list.filter((entry) => entry === listener || entry.listener === listener).length;
    }
    listeners(name = undefined) { return this.rawListeners(name).map((entry) => entry.listener ?? entry); }
    rawListeners(name = undefined) { return [...(this[store].get(name) ?? [])]; }
    eventNames() { return [...this[store].keys()]; }
    setMaxListeners(count) {
      Object.defineProperty(this, "_maxListeners", { value: count, writable: true, configurable: true });
      return this;
    }
    getMaxListeners() { return this._maxListeners ?? EventEmitter.defaultMaxListeners; }
  }
  const once = (emitter, name, { signal } = {}) => new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = (settle) => (value) => {
      signal?.removeEventListener("abort", aborted);
      emitter.off("error", failed);
      emitter.off(name, got);
      settle(value);
    };
    const fulfil = end(resolve);
    const got = (...values) => fulfil(values);
    const failed = end(reject);
    const aborted = () => failed(signal.reason);
    emitter.once(name, got);
    if (name !== "error") emitter.once("error", failed);
    signal?.addEventListener("abort", aborted);
  });
  const listenerCount = (emitter, name) => emitter.listenerCount(name);
  native.counted(Methods.prototype);
  // Old classes call this on their instances.
  function EventEmitter() {}
  for (const key of Reflect.ownKeys(Methods.prototype)) {
    if (key === "constructor") continue;
    const descriptor = Object.getOwnPropertyDescriptor(Methods.prototype, key);
    Object.defineProperty(EventEmitter.prototype, key, { ...descriptor, enumerable: typeof key === "string" });
  }
  Object.assign(EventEmitter, { EventEmitter, once, listenerCount, errorMonitor, defaultMaxListeners: 10, captureRejectionSymbol: Symbol.for("nodejs.rejection") });
  return { EventEmitter, once, listenerCount, errorMonitor, default: EventEmitter };
}
