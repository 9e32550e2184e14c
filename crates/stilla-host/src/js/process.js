// stilla:process: Node's process, with what was granted.
(native) => {
  "use strict";
  const { EventEmitter } = native.piece("events");
  const stream = (isError) => ({
    write: (...args) => {
      native.expects("write", 1, args.length);
      const [text] = args;
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
      process.exitCode = code;
      if (!hasEnded) {
        hasEnded = true;
        process.emit("exit", process.exitCode);
      }
      native.exit(process.exitCode ?? 0);
    },
    arch: "none",
    title: "stilla",
    argv0: "stilla",
    execArgv: [],
    execPath: "/stilla",
    release: { name: "stilla" },
    features: {},
    abort: () => native.exit(134),
    cwd: () => "/",
    nextTick: (...args) => {
      native.expects("nextTick", 1, args.length);
      const [work, ...rest] = args;
      queueMicrotask(() => work(...rest));
    },
    hrtime,
    uptime: () => performance.now() / 1000,
    memoryUsage: () => ({ heapUsed: native.memory(), heapTotal: native.memory(), rss: native.memory() }),
    emitWarning: (text) => native.write(true, `Warning: ${text}\n`),
  };
  Object.setPrototypeOf(process, Object.create(EventEmitter.prototype));
  let hasEnded = false;
  // The command asks this when nothing is left to be done: whether there is more now, and the exit code.
  const end = () => {
    if (!hasEnded) process.emit("beforeExit", process.exitCode ?? 0);
    return () => {
      if (!hasEnded) {
        hasEnded = true;
        process.emit("exit", process.exitCode ?? 0);
      }
      return process.exitCode ?? 0;
    };
  };
  Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
  return { process, end, ...process, default: process };
}
