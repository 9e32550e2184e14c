// stilla:buffer: Node's Buffer, a Uint8Array with encodings.
(native) => {
  "use strict";
  const encodingOf = (encoding = "utf8") => {
    const name = `${encoding}`.toLowerCase().replace("-", "");
    const known = { utf8: 1, hex: 1, base64: 1, base64url: 1, ascii: 1, latin1: 1, binary: 1, utf16le: 1, ucs2: 1 };
    if (known[name] === undefined) throw new TypeError(`Unknown encoding: ${encoding}`);
    return name;
  };
  const bytesOf = (text, encoding) => {
    switch (encodingOf(encoding)) {
      case "utf8": return native.encode(text);
      case "hex": return Uint8Array.fromHex(/^(?:[0-9a-f]{2})*/i.exec(text)[0]);
      case "base64":
      case "base64url":
        return Uint8Array.fromBase64(text.replace(/[^A-Za-z0-9+/_-]/g, "").replaceAll("-", "+").replaceAll("_", "/"));
      case "utf16le":
      case "ucs2": {
        const bytes = new Uint8Array(text.length * 2);
        for (let at = 0; at < text.length; at++) {
          bytes[at * 2] = text.charCodeAt(at) & 255;
          bytes[at * 2 + 1] = text.charCodeAt(at) >> 8;
        }
        return bytes;
      }
      default: return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    }
  };
  const textOf = (bytes, encoding) => {
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    switch (encodingOf(encoding)) {
      case "utf8": return native.decode(plain);
      case "hex": return plain.toHex();
      case "base64": return plain.toBase64();
      case "base64url": return plain.toBase64({ alphabet: "base64url", omitPadding: true });
      case "utf16le":
      case "ucs2": {
        let text = "";
        for (let at = 0; at + 1 < plain.length; at += 2) text += String.fromCharCode(plain[at] | (plain[at + 1] << 8));
        return text;
      }
      case "ascii": return Array.from(plain, (byte) => String.fromCharCode(byte & 127)).join("");
      default: return Array.from(plain, (byte) => String.fromCharCode(byte)).join("");
    }
  };

  class Buffer extends Uint8Array {
    static from(value, encoding = undefined, length = undefined) {
      if (typeof value === "string") return Buffer.#of(bytesOf(value, encoding));
      if (value instanceof ArrayBuffer) return new Buffer(value, encoding ?? 0, length ?? value.byteLength - (encoding ?? 0));
      if (value?.type === "Buffer" && Array.isArray(value.data)) value = value.data;
      return Buffer.#of(Uint8Array.from(value));
    }
    static #of(bytes) { return new Buffer(bytes.buffer, bytes.byteOffset, bytes.length); }
    static alloc(size, fill = undefined, encoding = undefined) {
      const buffer = new Buffer(size);
      return fill === undefined ? buffer : buffer.fill(fill, 0, size, encoding);
    }
    static allocUnsafe(size) { return new Buffer(size); }
    static allocUnsafeSlow(size) { return new Buffer(size); }
    static copyBytesFrom(view, offset = 0, length = view.length - offset) {
      const part = view.subarray(offset, offset + length);
      return new Buffer(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength));
    }
    static isBuffer(value = undefined) { return value instanceof Buffer; }
    static isEncoding(encoding = undefined) {
      try {
        encodingOf(encoding);
        return true;
      } catch {
        return false;
      }
    }
    static byteLength(value, encoding = undefined) { return typeof value === "string" ? bytesOf(value, encoding).length : value.byteLength; }
    static concat(list, size = list.reduce((sum, one) => sum + one.length, 0)) {
      const buffer = new Buffer(size);
      let at = 0;
      for (const one of list) {
        buffer.set(one.subarray(0, Math.max(0, size - at)), at);
        at += one.length;
      }
      return buffer;
    }
    static compare(a, b) {
      const shared = Math.min(a.length, b.length);
      for (let at = 0; at < shared; at++) if (a[at] !== b[at]) return a[at] < b[at] ? -1 : 1;
      return Math.sign(a.length - b.length);
    }
    toString(encoding = undefined, start = 0, end = this.length) { return textOf(this.subarray(start, end), encoding); }
    toJSON() { return { type: "Buffer", data: Array.from(this) }; }
    equals(other) { return Buffer.compare(this, other) === 0; }
    compare(other) { return Buffer.compare(this, other); }
    slice(start = undefined, end = undefined) { return this.subarray(start, end); }
    write(text, offset = 0, length = this.length - offset, encoding = "utf8") {
      if (typeof offset === "string") [encoding, offset, length] = [offset, 0, this.length];
      const bytes = bytesOf(text, encoding).subarray(0, Math.min(length, this.length - offset));
      this.set(bytes, offset);
      return bytes.length;
    }
    copy(target, at = 0, start = 0, end = this.length) {
      const part = this.subarray(start, Math.min(end, start + target.length - at));
      target.set(part, at);
      return part.length;
    }
    fill(value, start = 0, end = this.length, encoding = "utf8") {
      if (typeof value !== "string") return super.fill(value, start, end);
      const bytes = bytesOf(value, encoding);
      if (bytes.length === 0) return super.fill(0, start, end);
      for (let at = start; at < end; at++) this[at] = bytes[(at - start) % bytes.length];
      return this;
    }
    indexOf(value, from = 0, encoding) {
      if (typeof value === "number") return super.indexOf(value & 255, from);
      const wanted = typeof value === "string" ? bytesOf(value, encoding) : value;
      for (let at = Math.max(0, from); at + wanted.length <= this.length; at++) {
        if (wanted.every((byte, index) => this[at + index] === byte)) return at;
      }
      return -1;
    }
    lastIndexOf(value, from = this.length, encoding) {
      if (typeof value === "number") return super.lastIndexOf(value & 255, from);
      const wanted = typeof value === "string" ? bytesOf(value, encoding) : value;
      const last = this.length - wanted.length;
      for (let at = Math.min(from < 0 ? this.length + from : from, last); at >= 0; at--) {
        if (wanted.every((byte, index) => this[at + index] === byte)) return at;
      }
      return -1;
    }
    #swap(size) {
      if (this.length % size !== 0) throw Object.assign(new RangeError(`Buffer size must be a multiple of ${size * 8}-bits`), { code: "ERR_INVALID_BUFFER_SIZE" });
      for (let at = 0; at < this.length; at += size) this.subarray(at, at + size).reverse();
      return this;
    }
    swap16() { return this.#swap(2); }
    swap32() { return this.#swap(4); }
    swap64() { return this.#swap(8); }
    toLocaleString(...args) { return this.toString(...args); }
    get parent() { return this.buffer; }
    get offset() { return this.byteOffset; }
    [Symbol.for("nodejs.util.inspect.custom")]() {
      const shown = this.subarray(0, 50);
      const rest = this.length - shown.length;
      const bytes = Array.from(shown, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
      return `<${this.constructor.name} ${bytes}${rest > 0 ? ` ... ${rest} more byte${rest > 1 ? "s" : ""}` : ""}>`;
    }
    includes(value, from = undefined, encoding = undefined) { return this.indexOf(value, from, encoding) >= 0; }
  }

  native.counted(Buffer);
  native.counted(Buffer.prototype);

  const numbers = {
    UInt8: ["Uint8", 1], Int8: ["Int8", 1], UInt16: ["Uint16", 2], Int16: ["Int16", 2], UInt32: ["Uint32", 4],
    Int32: ["Int32", 4], Float: ["Float32", 4], Double: ["Float64", 8], BigInt64: ["BigInt64", 8], BigUInt64: ["BigUint64", 8],
  };
  for (const [name, [type, size]] of Object.entries(numbers)) {
    for (const end of size === 1 ? [""] : ["LE", "BE"]) {
      const view = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
      const methods = {
        [`read${name}${end}`](offset = 0) { return view(this)[`get${type}`](offset, end === "LE"); },
        [`write${name}${end}`](value, offset = 0) {
          view(this)[`set${type}`](offset, value, end === "LE");
          return offset + size;
        },
      };
      for (const [key, value] of Object.entries(methods)) {
        Object.defineProperty(Buffer.prototype, key, { value, writable: true, configurable: true });
        const alias = key.replace("UInt", "Uint");
        if (alias !== key) Object.defineProperty(Buffer.prototype, alias, { value, writable: true, configurable: true });
      }
    }
  }
  // Numbers of one to six bytes.
  const checkSize = (size) => {
    if (!(size >= 1 && size <= 6)) throw Object.assign(new RangeError(`The value of "byteLength" is out of range. It must be >= 1 and <= 6. Received ${size}`), { code: "ERR_OUT_OF_RANGE" });
  };
  const checkPlace = (buffer, offset, size) => {
    if (!(Number.isInteger(offset) && offset >= 0 && offset + size <= buffer.length)) {
      throw Object.assign(new RangeError(`The value of "offset" is out of range. It must be >= 0 and <= ${buffer.length - size}. Received ${offset}`), { code: "ERR_OUT_OF_RANGE" });
    }
  };
  for (const isSigned of [false, true]) {
    for (const end of ["LE", "BE"]) {
      const places = (buffer, offset, size) => {
        checkSize(size);
        checkPlace(buffer, offset, size);
        return end === "LE" ? Array.from({ length: size }, (_, at) => offset + at) : Array.from({ length: size }, (_, at) => offset + size - 1 - at);
      };
      const methods = {
        [`read${isSigned ? "Int" : "UInt"}${end}`](offset, size) {
          const value = places(this, offset, size).reduceRight((sum, at) => sum * 256 + this[at], 0);
          return isSigned && value >= 2 ** (size * 8 - 1) ? value - 2 ** (size * 8) : value;
        },
        [`write${isSigned ? "Int" : "UInt"}${end}`](value, offset, size) {
          let rest = value < 0 ? value + 2 ** (size * 8) : Number(value);
          for (const at of places(this, offset, size)) {
            this[at] = rest % 256;
            rest = Math.floor(rest / 256);
          }
          return offset + size;
        },
      };
      for (const [key, value] of Object.entries(methods)) {
        for (const name of new Set([key, key.replace("UInt", "Uint")])) Object.defineProperty(Buffer.prototype, name, { value, writable: true, configurable: true });
      }
    }
  }
  Buffer.poolSize = 8192;
  const { atob, btoa } = globalThis;
  const plain = (bytes) => (ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes));
  const isUtf8 = (bytes) => Buffer.compare(native.encode(native.decode(plain(bytes))), plain(bytes)) === 0;
  const isAscii = (bytes) => plain(bytes).every((byte) => byte < 128);
  const transcode = (bytes, from, to) => Buffer.from(textOf(bytes, from), to);
  const constants = { MAX_LENGTH: 2 ** 32, MAX_STRING_LENGTH: 2 ** 29 - 24 };
  const exports = { Buffer, SlowBuffer: Buffer, atob, btoa, isUtf8, isAscii, transcode, constants, kMaxLength: constants.MAX_LENGTH };
  return { ...exports, default: exports };
}
