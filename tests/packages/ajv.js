const Ajv = require("ajv").default || require("ajv");
const ajv = new Ajv({ allErrors: true });
const v = ajv.compile({
  $id: "s",
  type: "object",
  properties: {
    id: { type: "integer", minimum: 1 },
    name: { type: "string", pattern: "^\\p{L}+$", maxLength: 5 },
    tags: { type: "array", items: { enum: ["a", "b"] }, uniqueItems: true },
    sub: { $ref: "#/definitions/sub" },
  },
  required: ["id", "name"],
  additionalProperties: false,
  definitions: {
    sub: {
      oneOf: [
        { type: "null" },
        { type: "object", properties: { sub: { $ref: "#/definitions/sub" } }, required: ["x"] },
      ],
    },
  },
  if: { properties: { id: { const: 7 } } },
  then: { required: ["tags"] },
});
for (const d of [
  { id: 1, name: "Äb" },
  { id: 0, name: "toolong1", x: 1 },
  { id: 7, name: "ab", sub: { sub: {} } },
  { id: 1.5, tags: ["a", "a", "c"] },
  null,
])
  console.log(v(d), ajv.errorsText(v.errors), JSON.stringify(v.errors));
let n = 0;
for (let i = 0; i < 20000; i++) if (v({ id: i, name: "abc", tags: ["a", "b"] })) n++;
console.log(n);
console.log(v.source === undefined, ajv.validateSchema({ type: "nope" }), ajv.errorsText());
