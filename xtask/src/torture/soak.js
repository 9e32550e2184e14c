// A small server: `handle(number)` answers one request and `sweep()` is its housekeeping. Its state is bounded by what it says itself,
// so that whatever grows with the number of requests is a leak of the engine.

const ROUTES = [/^\/users\/(?<id>\d+)$/, /^\/search\?q=(?<words>[\w+%]*)$/, /^\/files\/(?<path>.+)\.(?<type>png|txt)$/u];
const CACHE = 500;
const TTL = 60_000;

class HttpError extends Error {
  constructor(status, message) { super(message); this.status = status; }
}

class Cache {
  #entries = new Map();
  get(key) {
    const found = this.#entries.get(key);
    if (!found || found.until < Date.now()) { this.#entries.delete(key); return; }
    this.#entries.delete(key);
    this.#entries.set(key, found);
    return found.value;
  }
  set(key, value) {
    this.#entries.set(key, { value, until: Date.now() + TTL });
    if (this.#entries.size > CACHE) this.#entries.delete(this.#entries.keys().next().value);
  }
}

const cache = new Cache();
const sessions = new Map();
const notes = new WeakMap();
const seen = [];
let collected = 0;
const registry = new FinalizationRegistry(() => { collected++; });

// Numbers that look random and are the same on each run.
let state = 12345;
const random = (below) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % below;

const request = (number) => JSON.stringify({
  method: number % 7 ? "GET" : "POST",
  path: ["/users/" + random(2000), "/search?q=" + ["alpha", "beta+gamma", "%C3%A9t%C3%A9"][random(3)] + random(300), "/files/a/b" + random(900) + ".txt", "/nowhere"][number % 11 ? number % 3 : 3],
  session: "s" + random(400),
  body: number % 7 ? null : { items: Array.from({ length: 20 }, (_, i) => ({ id: number + i, name: `item ${i}`, price: random(10000) / 100 })) },
});

async function user(id) {
  await null;
  return { id: Number(id), name: "User " + id, tags: ["a", "b", id].map((tag) => tag.toUpperCase()), since: new Date(Date.now() - id * 1e6).toISOString() };
}

function* words(text) {
  for (const { 0: word } of decodeURIComponent(text.replaceAll("+", " ")).matchAll(/\p{L}+/gu)) yield word.normalize("NFD");
}

async function route({ method, path, body }) {
  if (body) {
    const sorted = body.items.toSorted((a, b) => a.price - b.price);
    const sum = sorted.reduce((sum, { price }) => sum + price, 0);
    return { count: sorted.length, sum: sum.toFixed(2), first: structuredClone(sorted[0]), groups: Object.groupBy(sorted, ({ price }) => (price < 50 ? "cheap" : "dear")) };
  }
  for (const [index, pattern] of ROUTES.entries()) {
    const groups = pattern.exec(path)?.groups;
    if (!groups) continue;
    if (index === 0) return user(groups.id);
    if (index === 1) return { words: [...words(groups.words)], bytes: new TextBytes(groups.words).base64() };
    return { path: groups.path, size: new Uint8Array(random(5000)).fill(7).reduce((sum, byte) => sum + byte, 0) };
  }
  throw new HttpError(404, `${method} ${path} is nowhere`);
}

class TextBytes {
  constructor(text) { this.bytes = Uint8Array.from(text, (c) => c.charCodeAt(0)); }
  base64() { return this.bytes.toBase64(); }
}

async function handle(number) {
  const wanted = JSON.parse(request(number));
  const late = setTimeout(() => { throw new Error("too late"); }, 3_600_000);
  const session = sessions.get(wanted.session) ?? { created: Date.now(), visits: 0 };
  session.visits++;
  sessions.set(wanted.session, session);
  notes.set(session, { last: wanted.path });
  registry.register(wanted, number);
  try {
    let answer = wanted.body ? undefined : cache.get(wanted.path);
    answer ??= await Promise.race([route(wanted), new Promise((done) => setImmediate(done, null))]);
    answer ??= await route(wanted);
    if (!wanted.body) cache.set(wanted.path, answer);
    return JSON.stringify({ status: 200, answer, visits: session.visits % 10 });
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    seen.push(error.stack.length);
    if (seen.length > 100) seen.shift();
    return JSON.stringify({ status: error.status, message: error.message });
  } finally {
    clearTimeout(late);
  }
}

let failures = 0;
let answered = 0;
function requests(first, count) {
  for (let i = 0; i < count; i++) handle(first + i).then((text) => { answered += text.length > 10 ? 1 : 0; }, () => { failures++; });
}

function sweep() {
  for (const [name, session] of sessions) if (Date.now() - session.created > 30 * TTL) sessions.delete(name);
}
