// The functions of browsers and Node that jszip and uglify-js ask their host for, and that `stilla run` does not have.
globalThis.setImmediate ??= (f, ...args) => { Promise.resolve().then(() => f(...args)); };
globalThis.atob ??= (text) => {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let out = "", bits = 0, count = 0;
  for (const c of text.replace(/=+$/, "")) {
    bits = (bits << 6) | digits.indexOf(c);
    count += 6;
    if (count >= 8) { count -= 8; out += String.fromCharCode((bits >> count) & 255); }
  }
  return out;
};
globalThis.btoa ??= (bytes) => {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => bytes.charCodeAt(i + k) || 0);
    out += digits[a >> 2] + digits[((a & 3) << 4) | (b >> 4)];
    out += i + 1 < bytes.length ? digits[((b & 15) << 2) | (c >> 6)] : "=";
    out += i + 2 < bytes.length ? digits[c & 63] : "=";
  }
  return out;
};
