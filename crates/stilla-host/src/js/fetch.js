// fetch, Headers, Request, Response.
(native) => {
  "use strict";
  const tag = (type, name) =>
    Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });
  const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

  class Headers {
    #map = new Map();
    constructor(init = {}) {
      const pairs = init !== null && typeof init[Symbol.iterator] === "function" ? init : Object.entries(init);
      for (const [name, value] of pairs) this.append(name, value);
    }
    static #name(name) {
      if (!TOKEN.test(`${name}`)) throw new TypeError(`'${name}' is not a name of a header`);
      return `${name}`.toLowerCase();
    }
    static #value(value) {
      const text = `${value}`.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
      if (/[\0\r\n]/.test(text)) throw new TypeError("The value of a header must not contain line breaks");
      return text;
    }
    append(name, value) {
      const [key, text] = [Headers.#name(name), Headers.#value(value)];
      this.#map.set(key, this.#map.has(key) ? `${this.#map.get(key)}, ${text}` : text);
    }
    set(name, value) { this.#map.set(Headers.#name(name), Headers.#value(value)); }
    get(name) { return this.#map.get(Headers.#name(name)) ?? null; }
    has(name) { return this.#map.has(Headers.#name(name)); }
    delete(name) { this.#map.delete(Headers.#name(name)); }
    forEach(callback, receiver = undefined) { for (const [name, value] of this) callback.call(receiver, value, name, this); }
    *entries() { yield* [...this.#map].sort(([a], [b]) => (a < b ? -1 : 1)); }
    *keys() { for (const [name] of this.entries()) yield name; }
    *values() { for (const [, value] of this.entries()) yield value; }
    [Symbol.iterator]() { return this.entries(); }
  }

  const isParams = (value) => typeof URLSearchParams === "function" && value instanceof URLSearchParams;
  const bytesOf = (body, headers) => {
    if (body === null || body === undefined) return undefined;
    const type = typeof body === "string" ? "text/plain;charset=UTF-8"
      : isParams(body) ? "application/x-www-form-urlencoded;charset=UTF-8" : null;
    if (type !== null && !headers.has("content-type")) headers.set("content-type", type);
    if (body instanceof ArrayBuffer) return new Uint8Array(body.slice());
    if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength));
    return native.encode(`${body}`);
  };

  class Body {
    #bytes;
    #used = false;
    constructor(bytes) { this.#bytes = bytes; }
    static of(body) { return body.#bytes; }
    get bodyUsed() { return this.#used; }
    #take() {
      if (this.#used) throw new TypeError("The body was already read");
      this.#used = this.#bytes !== undefined;
      return this.#bytes ?? new Uint8Array();
    }
    async bytes() { return this.#take(); }
    async arrayBuffer() { return this.#take().buffer; }
    async text() { return native.decode(this.#take()); }
    async json() { return JSON.parse(native.decode(this.#take())); }
  }

  class Response extends Body {
    #facts;
    constructor(body = null, { status = 200, statusText = "", headers = {} } = {}, facts = {}) {
      if (!(status >= 200 && status <= 599) && !facts.isReceived) throw new RangeError(`The status ${status} is not from 200 to 599`);
      const own = new Headers(headers);
      super(bytesOf(body, own));
      this.#facts = { status, statusText, headers: own, url: facts.url ?? "", redirected: facts.redirected ?? false, type: facts.type ?? "default" };
    }
    static json(value, init = undefined) {
      const response = new Response(JSON.stringify(value), init);
      response.headers.set("content-type", "application/json");
      return response;
    }
    static error() { return new Response(null, { status: 0 }, { isReceived: true, type: "error" }); }
    get status() { return this.#facts.status; }
    get statusText() { return this.#facts.statusText; }
    get ok() { return this.status >= 200 && this.status <= 299; }
    get headers() { return this.#facts.headers; }
    get url() { return this.#facts.url; }
    get redirected() { return this.#facts.redirected; }
    get type() { return this.#facts.type; }
    clone() {
      if (this.bodyUsed) throw new TypeError("The body was already read");
      return new Response(Body.of(this), this, { ...this.#facts, isReceived: true });
    }
  }

  class Request extends Body {
    #facts;
    constructor(input, init = {}) {
      native.expects("Request", 1, arguments.length);
      const base = input instanceof Request ? input : undefined;
      const { URL } = native.piece("url");
      const url = base?.url ?? new URL(`${input}`).href;
      const method = `${init.method ?? base?.method ?? "GET"}`;
      if (!TOKEN.test(method)) throw new TypeError(`'${method}' is not a method`);
      const headers = new Headers(init.headers ?? base?.headers ?? {});
      const body = init.body ?? (base === undefined ? undefined : Body.of(base));
      const upper = method.toUpperCase();
      const name = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"].includes(upper) ? upper : method;
      if (body !== null && body !== undefined && (name === "GET" || name === "HEAD")) {
        throw new TypeError(`A ${name} request has no body`);
      }
      super(bytesOf(body, headers));
      this.#facts = { url, method: name, headers, signal: init.signal ?? base?.signal ?? null, redirect: init.redirect ?? base?.redirect ?? "follow" };
    }
    get url() { return this.#facts.url; }
    get method() { return this.#facts.method; }
    get headers() { return this.#facts.headers; }
    get signal() { return this.#facts.signal; }
    get redirect() { return this.#facts.redirect; }
    clone() { return new Request(this); }
  }

  // Exchanges at the same time; more of them wait for their turn.
  const MOST_EXCHANGES = 16;
  let running = 0;
  const waiting = [];
  const exchange = async (method, url, headers, body, signal) => {
    if (running < MOST_EXCHANGES) running++;
    else await new Promise((begin) => waiting.push(begin));
    let number, onAbort;
    try {
      signal?.throwIfAborted();
      number = native.start(method, url, headers, body);
      const aborted = new Promise((_, reject) => signal?.addEventListener("abort", (onAbort = () => reject(signal.reason))));
      await Promise.race([native.wait(number), aborted]);
      const answer = native.take(number);
      number = undefined;
      return answer;
    } finally {
      signal?.removeEventListener("abort", onAbort);
      if (number !== undefined) native.stop(number);
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };

  const MOST_REDIRECTS = 20;
  const fetch = async function fetch(input, init = undefined) {
    native.expects("fetch", 1, arguments.length);
    const request = new Request(input, init);
    request.signal?.throwIfAborted();
    const { URL } = native.piece("url");
    let { url, method } = request;
    let body = Body.of(request);
    const headers = new Headers(request.headers);
    for (const [name, value] of [["accept", "*/*"], ["user-agent", "stilla"]]) if (!headers.has(name)) headers.set(name, value);
    for (let hops = 0; ; hops++) {
      const [status, statusText, received, bytes] =
        await exchange(method, url, [...headers], body, request.signal);
      const answer = new Headers(received);
      const location = [301, 302, 303, 307, 308].includes(status) ? answer.get("location") : null;
      if (location === null || request.redirect === "manual") {
        return new Response(bytes, { status, statusText, headers: answer }, { isReceived: true, url, redirected: hops > 0, type: "basic" });
      }
      if (request.redirect === "error") throw new TypeError("fetch failed: the server leads elsewhere");
      if (hops >= MOST_REDIRECTS) throw new TypeError("fetch failed: the server leads elsewhere too often");
      const next = new URL(location, url);
      if (next.origin !== new URL(url).origin) headers.delete("authorization");
      url = next.href;
      if (status === 303 || ((status === 301 || status === 302) && method === "POST")) {
        if (method !== "HEAD") method = "GET";
        body = undefined;
        headers.delete("content-type");
      }
    }
  };

  native.counted(Response);
  native.counted(Headers.prototype);
  for (const [name, type] of Object.entries({ Headers, Request, Response })) tag(type, name);
  return { fetch, Headers, Request, Response };
}
