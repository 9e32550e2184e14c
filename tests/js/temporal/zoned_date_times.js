const berlin = text => Temporal.ZonedDateTime.from(`${text}[Europe/Berlin]`);

test("an instant in a zone", () => {
  const zoned = new Temporal.ZonedDateTime(0n, "America/New_York");
  expect(zoned.toString()).toBe("1969-12-31T19:00:00-05:00[America/New_York]");
  expect([zoned.timeZoneId, zoned.hour, zoned.offset, zoned.offsetNanoseconds].join()).toBe("America/New_York,19,-05:00,-18000000000000");
});

test("identifiers keep their name and take any case", () => {
  expect(new Temporal.ZonedDateTime(0n, "asia/calcutta").timeZoneId).toBe("Asia/Calcutta");
  expect(new Temporal.ZonedDateTime(0n, "+0530").timeZoneId).toBe("+05:30");
  expect(new Temporal.ZonedDateTime(0n, "Asia/Calcutta").equals(new Temporal.ZonedDateTime(0n, "Asia/Kolkata"))).toBe(true);
  for (const name of ["Europe/Nowhere", "+05:30:30", "", "2024-01-01[UTC]"]) {
    expect(() => new Temporal.ZonedDateTime(0n, name)).toThrow(RangeError);
  }
  expect(() => new Temporal.ZonedDateTime(0n)).toThrow(TypeError);
});

test("days have 23, 24 or 25 hours", () => {
  expect(berlin("2024-03-31T12:00").hoursInDay).toBe(23);
  expect(berlin("2024-10-27T12:00").hoursInDay).toBe(25);
  expect(berlin("2024-06-01T12:00").hoursInDay).toBe(24);
});

test("days are added by the calendar, hours by the clock", () => {
  const zoned = berlin("2024-03-30T12:00");
  expect(zoned.add({ days: 1 }).toString()).toBe("2024-03-31T12:00:00+02:00[Europe/Berlin]");
  expect(zoned.add({ hours: 24 }).toString()).toBe("2024-03-31T13:00:00+02:00[Europe/Berlin]");
});

test("until counts days by the calendar", () => {
  const zoned = berlin("2024-03-30T12:00");
  expect(zoned.until(berlin("2024-03-31T12:00")).toString()).toBe("PT23H");
  expect(zoned.until(berlin("2024-03-31T12:00"), { largestUnit: "day" }).toString()).toBe("P1D");
  expect(() => zoned.until("2024-03-31T12:00[Asia/Tokyo]", { largestUnit: "day" })).toThrow(RangeError);
  expect(zoned.until("2024-03-31T12:00[Asia/Tokyo]").toString()).toBe("PT16H");
});

test("an offset must agree with the zone, or the options say what then", () => {
  const text = "2024-06-01T12:00+05:00[Europe/Berlin]";
  expect(() => Temporal.ZonedDateTime.from(text)).toThrow(RangeError);
  expect(Temporal.ZonedDateTime.from(text, { offset: "use" }).toString()).toBe("2024-06-01T09:00:00+02:00[Europe/Berlin]");
  expect(Temporal.ZonedDateTime.from(text, { offset: "ignore" }).hour).toBe(12);
  expect(Temporal.ZonedDateTime.from(text, { offset: "prefer" }).hour).toBe(12);
});

test("an offset chooses between two equal local times", () => {
  expect(berlin("2024-10-27T02:30+01:00").toString()).toBe("2024-10-27T02:30:00+01:00[Europe/Berlin]");
  expect(berlin("2024-10-27T02:30").offset).toBe("+02:00");
});

test("from parts needs a zone", () => {
  const parts = { year: 2024, month: 1, day: 1 };
  expect(() => Temporal.ZonedDateTime.from(parts)).toThrow(TypeError);
  expect(Temporal.ZonedDateTime.from({ ...parts, timeZone: "UTC", hour: 5 }).toString()).toBe("2024-01-01T05:00:00+00:00[UTC]");
  expect(() => Temporal.ZonedDateTime.from({ ...parts, timeZone: 5 })).toThrow(TypeError);
  expect(() => Temporal.ZonedDateTime.from("2024-01-01T00:00Z")).toThrow(RangeError);
});

test("with keeps the offset where it can", () => {
  const later = berlin("2024-10-27T02:30+01:00");
  expect(later.with({ minute: 45 }).offset).toBe("+01:00");
  expect(later.with({ minute: 45 }, { offset: "ignore" }).offset).toBe("+02:00");
});

test("startOfDay isn't always midnight", () => {
  const zoned = Temporal.ZonedDateTime.from("2015-10-18T12:00[America/Sao_Paulo]");
  expect(zoned.startOfDay().toString()).toBe("2015-10-18T01:00:00-02:00[America/Sao_Paulo]");
});

test("withTimeZone keeps the instant, withPlainTime the date", () => {
  const zoned = berlin("2024-06-01T12:00");
  expect(zoned.withTimeZone("UTC").toString()).toBe("2024-06-01T10:00:00+00:00[UTC]");
  expect(zoned.withPlainTime("08:00").hour).toBe(8);
  expect(zoned.withPlainTime().hour).toBe(0);
});

test("transitions", () => {
  const zoned = berlin("2024-06-01T12:00");
  expect(zoned.getTimeZoneTransition("next").toString()).toBe("2024-10-27T02:00:00+01:00[Europe/Berlin]");
  expect(zoned.getTimeZoneTransition({ direction: "previous" }).toString()).toBe("2024-03-31T03:00:00+02:00[Europe/Berlin]");
  expect(zoned.withTimeZone("UTC").getTimeZoneTransition("next")).toBe(null);
  expect(() => zoned.getTimeZoneTransition()).toThrow(TypeError);
  expect(() => zoned.getTimeZoneTransition({})).toThrow(RangeError);
});

test("rules of far years go on", () => {
  expect(berlin("2500-07-01T12:00").offset).toBe("+02:00");
  expect(berlin("1890-01-01T12:00").offset).toBe("+00:53:28");
});

test("a rule doesn't hold before it was made", () => {
  expect(Temporal.ZonedDateTime.from("2015-11-05T12:00[Pacific/Norfolk]").offset).toBe("+11:00");
  expect(Temporal.ZonedDateTime.from("2019-11-05T12:00[Pacific/Norfolk]").offset).toBe("+12:00");
});

test("toString shows what is asked", () => {
  const zoned = berlin("2024-06-01T12:00:30");
  expect(zoned.toString({ timeZoneName: "never" })).toBe("2024-06-01T12:00:30+02:00");
  expect(zoned.toString({ offset: "never", smallestUnit: "minute" })).toBe("2024-06-01T12:00[Europe/Berlin]");
  expect(zoned.toString({ timeZoneName: "critical", calendarName: "always" })).toBe("2024-06-01T12:00:30+02:00[!Europe/Berlin][u-ca=iso8601]");
});

test("round by the day knows its length", () => {
  expect(berlin("2024-03-31T12:00").round("day").toString()).toBe("2024-03-31T00:00:00+01:00[Europe/Berlin]");
  expect(berlin("2024-03-31T12:31").round("day").toString()).toBe("2024-04-01T00:00:00+02:00[Europe/Berlin]");
});

test("zoned values become other things", () => {
  const zoned = berlin("2024-06-01T12:00");
  expect(zoned.toInstant().toString()).toBe("2024-06-01T10:00:00Z");
  expect(zoned.toPlainDateTime().toString()).toBe("2024-06-01T12:00:00");
  expect(zoned.toPlainDate().toString()).toBe("2024-06-01");
  expect(zoned.toPlainTime().toString()).toBe("12:00:00");
  expect(zoned.epochMilliseconds).toBe(Date.UTC(2024, 5, 1, 10));
});

test("Now is the host's", () => {
  expect(Math.abs(Temporal.Now.instant().epochMilliseconds - Date.now()) < 1000).toBe(true);
  expect(Temporal.Now.zonedDateTimeISO("Asia/Tokyo").timeZoneId).toBe("Asia/Tokyo");
  expect(Temporal.Now.zonedDateTimeISO().timeZoneId).toBe(Temporal.Now.timeZoneId());
  expect(Temporal.Now.plainDateISO("UTC").toString()).toBe(new Date().toISOString().slice(0, 10));
});

test("Date and Temporal agree on local time", () => {
  const date = new Date(2024, 6, 1, 12);
  const zoned = date.toTemporalInstant().toZonedDateTimeISO(Temporal.Now.timeZoneId());
  expect(zoned.hour).toBe(12);
  expect(date.getTimezoneOffset() * 60e9 + zoned.offsetNanoseconds).toBe(0);
});
