test("an instant is a count of nanoseconds since 1970", () => {
  const instant = new Temporal.Instant(1_500_000_000n);
  expect(instant.toString()).toBe("1970-01-01T00:00:01.5Z");
  expect(instant.epochNanoseconds).toBe(1_500_000_000n);
  expect(instant.epochMilliseconds).toBe(1500);
});

test("instants before 1970 round towards the past", () => {
  expect(new Temporal.Instant(-1n).epochMilliseconds).toBe(-1);
  expect(new Temporal.Instant(-1n).toString()).toBe("1969-12-31T23:59:59.999999999Z");
});

test("time ends a hundred million days from 1970", () => {
  const most = 8_640_000_000_000_000_000_000n;
  expect(new Temporal.Instant(most).toString()).toBe("+275760-09-13T00:00:00Z");
  expect(new Temporal.Instant(-most).toString()).toBe("-271821-04-20T00:00:00Z");
  expect(() => new Temporal.Instant(most + 1n)).toThrow(RangeError);
  expect(() => new Temporal.Instant(1n << 200n)).toThrow(RangeError);
  expect(() => new Temporal.Instant(-(1n << 127n))).toThrow(RangeError);
});

test("the constructor needs new and a BigInt", () => {
  expect(() => Temporal.Instant(0n)).toThrow(TypeError);
  expect(() => new Temporal.Instant(0)).toThrow(TypeError);
  expect(new Temporal.Instant("5").epochNanoseconds).toBe(5n);
  expect(() => new Temporal.Instant("five")).toThrow(SyntaxError);
});

test("from reads a string with an offset", () => {
  expect(Temporal.Instant.from("2024-03-01T12:00+02:00").toString()).toBe("2024-03-01T10:00:00Z");
  expect(Temporal.Instant.from("20240301T120000Z").toString()).toBe("2024-03-01T12:00:00Z");
  expect(() => Temporal.Instant.from("2024-03-01T12:00")).toThrow(RangeError);
  expect(() => Temporal.Instant.from(5)).toThrow(TypeError);
});

test("from makes another object", () => {
  const one = new Temporal.Instant(1n);
  const two = Temporal.Instant.from(one);
  expect(one === two).toBe(false);
  expect(one.equals(two)).toBe(true);
});

test("milliseconds must be integral", () => {
  expect(Temporal.Instant.fromEpochMilliseconds(1).epochNanoseconds).toBe(1_000_000n);
  expect(() => Temporal.Instant.fromEpochMilliseconds(1.5)).toThrow(RangeError);
  expect(() => Temporal.Instant.fromEpochMilliseconds(NaN)).toThrow(RangeError);
  expect(() => Temporal.Instant.fromEpochMilliseconds(8.64e15 + 1)).toThrow(RangeError);
});

test("compare orders instants", () => {
  const list = ["2024-01-03T00Z", "2024-01-01T00Z", "2024-01-02T00Z"];
  list.sort(Temporal.Instant.compare);
  expect(list.join()).toBe("2024-01-01T00Z,2024-01-02T00Z,2024-01-03T00Z");
});

test("only exact time is added", () => {
  const instant = Temporal.Instant.from("2024-02-28T23:00Z");
  expect(instant.add({ hours: 1 }).toString()).toBe("2024-02-29T00:00:00Z");
  expect(instant.subtract({ minutes: 90 }).toString()).toBe("2024-02-28T21:30:00Z");
  expect(() => instant.add({ days: 1 })).toThrow(RangeError);
});

test("until and since are opposite", () => {
  const one = Temporal.Instant.from("2024-01-01T00:00Z");
  const two = Temporal.Instant.from("2024-01-02T01:02:03Z");
  expect(one.until(two).toString()).toBe("PT90123S");
  expect(one.until(two, { largestUnit: "hour" }).toString()).toBe("PT25H2M3S");
  expect(one.since(two, { largestUnit: "hours", smallestUnit: "minutes" }).toString()).toBe("-PT25H2M");
  expect(() => one.until(two, { largestUnit: "day" })).toThrow(RangeError);
});

test("round takes a unit or options", () => {
  const instant = Temporal.Instant.from("2024-01-01T12:34:56.789Z");
  expect(instant.round("minute").toString()).toBe("2024-01-01T12:35:00Z");
  expect(instant.round({ smallestUnit: "minute", roundingMode: "floor" }).toString()).toBe("2024-01-01T12:34:00Z");
  expect(instant.round({ smallestUnit: "hour", roundingIncrement: 6 }).toString()).toBe("2024-01-01T12:00:00Z");
  expect(() => instant.round()).toThrow(TypeError);
  expect(() => instant.round({})).toThrow(RangeError);
  expect(() => instant.round("day")).toThrow(RangeError);
});

test("toString shows as many digits as asked", () => {
  const instant = new Temporal.Instant(123_456_789n);
  expect(instant.toString({ fractionalSecondDigits: 3 })).toBe("1970-01-01T00:00:00.123Z");
  expect(instant.toString({ smallestUnit: "minute" })).toBe("1970-01-01T00:00Z");
  expect(instant.toString({ fractionalSecondDigits: 1, roundingMode: "ceil" })).toBe("1970-01-01T00:00:00.2Z");
  expect(() => instant.toString({ fractionalSecondDigits: 10 })).toThrow(RangeError);
  expect(() => instant.toString({ smallestUnit: "hour" })).toThrow(RangeError);
});

test("toString shows the time of a zone", () => {
  const instant = new Temporal.Instant(0n);
  expect(instant.toString({ timeZone: "Asia/Kolkata" })).toBe("1970-01-01T05:30:00+05:30");
});

test("operators don't compare instants", () => {
  const instant = new Temporal.Instant(0n);
  expect(() => instant < instant).toThrow(TypeError);
  expect(() => +instant).toThrow(TypeError);
  expect(`${instant}`).toBe("1970-01-01T00:00:00Z");
  expect(JSON.stringify({ instant })).toBe('{"instant":"1970-01-01T00:00:00Z"}');
});

test("a Date becomes an instant", () => {
  expect(new Date(1234).toTemporalInstant().epochNanoseconds).toBe(1_234_000_000n);
  expect(() => new Date(NaN).toTemporalInstant()).toThrow(RangeError);
  expect(() => Date.prototype.toTemporalInstant.call({})).toThrow(TypeError);
});
