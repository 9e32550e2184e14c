// stilla:querystring: Node's querystring.
() => {
  "use strict";
  const escape = (text) => encodeURIComponent(`${text}`);
  const unescape = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const parse = (text, separator = "&", equals = "=", { maxKeys = 1000, decodeURIComponent: decode = unescape } = {}) => {
    const found = Object.create(null);
    if (typeof text !== "string" || text === "") return found;
    const parts = text.split(separator).filter((part) => part !== "");
    for (const part of maxKeys > 0 ? parts.slice(0, maxKeys) : parts) {
      const at = part.indexOf(equals);
      const halves = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + equals.length)];
      const [key, value] = halves.map((half) => decode(half.replaceAll("+", " ")));
      if (!(key in found)) found[key] = value;
      else if (Array.isArray(found[key])) found[key].push(value);
      else found[key] = [found[key], value];
    }
    return found;
  };
  const plain = (value) => (["string", "number", "bigint", "boolean"].includes(typeof value) ? `${value}` : "");
  const stringify = (object, separator = "&", equals = "=", { encodeURIComponent: encode = escape } = {}) => {
    const pairs = Object.entries(object ?? {}).flatMap(([key, value]) => (Array.isArray(value) ? value.map((item) => [key, item]) : [[key, value]]));
    return pairs.map(([key, value]) => `${encode(key)}${equals}${encode(plain(value))}`).join(separator);
  };
  const querystring = { parse, decode: parse, stringify, encode: stringify, escape, unescape };
  return { ...querystring, default: querystring };
}
