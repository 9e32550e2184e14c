// Template literal types beside template literals, keyof, typeof, infer.
type Route = `/${string}`; type Method = "GET" | "POST"; type Key = `${Method} ${Route}`;
type Params<R extends string> = R extends `${string}:${infer P}/${infer Rest}` ? P | Params<`/${Rest}`> : R extends `${string}:${infer P}` ? P : never;
const routes = new Map<Key, (params: Record<string, string>) => string>();
function route<R extends Route>(method: Method, path: R, run: (params: Record<Params<R>, string>) => string): void { routes.set(`${method} ${path}` as Key, run as any); }
route("GET", "/users/:id/posts/:post", (p) => `${p.id}-${p.post}`);
route("POST", `/${"x"}` as const, () => `posted`);
function dispatch(method: Method, url: Route): string {
  for (const [key, run] of routes) {
    const [m, path] = key.split(" ") as [Method, Route];
    const names = [...path.matchAll(/:(\w+)/g)].map((x) => x[1]!);
    const match = new RegExp(`^${path.replace(/:\w+/g, "([^/]+)")}$`).exec(url);
    if (m === method && match) return run(Object.fromEntries(names.map((n, i) => [n, match[i + 1]!] as const)));
  }
  return `none for ${method}`;
}
console.log(dispatch("GET", "/users/7/posts/9"), dispatch("POST", "/x"), dispatch("GET", "/nope"));
