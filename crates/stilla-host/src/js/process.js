// stilla:process: Node's process, with what was granted.
(native) => {
  "use strict";
  const handlers = [];
  const stream = (isError) => ({
    write: (text) => {
      native.write(isError, typeof text === "string" ? text : native.decode(text));
      return true;
    },
    isTTY: false,
  });
  const hrtime = (since) => {
    const now = performance.now() * 1e6 - (since ? since[0] * 1e9 + since[1] : 0);
    return [Math.floor(now / 1e9), Math.floor(now % 1e9)];
  };
  hrtime.bigint = () => BigInt(Math.round(performance.now() * 1e6));
  const process = {
    argv: native.arguments(),
    env: native.environment(),
    exitCode: undefined,
    platform: "stilla",
    version: "v0.1.0",
    versions: { stilla: "0.1.0" },
    pid: 1,
    stdout: stream(false),
    stderr: stream(true),
    exit: (code = process.exitCode ?? 0) => {
      for (const handler of handlers.splice(0)) handler(code);
      native.exit(code);
    },
    cwd: () => "/",
    nextTick: (work, ...args) => queueMicrotask(() => work(...args)),
    hrtime,
    uptime: () => performance.now() / 1000,
    memoryUsage: () => ({ heapUsed: native.memory(), heapTotal: native.memory(), rss: native.memory() }),
    on(event, handler) {
      if (event === "exit") handlers.push(handler);
      return process;
    },
    emitWarning: (text) => native.write(true, `Warning: ${text}\n`),
  };
  process.once = process.on;
  Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
  return { process, ...process, default: process };
}
