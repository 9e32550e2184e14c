// require: CommonJS modules.
(native) => {
  "use strict";
  const cache = Object.create(null);

  const run = (path) => {
    const known = cache[path];
    if (known !== undefined) return known.exports;
    const made = native.module(path);
    if (made !== undefined) return made;
    const module = { id: path, filename: path, loaded: false, exports: {}, children: [], paths: [] };
    cache[path] = module;
    const folder = path.slice(0, path.lastIndexOf("/")) || "/";
    try {
      const body = native.compile(path, native.load(path));
      module.require = requireFrom(path);
      body.call(module.exports, module.exports, module.require, module, path, folder);
      module.loaded = true;
    } catch (error) {
      delete cache[path];
      if (error instanceof SyntaxError && /\b(import|export)\b/.test(error.message)) {
        error.message += "; a module with imports and exports is loaded with import()";
      }
      throw error;
    }
    return module.exports;
  };

  const requireFrom = (referrer) => {
    const resolve = (name, args) => {
      native.expects(name, 1, args.length);
      const [specifier] = args;
      if (typeof specifier !== "string") throw new TypeError("require expected a string");
      return native.builtin(specifier.replace(/^node:/, "")) ?? native.resolve(specifier, referrer);
    };
    const require = (...args) => run(resolve("require", args));
    require.resolve = (...args) => resolve("resolve", args);
    require.cache = cache;
    return require;
  };

  return { require: requireFrom("<main>"), run };
}
