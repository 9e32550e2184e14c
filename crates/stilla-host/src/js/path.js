// stilla:path: Node's path for paths with '/'.
(native) => {
  "use strict";
  const normalize = (path) => {
    if (path === "") return ".";
    const parts = [];
    const isAbsolute = path.startsWith("/");
    for (const part of path.split("/")) {
      if (part === "" || part === ".") continue;
      if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
      else if (part !== ".." || !isAbsolute) parts.push(part);
    }
    const whole = (isAbsolute ? "/" : "") + parts.join("/") + (path.endsWith("/") && parts.length > 0 ? "/" : "");
    return whole || (isAbsolute ? "/" : ".");
  };
  const join = (...parts) => normalize(parts.filter((part) => part !== "").join("/") || ".");
  const resolve = (...parts) => {
    let path = "";
    for (const part of ["/", ...parts]) path = part.startsWith("/") ? part : `${path}/${part}`;
    return normalize(path).replace(/(?<=.)\/$/, "");
  };
  const dirname = (path) => {
    const plain = path.replace(/\/+$/, "");
    const at = plain.lastIndexOf("/");
    return at < 0 ? (plain === "" && path !== "" ? "/" : ".") : plain.slice(0, at).replace(/\/+$/, "") || "/";
  };
  const basename = (path, suffix = "") => {
    const name = path.replace(/\/+$/, "").split("/").at(-1);
    return suffix !== "" && name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : name;
  };
  const extname = (path) => {
    const name = basename(path);
    const at = name.lastIndexOf(".");
    return at <= 0 ? "" : name.slice(at);
  };
  const relative = (from, to) => {
    const [a, b] = [resolve(from).split("/"), resolve(to).split("/")].map((parts) => parts.filter(Boolean));
    let same = 0;
    while (same < a.length && same < b.length && a[same] === b[same]) same++;
    return [...a.slice(same).map(() => ".."), ...b.slice(same)].join("/");
  };
  const parse = (path) => {
    const [base, ext] = [basename(path), extname(path)];
    const dir = path.includes("/") ? dirname(path) : "";
    return { root: path.startsWith("/") ? "/" : "", dir, base, ext, name: base.slice(0, base.length - ext.length) };
  };
  const format = ({ root = "", dir = "", base, name = "", ext = "" }) => {
    const file = base ?? `${name}${ext === "" || ext.startsWith(".") ? ext : `.${ext}`}`;
    return dir === "" ? root + file : dir === root ? dir + file : `${dir}/${file}`;
  };
  const isAbsolute = (path) => path.startsWith("/");
  const path = { normalize, join, resolve, dirname, basename, extname, relative, parse, format, isAbsolute, sep: "/", delimiter: ":" };
  native.counted(path);
  path.posix = path;
  return { ...path, default: path };
}
