// TextEncoder, TextDecoder, atob, btoa.
(native) => {
  "use strict";
  const tag = (type, name) =>
    Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });

  class TextEncoder {
    get encoding() { return "utf-8"; }
    encode(input = "") { return native.encode(`${input}`); }
    encodeInto(source, destination) {
      const [read, written] = native.encodeInto(`${source}`, destination);
      return { read, written };
    }
  }

  class TextDecoder {
    #encoding;
    #decode;
    #fatal;
    #ignoreBOM;
    constructor(label = "utf-8", options = {}) {
      const encoding = native.label(`${label}`);
      if (encoding === null) throw new RangeError(`The encoding label '${label}' is unknown`);
      this.#encoding = encoding;
      this.#fatal = Boolean(options?.fatal);
      this.#ignoreBOM = Boolean(options?.ignoreBOM);
      this.#decode = native.decoder(encoding, this.#fatal, this.#ignoreBOM);
    }
    get encoding() { return this.#encoding; }
    get fatal() { return this.#fatal; }
    get ignoreBOM() { return this.#ignoreBOM; }
    decode(input = undefined, options = undefined) {
      const text = this.#decode(input, Boolean(options?.stream));
      if (text === null) throw new TypeError(`The bytes are not valid ${this.#encoding}`);
      return text;
    }
  }

  const invalid = (text) => {
    const { DOMException } = globalThis;
    if (typeof DOMException === "function") return new DOMException(text, "InvalidCharacterError");
    return Object.assign(new Error(text), { name: "InvalidCharacterError" });
  };

  const btoa = (data) => {
    const text = `${data}`;
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 255) throw invalid("The string contains characters beyond Latin-1");
      bytes[at] = code;
    }
    return bytes.toBase64();
  };

  const atob = (data) => {
    let text = `${data}`.replace(/[\t\n\f\r ]/g, "");
    if (text.length % 4 === 0) text = text.replace(/==?$/, "");
    if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) {
      throw invalid("The string is not correctly encoded");
    }
    const bytes = Uint8Array.fromBase64(text, { lastChunkHandling: "loose" });
    let result = "";
    for (let at = 0; at < bytes.length; at += 4096) {
      result += String.fromCharCode(...bytes.subarray(at, at + 4096));
    }
    return result;
  };

  tag(TextEncoder, "TextEncoder");
  tag(TextDecoder, "TextDecoder");
  native.counted(TextEncoder.prototype);
  return native.counted({ TextEncoder, TextDecoder, atob, btoa });
}
