// Long copies go in pieces of 262,144 bytes, and nobody may see where these begin.
const COPY = 2 ** 18;

const counted = (length) => {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 31) >> 3;
  return bytes;
};

test("ranges that overlap, in both directions", () => {
  const bytes = counted(3 * COPY + 5);
  const expected = Array.from(bytes);
  for (const [to, from, end] of [[1, 0, 3 * COPY], [0, 7, 3 * COPY + 5], [COPY + 1, 3, 2 * COPY]]) {
    bytes.copyWithin(to, from, end);
    expected.copyWithin(to, from, end);
    expect(expected.every((byte, i) => byte === bytes[i])).toBe(true);
  }
});

test("slices and arrays of the same type", () => {
  const bytes = counted(2 * COPY + 9);
  const parts = [new Uint8Array(bytes.buffer.slice(5)), bytes.slice(5), new Uint8Array(bytes).subarray(5)];
  for (const part of parts) {
    expect(part.length).toBe(2 * COPY + 4);
    expect(part.every((byte, i) => byte === bytes[i + 5])).toBe(true);
  }
});

test("bytes that a buffer lost are 0 when it grows again", () => {
  const buffer = new ArrayBuffer(3 * COPY, { maxByteLength: 3 * COPY });
  const bytes = new Uint8Array(buffer);
  bytes.fill(7);
  buffer.resize(11);
  buffer.resize(3 * COPY);
  expect(bytes.indexOf(0)).toBe(11);
  expect(bytes.lastIndexOf(7)).toBe(10);
  expect(buffer.transfer(COPY + 1).byteLength).toBe(COPY + 1);
});

test("bytes as text and back", () => {
  const bytes = counted(200_001);
  for (const [text, back] of [[bytes.toBase64(), Uint8Array.fromBase64], [bytes.toHex(), Uint8Array.fromHex]]) {
    const again = back.call(Uint8Array, text);
    expect(again.length).toBe(bytes.length);
    expect(again.every((byte, i) => byte === bytes[i])).toBe(true);
  }
});
