// stilla:url: Node's url, on the globals of the web.
(native) => {
  "use strict";
  const { URL, URLSearchParams } = globalThis;
  const fileURLToPath = (value) => {
    const url = typeof value === "string" ? new URL(value) : value;
    if (url.protocol !== "file:") throw Object.assign(new TypeError("The URL must be of scheme file"), { code: "ERR_INVALID_URL_SCHEME" });
    if (/%2f/i.test(url.pathname)) throw new TypeError("File URL path must not include encoded / characters");
    return decodeURIComponent(url.pathname);
  };
  const pathToFileURL = (path) => {
    const whole = native.piece("path").resolve(path) + (path.endsWith("/") && path !== "/" ? "/" : "");
    return new URL(`file://${whole.replace(/[%\\\n\r\t?#]/g, encodeURIComponent)}`);
  };
  const format = (value, { auth = true, fragment = true, search = true } = {}) => {
    const url = new URL(value);
    if (!auth) [url.username, url.password] = ["", ""];
    if (!fragment) url.hash = "";
    if (!search) url.search = "";
    return url.href;
  };
  const resolve = (from, to) => {
    const base = new URL(from, "resolve://");
    const url = new URL(to, base);
    return url.protocol === "resolve:" ? url.pathname + url.search + url.hash : url.href;
  };
  const url = { URL, URLSearchParams, ...native.counted({ fileURLToPath, pathToFileURL, format, resolve }) };
  return { ...url, default: url };
}
