const { z } = require("zod");
const U = z
  .object({
    id: z.number().int().positive(),
    email: z.email(),
    role: z.enum(["admin", "user"]).default("user"),
    tags: z.array(z.string().min(2)).max(3).optional(),
    meta: z.record(z.string(), z.union([z.string(), z.number()])),
    when: z.iso.datetime(),
  })
  .strict();
for (const d of [
  { id: 1, email: "a@b.co", meta: { a: 1 }, when: "2020-01-01T00:00:00Z" },
  { id: -1.5, email: "nope", role: "x", tags: ["a", "bb", "c", "d"], meta: { a: true }, when: "x", extra: 1 },
  5,
]) {
  const r = U.safeParse(d);
  console.log(r.success, JSON.stringify(r.success ? r.data : r.error.issues));
}
console.log(
  z
    .string()
    .transform((s) => s.length)
    .pipe(z.number().min(3))
    .safeParse("ab").success,
);
let n = 0;
for (let i = 0; i < 2000; i++)
  n += U.safeParse({ id: i, email: "a@b.co", meta: {}, when: "2020-01-01T00:00:00Z" }).success;
console.log(n);
