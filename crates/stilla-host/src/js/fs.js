// stilla:fs: Node's file system, on native functions that know nothing but paths and bytes.
(native) => {
  "use strict";

  const pathOf = (path, name = "path") => {
    if (typeof path === "string") {
      if (path.includes("\0")) {
        const error = new TypeError(`The argument '${name}' must be a string without null bytes`);
        error.code = "ERR_INVALID_ARG_VALUE";
        throw error;
      }
      return path;
    }
    if (path !== null && typeof path === "object" && typeof path.href === "string") {
      if (path.protocol !== "file:") throw invalid(name, "a path or a file: URL", path);
      if (/%2f/i.test(path.pathname)) throw invalid(name, "a file: URL without encoded slashes", path);
      return pathOf(decodeURIComponent(path.pathname), name);
    }
    if (ArrayBuffer.isView(path)) return pathOf(native.decode(path), name);
    throw invalid(name, "a string or a URL", path);
  };

  const invalid = (name, expected, got) => {
    const error = new TypeError(`The argument '${name}' must be ${expected}, got ${got === null ? "null" : typeof got}`);
    error.code = "ERR_INVALID_ARG_TYPE";
    return error;
  };

  const encodingOf = (options) => (typeof options === "string" ? options : options?.encoding ?? null);

  const decoded = (bytes, encoding) => {
    switch (encoding?.toLowerCase()) {
      case undefined:
      case "buffer":
        return typeof globalThis.Buffer === "function" ? globalThis.Buffer.from(bytes.buffer) : bytes;
      case "utf8":
      case "utf-8":
        return native.decode(bytes);
      case "ascii":
      case "latin1":
      case "binary":
        return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
      case "base64":
        return bytes.toBase64();
      case "hex":
        return bytes.toHex();
      default:
        throw invalid("encoding", "utf8, latin1, base64 or hex", encoding);
    }
  };

  const encoded = (data, encoding) => {
    if (typeof data !== "string") {
      if (ArrayBuffer.isView(data) || data instanceof ArrayBuffer) return data;
      throw invalid("data", "a string or bytes", data);
    }
    switch (encoding?.toLowerCase()) {
      case "base64":
        return Uint8Array.fromBase64(data);
      case "hex":
        return Uint8Array.fromHex(data);
      case "ascii":
      case "latin1":
      case "binary":
        return Uint8Array.from(data, (letter) => letter.charCodeAt(0));
      default:
        return native.encode(data);
    }
  };

  const join = (folder, name) => (folder.endsWith("/") ? folder + name : `${folder}/${name}`);
  const parent = (path) => path.replace(/\/*[^/]*\/*$/, "") || (path.startsWith("/") ? "/" : ".");
  const isError = (error, ...codes) => error instanceof Error && codes.includes(error.code);

  class Entry {
    #kind;
    constructor(kind) {
      this.#kind = kind;
    }
    isFile() { return this.#kind === "file"; }
    isDirectory() { return this.#kind === "directory"; }
    isSymbolicLink() { return this.#kind === "link"; }
    isBlockDevice() { return false; }
    isCharacterDevice() { return false; }
    isFIFO() { return false; }
    isSocket() { return false; }
  }

  class Stats extends Entry {
    constructor([kind, size, modified, mode]) {
      super(kind);
      this.mode = mode;
      this.size = size;
      for (const name of ["atime", "mtime", "ctime", "birthtime"]) {
        this[`${name}Ms`] = modified;
        this[name] = new Date(modified);
      }
    }
  }

  class Dirent extends Entry {
    constructor(name, kind, parentPath) {
      super(kind);
      this.name = name;
      this.parentPath = parentPath;
    }
  }

  const statWith = (path, options, follow) => {
    try {
      return new Stats(native.facts(pathOf(path), follow));
    } catch (error) {
      if (options?.throwIfNoEntry === false && isError(error, "ENOENT", "ENOTDIR")) return undefined;
      throw error;
    }
  };

  const readdir = (path, options = undefined) => {
    path = pathOf(path);
    const entries = [];
    const open = [["", path]];
    while (open.length > 0) {
      const [prefix, folder] = open.shift();
      for (const [name, kind] of native.list(folder)) {
        entries.push(options?.withFileTypes ? new Dirent(name, kind, folder) : prefix + name);
        if (options?.recursive && kind === "directory") open.push([`${prefix}${name}/`, join(folder, name)]);
      }
    }
    return entries;
  };

  const mkdir = (path, options = undefined) => {
    path = pathOf(path);
    if (!options?.recursive) return void native.mkdir(path);
    const missing = [];
    for (let folder = path; ; folder = parent(folder)) {
      try {
        if (native.facts(folder, true)[0] === "directory") break;
        return void native.mkdir(folder);
      } catch (error) {
        if (!isError(error, "ENOENT") || folder === parent(folder)) throw error;
      }
      missing.push(folder);
    }
    for (const folder of missing.reverse()) native.mkdir(folder);
    return missing[0];
  };

  const rm = (path, options = undefined) => {
    path = pathOf(path);
    let kind;
    try {
      kind = native.facts(path, false)[0];
    } catch (error) {
      if (options?.force && isError(error, "ENOENT", "ENOTDIR")) return;
      throw error;
    }
    if (kind !== "directory") return void native.unlink(path);
    if (!options?.recursive) {
      const error = new Error(`ERR_FS_EISDIR: Path is a directory: rm '${path}'`);
      error.code = "ERR_FS_EISDIR";
      throw error;
    }
    for (const [name] of native.list(path)) rm(join(path, name), { recursive: true });
    native.rmdir(path);
  };

  const copyFile = (from, to, mode = 0) => {
    native.write(pathOf(to, "dest"), native.read(pathOf(from, "src")), mode & 1 ? "wx" : "w");
  };

  const cp = (from, to, options = undefined) => {
    [from, to] = [pathOf(from, "src"), pathOf(to, "dest")];
    if (native.facts(from, true)[0] !== "directory") {
      mkdir(parent(to), { recursive: true });
      return copyFile(from, to, options?.errorOnExist && options.force === false ? 1 : 0);
    }
    if (!options?.recursive) {
      const error = new Error(`ERR_FS_EISDIR: Recursive option not enabled, cannot copy a directory: cp '${from}'`);
      error.code = "ERR_FS_EISDIR";
      throw error;
    }
    mkdir(to, { recursive: true });
    for (const [name] of native.list(from)) cp(join(from, name), join(to, name), options);
  };

  const flagOf = (options, otherwise) => (typeof options === "object" && options?.flag) || otherwise;
  const writeFile = (path, data, options = undefined) =>
    native.write(pathOf(path), encoded(data, encodingOf(options)), flagOf(options, "w"));

  const operations = {
    access: (path) => void native.facts(pathOf(path), true),
    appendFile: (path, data, options = undefined) => native.write(pathOf(path), encoded(data, encodingOf(options)), "a"),
    copyFile,
    cp,
    lstat: (path, options = undefined) => statWith(path, options, false),
    mkdir,
    mkdtemp: (prefix) => {
      prefix = pathOf(prefix, "prefix");
      for (;;) {
        const path = prefix + Math.random().toString(36).slice(2, 8).padEnd(6, "0");
        try {
          native.mkdir(path);
          return path;
        } catch (error) {
          if (!isError(error, "EEXIST")) throw error;
        }
      }
    },
    readFile: (path, options = undefined) => decoded(native.read(pathOf(path)), encodingOf(options) ?? undefined),
    readdir,
    readlink: (path) => native.readlink(pathOf(path)),
    realpath: (path) => native.realpath(pathOf(path)),
    rename: (from, to) => native.rename(pathOf(from, "oldPath"), pathOf(to, "newPath")),
    rm,
    rmdir: (path) => native.rmdir(pathOf(path)),
    stat: (path, options = undefined) => statWith(path, options, true),
    symlink: (target, path) => native.symlink(pathOf(target, "target"), pathOf(path)),
    truncate: (path, length = 0) => {
      const bytes = new Uint8Array(length);
      bytes.set(native.read(pathOf(path)).subarray(0, length));
      native.write(pathOf(path), bytes, "w");
    },
    unlink: (path) => native.unlink(pathOf(path)),
    writeFile,
  };

  const constants = Object.freeze({ F_OK: 0, X_OK: 1, W_OK: 2, R_OK: 4, COPYFILE_EXCL: 1 });
  const fs = { constants, Stats, Dirent };
  const promises = { constants };
  for (const [name, operation] of Object.entries(operations)) {
    // The arguments that an operation needs are its `length`.
    const needed = operation.length;
    const called = (name, length, work) => Object.defineProperties(work, { name: { value: name }, length: { value: length } });
    fs[`${name}Sync`] = called(`${name}Sync`, needed, (...args) => {
      native.expects(`${name}Sync`, needed, args.length);
      return operation(...args);
    });
    promises[name] = called(name, needed, async (...args) => {
      native.expects(name, needed, args.length);
      return operation(...args);
    });
    fs[name] = called(name, needed + 1, (...args) => {
      native.expects(name, needed + 1, args.length);
      const callback = args.pop();
      if (typeof callback !== "function") throw invalid("cb", "a function", callback);
      promises[name](...args).then((value) => callback(null, value), (error) => callback(error));
    });
  }
  const existsSync = (path) => {
    try {
      native.facts(pathOf(path), true);
      return true;
    } catch {
      return false;
    }
  };
  Object.assign(fs, native.counted({ existsSync }));
  fs.promises = promises;
  fs.default = fs;
  promises.default = promises;
  return fs;
}
