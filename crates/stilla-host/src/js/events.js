// DOMException, Event, CustomEvent, EventTarget.
(native) => {
  "use strict";
  const tag = (type, name) =>
    Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });

  const CODES = [
    "IndexSizeError", "", "HierarchyRequestError", "WrongDocumentError", "InvalidCharacterError", "",
    "NoModificationAllowedError", "NotFoundError", "NotSupportedError", "InUseAttributeError", "InvalidStateError",
    "SyntaxError", "InvalidModificationError", "NamespaceError", "InvalidAccessError", "", "TypeMismatchError",
    "SecurityError", "NetworkError", "AbortError", "URLMismatchError", "QuotaExceededError", "TimeoutError",
    "InvalidNodeTypeError", "DataCloneError",
  ];

  class DOMException extends Error {
    #name;
    constructor(message = "", options = "Error") {
      super(`${message}`);
      const named = typeof options === "object" && options !== null;
      this.#name = `${named ? options.name ?? "Error" : options}`;
      if (named && "cause" in options) {
        Object.defineProperty(this, "cause", { value: options.cause, writable: true, configurable: true });
      }
    }
    get name() { return this.#name; }
    get code() { return CODES.indexOf(this.#name) + 1; }
  }
  CODES.forEach((name, at) => {
    if (name === "") return;
    const constant = `${name.replace(/Error$/, "").replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase()}_ERR`;
    for (const target of [DOMException, DOMException.prototype]) {
      Object.defineProperty(target, constant, { value: at + 1, enumerable: true });
    }
  });

  const state = Symbol("state");

  class Event {
    constructor(type, options = {}) {
      native.expects("Event", 1, arguments.length);
      Object.defineProperty(this, state, {
        value: {
          type: `${type}`, bubbles: Boolean(options?.bubbles), cancelable: Boolean(options?.cancelable),
          composed: Boolean(options?.composed), target: null, current: null, prevented: false, stopped: false,
          propagates: true, passive: false, dispatching: false, phase: 0, time: native.now(), trusted: false,
        },
      });
    }
    get type() { return this[state].type; }
    get target() { return this[state].target; }
    get srcElement() { return this[state].target; }
    get currentTarget() { return this[state].current; }
    get bubbles() { return this[state].bubbles; }
    get cancelable() { return this[state].cancelable; }
    get composed() { return this[state].composed; }
    get defaultPrevented() { return this[state].prevented; }
    get returnValue() { return !this[state].prevented; }
    get eventPhase() { return this[state].phase; }
    get timeStamp() { return this[state].time; }
    get isTrusted() { return this[state].trusted; }
    get cancelBubble() { return !this[state].propagates; }
    set cancelBubble(value) { if (value) this[state].propagates = false; }
    composedPath() { return this[state].current === null ? [] : [this[state].current]; }
    preventDefault() {
      if (this[state].cancelable && !this[state].passive) this[state].prevented = true;
    }
    stopPropagation() { this[state].propagates = false; }
    stopImmediatePropagation() {
      this[state].propagates = false;
      this[state].stopped = true;
    }
  }
  ["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"].forEach((name, value) => {
    for (const target of [Event, Event.prototype]) Object.defineProperty(target, name, { value, enumerable: true });
  });

  class CustomEvent extends Event {
    #detail;
    constructor(type, options = {}) {
      native.expects("CustomEvent", 1, arguments.length);
      super(type, options);
      this.#detail = options?.detail ?? null;
    }
    get detail() { return this.#detail; }
  }

  class EventTarget {
    #listeners = new Map();
    addEventListener(type, callback, options = undefined) {
      if (callback === null || callback === undefined) return;
      const given = typeof options === "object" && options !== null ? options : { capture: Boolean(options) };
      const listener = {
        callback, capture: Boolean(given.capture), once: Boolean(given.once), passive: Boolean(given.passive), removed: false,
      };
      if (given.signal?.aborted) return;
      const list = this.#listeners.get(`${type}`) ?? [];
      if (list.some((other) => other.callback === callback && other.capture === listener.capture)) return;
      this.#listeners.set(`${type}`, [...list, listener]);
      given.signal?.addEventListener("abort", () => this.removeEventListener(type, callback, listener), { once: true });
    }
    removeEventListener(type, callback, options = undefined) {
      const capture = Boolean(typeof options === "object" && options !== null ? options.capture : options);
      const list = this.#listeners.get(`${type}`);
      const listener = list?.find((other) => other.callback === callback && other.capture === capture);
      if (listener === undefined) return;
      listener.removed = true;
      this.#listeners.set(`${type}`, list.filter((other) => other !== listener));
    }
    dispatchEvent(event) {
      if (!(event instanceof Event)) throw new TypeError("dispatchEvent expected an Event");
      const own = event[state];
      if (own.dispatching) throw new DOMException("The event is already being dispatched", "InvalidStateError");
      Object.assign(own, { dispatching: true, target: this, current: this, phase: 2 });
      const list = this.#listeners.get(own.type) ?? [];
      for (const listener of [...list.filter((one) => one.capture), ...list.filter((one) => !one.capture)]) {
        if (listener.removed || own.stopped) continue;
        if (listener.once) this.removeEventListener(own.type, listener.callback, listener);
        own.passive = listener.passive;
        try {
          if (typeof listener.callback === "function") listener.callback.call(this, event);
          else listener.callback.handleEvent(event);
        } catch (error) {
          // A listener that throws does not keep the others from being called: its error is reported.
          queueMicrotask(() => { throw error; });
        }
        own.passive = false;
      }
      Object.assign(own, { dispatching: false, current: null, phase: 0 });
      return !own.prevented;
    }
  }

  for (const [name, type] of Object.entries({ DOMException, Event, CustomEvent, EventTarget })) tag(type, name);
  native.counted(EventTarget.prototype);
  const trust = (event) => {
    event[state].trusted = true;
    return event;
  };
  return { DOMException, Event, CustomEvent, EventTarget, trust };
}
