// URL and URLSearchParams.
(native) => {
  "use strict";
  const tag = (type, name) =>
    Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });
  const NAMES = [
    "href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash",
  ];
  const SEARCH = NAMES.indexOf("search");

  const encoded = (text) =>
    encodeURIComponent(text.toWellFormed())
      .replace(/%20/g, "+")
      .replace(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  const decoder = (text) => {
    text = text.replaceAll("+", " ");
    if (!text.includes("%")) return text;
    const bytes = [];
    for (let at = 0; at < text.length; at++) {
      const code = text.codePointAt(at);
      const digits = text.slice(at + 1, at + 3);
      if (code === 37 && /^[0-9a-f]{2}$/i.test(digits)) {
        bytes.push(parseInt(digits, 16));
        at += 2;
      } else if (code < 128) {
        bytes.push(code);
      } else {
        const letter = String.fromCodePoint(code).toWellFormed();
        for (const part of encodeURIComponent(letter).slice(1).split("%")) bytes.push(parseInt(part, 16));
        if (code > 0xffff) at++;
      }
    }
    return utf8(bytes);
  };
  // Bytes that are no UTF-8 become replacement characters, as the standard's decoder has it.
  const utf8 = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length;) {
      const first = bytes[at];
      const length = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3
        : first >= 0xf0 && first < 0xf5 ? 4 : 0;
      const part = bytes.slice(at, at + length);
      try {
        if (length === 0 || part.length < length) throw 0;
        text += decodeURIComponent(part.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
        at += length;
      } catch {
        text += "\ufffd";
        at++;
        while (length > 1 && at < bytes.length && bytes[at] >= 0x80 && bytes[at] < 0xc0) at++;
      }
    }
    return text;
  };

  const update = Symbol("update");

  class URLSearchParams {
    #list = [];
    #url = null;
    constructor(init = "", url = undefined) {
      if (url?.[update]) this.#url = url;
      if (init !== null && (typeof init === "object" || typeof init === "function")) {
        const iterator = init[Symbol.iterator];
        if (iterator !== undefined && iterator !== null) {
          for (const pair of init) {
            const items = [...pair];
            if (items.length !== 2) throw new TypeError("Each query pair must be an iterable [name, value] tuple");
            this.#list.push([`${items[0]}`.toWellFormed(), `${items[1]}`.toWellFormed()]);
          }
        } else {
          for (const key of Reflect.ownKeys(init)) {
            if (Object.getOwnPropertyDescriptor(init, key)?.enumerable) {
              this.#list.push([`${key}`.toWellFormed(), `${init[key]}`.toWellFormed()]);
            }
          }
        }
      } else {
        this.#parse(`${init}`);
      }
    }
    #parse(text) {
      this.#list = [];
      if (text.startsWith("?")) text = text.slice(1);
      for (const part of text.split("&")) {
        if (part === "") continue;
        const at = part.indexOf("=");
        const [name, value] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
        this.#list.push([decoder(name.toWellFormed()), decoder(value.toWellFormed())]);
      }
    }
    #changed() { this.#url?.[update](this.toString()); }
    [update](text) { this.#parse(text); }
    get size() { return this.#list.length; }
    append(name, value) {
      this.#list.push([`${name}`.toWellFormed(), `${value}`.toWellFormed()]);
      this.#changed();
    }
    delete(name, value = undefined) {
      this.#list = this.#list.filter(([key, own]) => key !== `${name}` || (value !== undefined && own !== `${value}`));
      this.#changed();
    }
    get(name) { return this.#list.find(([key]) => key === `${name}`)?.[1] ?? null; }
    getAll(name) { return this.#list.filter(([key]) => key === `${name}`).map(([, value]) => value); }
    has(name, value = undefined) {
      return this.#list.some(([key, own]) => key === `${name}` && (value === undefined || own === `${value}`));
    }
    set(name, value) {
      [name, value] = [`${name}`.toWellFormed(), `${value}`.toWellFormed()];
      const first = this.#list.findIndex(([key]) => key === name);
      if (first < 0) {
        this.#list.push([name, value]);
      } else {
        this.#list[first][1] = value;
        this.#list = this.#list.filter(([key], at) => at <= first || key !== name);
      }
      this.#changed();
    }
    sort() {
      this.#list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
      this.#changed();
    }
    forEach(callback, receiver = undefined) {
      for (const [name, value] of this) callback.call(receiver, value, name, this);
    }
    *entries() {
      for (let at = 0; at < this.#list.length; at++) yield [...this.#list[at]];
    }
    *keys() {
      for (const [name] of this) yield name;
    }
    *values() {
      for (const [, value] of this) yield value;
    }
    [Symbol.iterator]() { return this.entries(); }
    toString() {
      return this.#list.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
    }
  }

  class URL {
    #parts;
    #params = null;
    constructor(url, base = undefined) {
      native.expects("URL", 1, arguments.length);
      const parts = native.parse(`${url}`, base === undefined ? undefined : `${base}`);
      if (parts === null) {
        const error = new TypeError("Invalid URL");
        error.code = "ERR_INVALID_URL";
        error.input = `${url}`;
        if (base !== undefined) error.base = `${base}`;
        throw error;
      }
      this.#parts = parts;
    }
    static parse(url, base = undefined) {
      try {
        return new URL(url, base);
      } catch {
        return null;
      }
    }
    static canParse(url, base = undefined) { return native.parse(`${url}`, base === undefined ? undefined : `${base}`) !== null; }
    static #read(url, at) { return url.#parts[at]; }
    static #write(url, name, value) {
      if (name === "href") {
        const parts = native.parse(`${value}`, undefined);
        if (parts === null) throw new TypeError("Invalid URL");
        url.#parts = parts;
      } else {
        url.#parts = native.set(url.#parts[0], name, `${value}`);
      }
      if (name === "href" || name === "search") url.#params?.[update](url.#parts[SEARCH]);
    }
    static {
      NAMES.forEach((name, at) => {
        const property = {
          get() { return URL.#read(this, at); },
          set(value) { URL.#write(this, name, value); },
        };
        const { get, set } = Object.getOwnPropertyDescriptors({
          get [name]() { return property.get.call(this); },
          set [name](value) { property.set.call(this, value); },
        })[name];
        Object.defineProperty(URL.prototype, name, {
          get,
          set: name === "origin" ? undefined : set,
          enumerable: true,
          configurable: true,
        });
      });
    }
    get searchParams() { return (this.#params ??= new URLSearchParams(this.#parts[SEARCH], this)); }
    [update](search) { this.#parts = native.set(this.#parts[0], "search", search); }
    toString() { return this.#parts[0]; }
    toJSON() { return this.#parts[0]; }
  }

  tag(URL, "URL");
  tag(URLSearchParams, "URLSearchParams");
  native.counted(URL);
  native.counted(URLSearchParams.prototype);
  return { URL, URLSearchParams };
}
