// AbortController, AbortSignal.
(native) => {
  "use strict";
  const { DOMException, Event, EventTarget, trust } = native.piece("events");
  const tag = (type, name) =>
    Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });
  const key = Symbol("abort");

  class AbortSignal extends EventTarget {
    #aborted = false;
    #reason = undefined;
    #handler = null;
    #dependents = [];
    constructor(from) {
      if (from !== key) throw new TypeError("Illegal constructor");
      super();
    }
    static abort(reason = undefined) {
      const signal = new AbortSignal(key);
      signal[key](reason);
      return signal;
    }
    static timeout(milliseconds) {
      const signal = new AbortSignal(key);
      setTimeout(() => signal[key](new DOMException("The operation was aborted due to timeout", "TimeoutError")), milliseconds);
      return signal;
    }
    static any(signals) {
      const list = [...signals];
      const signal = new AbortSignal(key);
      const first = list.find((one) => one.aborted);
      if (first !== undefined) signal[key](first.reason);
      else for (const one of list) one.#dependents.push(signal);
      return signal;
    }
    get aborted() { return this.#aborted; }
    get reason() { return this.#reason; }
    get onabort() { return this.#handler; }
    set onabort(handler) {
      if (this.#handler !== null) this.removeEventListener("abort", this.#handler);
      this.#handler = typeof handler === "function" ? handler : null;
      if (this.#handler !== null) this.addEventListener("abort", this.#handler);
    }
    throwIfAborted() { if (this.#aborted) throw this.#reason; }
    [key](reason = new DOMException("This operation was aborted", "AbortError")) {
      if (this.#aborted) return;
      this.#aborted = true;
      this.#reason = reason;
      for (const signal of this.#dependents) signal[key](reason);
      this.dispatchEvent(trust(new Event("abort")));
    }
  }

  class AbortController {
    #signal = new AbortSignal(key);
    get signal() { return this.#signal; }
    abort(reason) { this.#signal[key](reason); }
  }

  native.counted(AbortSignal);
  tag(AbortSignal, "AbortSignal");
  tag(AbortController, "AbortController");
  return { AbortController, AbortSignal };
}
