const utc = (text) => new Date(text).toISOString();

test("the format of the language", () => {
  expect(utc("2020")).toBe("2020-01-01T00:00:00.000Z");
  expect(utc("2020-02-29")).toBe("2020-02-29T00:00:00.000Z");
  expect(utc("2020-02-29T12:34Z")).toBe("2020-02-29T12:34:00.000Z");
  expect(utc("2020-02-29T12:34:56.789123+05:30")).toBe("2020-02-29T07:04:56.789Z");
  expect(utc("-000001-01-01T00:00:00Z")).toBe("-000001-01-01T00:00:00.000Z");
  expect(utc("2020-01-01T24:00:00Z")).toBe("2020-01-02T00:00:00.000Z");
});

test("a time without a zone is local", () => {
  expect(new Date("2020-02-29T12:34").getTime()).toBe(new Date(2020, 1, 29, 12, 34).getTime());
  expect(new Date("2020-02-29 12:34").getTime()).toBe(new Date(2020, 1, 29, 12, 34).getTime());
});

test("what others write", () => {
  expect(utc("Tue, 03 Mar 2020 04:05:06 GMT")).toBe("2020-03-03T04:05:06.000Z");
  expect(utc("Tue Mar 03 2020 04:05:06 GMT+0100 (CET)")).toBe("2020-03-03T03:05:06.000Z");
  expect(utc("3 March 2020 UTC")).toBe("2020-03-03T00:00:00.000Z");
  expect(utc("Mar 3, 2020 4:05 PM PST")).toBe("2020-03-04T00:05:00.000Z");
  expect(utc("3/4/2020 GMT")).toBe("2020-03-04T00:00:00.000Z");
  expect(utc("2020/3/4 UTC")).toBe("2020-03-04T00:00:00.000Z");
});

test("what a date writes can be read", () => {
  for (const time of [0, -1e12, 1.6e12, -7e13, 8e14]) {
    const date = new Date(time);
    // Before zones there was local time to the second, which the text of a date does not show.
    expect(Math.abs(Date.parse(date.toString()) - time) < 60_000).toBe(true);
    expect(Date.parse(date.toUTCString())).toBe(time);
    expect(Date.parse(date.toISOString())).toBe(time);
  }
});

test("no dates", () => {
  for (const text of ["", "x", "2020-13-01", "2020-01-01T25:00Z", "2020-01-01T10:60Z", "-000000", "12:30", "Foo 1 2020 bar"]) {
    expect(Date.parse(text)).toBe(NaN);
  }
});
