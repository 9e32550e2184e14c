const inCalendar = (id, date = "2024-10-02") => Temporal.PlainDate.from(date).withCalendar(id);
const parts = date => [date.era, date.eraYear, date.year, date.month, date.monthCode, date.day].join();

test("one day in all calendars", () => {
  const expected = {
    iso8601: ",,2024,10,M10,2",
    gregory: "ce,2024,2024,10,M10,2",
    buddhist: "be,2567,2567,10,M10,2",
    japanese: "reiwa,6,2024,10,M10,2",
    roc: "roc,113,113,10,M10,2",
    hebrew: "am,5784,5784,13,M12,29",
    chinese: ",,2024,8,M08,30",
    dangi: ",,2024,8,M08,30",
    coptic: "am,1741,1741,1,M01,22",
    ethiopic: "am,2017,2017,1,M01,22",
    ethioaa: "aa,7517,7517,1,M01,22",
    indian: "shaka,1946,1946,7,M07,10",
    persian: "ap,1403,1403,7,M07,11",
    "islamic-civil": "ah,1446,1446,3,M03,28",
    "islamic-tbla": "ah,1446,1446,3,M03,29",
    "islamic-umalqura": "ah,1446,1446,3,M03,29",
  };
  for (const [id, text] of Object.entries(expected)) {
    expect(`${id}:${parts(inCalendar(id))}`).toBe(`${id}:${text}`);
  }
});

test("identifiers take any case, and old names", () => {
  expect(inCalendar("GREGORY").calendarId).toBe("gregory");
  expect(inCalendar("islamicc").calendarId).toBe("islamic-civil");
  expect(inCalendar("ethiopic-amete-alem").calendarId).toBe("ethioaa");
});

test("unknown calendars", () => {
  for (const id of ["gregorian", "julian", "islamic", "islamic-rgsa", "", "iso", "hebrew "]) {
    expect(() => inCalendar(id)).toThrow(RangeError);
  }
  expect(() => Temporal.PlainDate.from("2024-01-01[u-ca=islamic]")).toThrow(RangeError);
  expect(() => inCalendar(5)).toThrow(TypeError);
  expect(() => inCalendar({})).toThrow(TypeError);
});

test("a calendar may be given by a date or a string of one", () => {
  expect(inCalendar(inCalendar("hebrew")).calendarId).toBe("hebrew");
  expect(inCalendar("2020-01-01[u-ca=roc]").calendarId).toBe("roc");
  expect(inCalendar("2020-01-01").calendarId).toBe("iso8601");
});

test("eras", () => {
  const date = Temporal.PlainDate.from({ calendar: "gregory", era: "bce", eraYear: 1, month: 1, day: 1 });
  expect(date.year).toBe(0);
  expect(date.toString()).toBe("0000-01-01[u-ca=gregory]");
  expect(Temporal.PlainDate.from({ calendar: "japanese", era: "showa", eraYear: 64, month: 1, day: 7 }).year).toBe(1989);
  expect(() => Temporal.PlainDate.from({ calendar: "gregory", era: "bce", eraYear: 1, year: 5, month: 1, day: 1 })).toThrow(RangeError);
  expect(() => Temporal.PlainDate.from({ calendar: "gregory", era: "unknown", eraYear: 1, month: 1, day: 1 })).toThrow(RangeError);
  expect(() => Temporal.PlainDate.from({ calendar: "gregory", eraYear: 1, month: 1, day: 1 })).toThrow(TypeError);
});

test("eras aren't asked for where there are none", () => {
  const log = [];
  const bag = new Proxy({ year: 2024, month: 1, day: 1 }, { get(target, key) { log.push(key); return target[key]; } });
  Temporal.PlainDate.from(bag);
  expect(log.join()).toBe("calendar,day,month,monthCode,year");
});

test("leap months", () => {
  const date = Temporal.PlainDate.from({ calendar: "hebrew", year: 5784, monthCode: "M05L", day: 1 });
  expect(date.month).toBe(6);
  expect(date.monthsInYear).toBe(13);
  expect(date.inLeapYear).toBe(true);
  expect(date.add({ years: 1 }).monthCode).toBe("M06");
  expect(() => date.add({ years: 1 }, { overflow: "reject" })).toThrow(RangeError);
});

test("a month that is no month of the calendar", () => {
  expect(() => Temporal.PlainDate.from({ calendar: "persian", year: 1403, monthCode: "M13", day: 1 })).toThrow(RangeError);
  expect(Temporal.PlainDate.from({ calendar: "coptic", year: 1741, monthCode: "M13", day: 9 }).day).toBe(5);
});

test("months are counted by the calendar", () => {
  const one = inCalendar("chinese", "2023-01-22");
  const two = inCalendar("chinese", "2024-02-10");
  expect(one.until(two, { largestUnit: "month" }).toString()).toBe("P13M");
  expect(one.until(two, { largestUnit: "year" }).toString()).toBe("P1Y");
});

test("months of lunisolar calendars are counted only so far", () => {
  const one = inCalendar("chinese", "0001-01-01");
  const two = inCalendar("chinese", "+200000-01-01");
  expect(() => one.until(two, { largestUnit: "month" })).toThrow(RangeError);
  expect(one.until(two, { largestUnit: "year" }).years).toBe(199999);
  expect(() => Temporal.Duration.from({ days: 9e7 }).round({ largestUnit: "month", relativeTo: one })).toThrow(RangeError);
});

test("month-days find a year of reference", () => {
  const day = Temporal.PlainMonthDay.from({ calendar: "hebrew", monthCode: "M05L", day: 1 });
  expect(day.toString()).toBe("1970-02-07[u-ca=hebrew]");
  expect(day.monthCode).toBe("M05L");
});

test("with in a calendar with eras", () => {
  const date = inCalendar("japanese");
  expect(date.with({ era: "heisei", eraYear: 1 }).year).toBe(1989);
  expect(date.with({ year: 2000 }).era).toBe("heisei");
  expect(() => date.with({ era: "heisei" })).toThrow(TypeError);
});
