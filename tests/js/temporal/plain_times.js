test("a time has six parts", () => {
  const time = new Temporal.PlainTime(13, 5, 6, 7, 8, 9);
  expect(time.toString()).toBe("13:05:06.007008009");
  expect([time.hour, time.minute, time.second, time.millisecond, time.microsecond, time.nanosecond].join()).toBe("13,5,6,7,8,9");
});

test("parts of a constructor are in range", () => {
  expect(new Temporal.PlainTime().toString()).toBe("00:00:00");
  expect(new Temporal.PlainTime(1.9).hour).toBe(1);
  expect(() => new Temporal.PlainTime(24)).toThrow(RangeError);
  expect(() => new Temporal.PlainTime(0, 60)).toThrow(RangeError);
  expect(() => new Temporal.PlainTime(0, 0, 0, 1000)).toThrow(RangeError);
  expect(() => new Temporal.PlainTime(-1)).toThrow(RangeError);
  expect(() => new Temporal.PlainTime(256)).toThrow(RangeError);
  expect(() => new Temporal.PlainTime(Infinity)).toThrow(RangeError);
  expect(() => Temporal.PlainTime(1)).toThrow(TypeError);
});

test("from reads strings", () => {
  expect(Temporal.PlainTime.from("12:34").toString()).toBe("12:34:00");
  expect(Temporal.PlainTime.from("T123456.5").toString()).toBe("12:34:56.5");
  expect(Temporal.PlainTime.from("2024-01-01T01:02").toString()).toBe("01:02:00");
  expect(Temporal.PlainTime.from("23:59:60").toString()).toBe("23:59:59");
  for (const text of ["", "24:00", "12:60", "2024-01-01", "12:34Z", "1234567"]) {
    expect(() => Temporal.PlainTime.from(text)).toThrow(RangeError);
  }
});

test("from constrains or rejects", () => {
  expect(Temporal.PlainTime.from({ hour: 25, minute: -1 }).toString()).toBe("23:00:00");
  expect(Temporal.PlainTime.from({ nanosecond: 1e20 }).nanosecond).toBe(999);
  expect(() => Temporal.PlainTime.from({ hour: 25 }, { overflow: "reject" })).toThrow(RangeError);
  expect(() => Temporal.PlainTime.from({ hour: 1 }, { overflow: "other" })).toThrow(RangeError);
  expect(() => Temporal.PlainTime.from({})).toThrow(TypeError);
  expect(() => Temporal.PlainTime.from({ hour: 1 }, 5)).toThrow(TypeError);
});

test("from takes other classes", () => {
  expect(Temporal.PlainTime.from(Temporal.PlainDateTime.from("2024-01-01T05:06")).toString()).toBe("05:06:00");
  expect(Temporal.PlainTime.from(Temporal.ZonedDateTime.from("2024-01-01T05:06[Asia/Tokyo]")).hour).toBe(5);
});

test("clocks go round", () => {
  expect(Temporal.PlainTime.from("23:30").add({ hours: 1 }).toString()).toBe("00:30:00");
  expect(Temporal.PlainTime.from("00:30").subtract({ hours: 49 }).toString()).toBe("23:30:00");
  expect(Temporal.PlainTime.from("00:30").add({ days: 5 }).toString()).toBe("00:30:00");
});

test("with replaces parts", () => {
  const time = Temporal.PlainTime.from("12:34:56");
  expect(time.with({ minute: 0 }).toString()).toBe("12:00:56");
  expect(() => time.with({})).toThrow(TypeError);
  expect(() => time.with(time)).toThrow(TypeError);
  expect(() => time.with({ minute: 0, timeZone: "UTC" })).toThrow(TypeError);
  expect(() => time.with("12:00")).toThrow(TypeError);
});

test("until may go back", () => {
  const time = Temporal.PlainTime.from("12:00");
  expect(time.until("13:30").toString()).toBe("PT1H30M");
  expect(time.until("11:00").toString()).toBe("-PT1H");
  expect(time.since("11:00").toString()).toBe("PT1H");
  expect(time.until("13:31", { smallestUnit: "hour", roundingMode: "halfExpand" }).toString()).toBe("PT2H");
  expect(() => time.until("13:00", { largestUnit: "day" })).toThrow(RangeError);
});

test("round may end at midnight", () => {
  expect(Temporal.PlainTime.from("23:59:59.5").round("second").toString()).toBe("00:00:00");
  expect(Temporal.PlainTime.from("10:07").round({ smallestUnit: "minute", roundingIncrement: 15 }).toString()).toBe("10:00:00");
  expect(() => Temporal.PlainTime.from("10:07").round({ smallestUnit: "minute", roundingIncrement: 7 })).toThrow(RangeError);
  expect(() => Temporal.PlainTime.from("10:07").round("day")).toThrow(RangeError);
});

test("compare and equals", () => {
  expect(Temporal.PlainTime.compare("12:00", "13:00")).toBe(-1);
  expect(Temporal.PlainTime.compare("12:00", { hour: 12 })).toBe(0);
  expect(Temporal.PlainTime.from("12:00").equals("12:00:00.000000001")).toBe(false);
});

test("parts are read in alphabetical order, options last", () => {
  const log = [];
  const watch = (name, target) => new Proxy(target, {
    get(_, key) { log.push(`${name}${String(key)}`); return target[key]; },
  });
  Temporal.PlainTime.from(watch("", { hour: 1 }), watch("options.", {}));
  expect(log.join()).toBe("hour,microsecond,millisecond,minute,nanosecond,second,options.overflow");
});
