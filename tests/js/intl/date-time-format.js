const time = Date.UTC(2024, 2, 7, 15, 4, 5, 678);
const show = (locale, options, x = time) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(x);

test("the date by default", () => {
  expect(show("en-US", {})).toBe("3/7/2024");
  expect(show("en-GB", {})).toBe("07/03/2024");
  expect(show("de", {})).toBe("7.3.2024");
  expect(show("ja", {})).toBe("2024/3/7");
  expect(show("ko", {})).toBe("2024. 3. 7.");
});

test("styles", () => {
  expect(show("en", { dateStyle: "full" })).toBe("Thursday, March 7, 2024");
  expect(show("fr", { dateStyle: "long" })).toBe("7 mars 2024");
  expect(show("es", { dateStyle: "medium" })).toBe("7 mar 2024");
  expect(show("en", { timeStyle: "short" })).toBe("3:04 PM");
  expect(show("de", { timeStyle: "medium" })).toBe("15:04:05");
  expect(show("en", { dateStyle: "long", timeStyle: "short" })).toBe("March 7, 2024 at 3:04 PM");
  expect(show("de", { dateStyle: "long", timeStyle: "short" })).toBe("7. März 2024 um 15:04");
});

test("fields in the order of the locale", () => {
  expect(show("en", { year: "numeric", month: "long", day: "numeric" })).toBe("March 7, 2024");
  expect(show("de", { weekday: "short", month: "short", day: "numeric" })).toBe("Do., 7. März");
  expect(show("zh-CN", { year: "numeric", month: "long" })).toBe("2024年3月");
  expect(show("en", { month: "long" })).toBe("March");
  expect(show("en", { year: "2-digit", month: "2-digit", day: "2-digit" })).toBe("03/07/24");
});

test("hours", () => {
  expect(show("en", { hour: "numeric" })).toBe("3 PM");
  expect(show("en", { hour: "numeric", hour12: false })).toBe("15");
  expect(show("de", { hour: "numeric", minute: "numeric", hour12: true })).toBe("3:04 PM");
  expect(show("en", { hour: "numeric", minute: "numeric", hourCycle: "h23" })).toBe("15:04");
});

test("midnight in each cycle", () => {
  const midnight = Date.UTC(2024, 0, 1);
  const of = (hourCycle) => new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle, timeZone: "UTC" })
    .formatToParts(midnight).find((part) => part.type === "hour").value;
  expect(of("h12")).toBe("12");
  expect(of("h11")).toBe("0");
  expect(of("h23")).toBe("00");
  expect(of("h24")).toBe("24");
});

test("times of day", () => {
  expect(show("en", { hour: "numeric", dayPeriod: "long" })).toBe("3 in the afternoon");
  expect(show("de", { dayPeriod: "long" })).toBe("nachmittags");
});

test("fractions of seconds", () => {
  expect(show("en", { second: "numeric", fractionalSecondDigits: 2 })).toBe("5.67");
  expect(show("en", { minute: "numeric", second: "numeric", fractionalSecondDigits: 3 })).toBe("04:05.678");
});

test("time zones", () => {
  const zone = (timeZone, timeZoneName) => show("en", { hour: "numeric", minute: "numeric", timeZone, timeZoneName });
  expect(zone("America/New_York", "short")).toBe("10:04 AM EST");
  expect(zone("America/New_York", "long")).toBe("10:04 AM Eastern Standard Time");
  expect(zone("Europe/Berlin", "shortOffset")).toBe("4:04 PM GMT+1");
  expect(zone("Asia/Kolkata", "longOffset")).toBe("8:34 PM GMT+05:30");
  expect(zone("+05:45", "short")).toBe("8:49 PM GMT+5:45");
});

test("summer time", () => {
  const july = Date.UTC(2024, 6, 1, 12);
  expect(show("en", { hour: "numeric", timeZone: "Europe/Berlin", timeZoneName: "long" }, july)).toBe("2 PM Central European Summer Time");
});

test("identifiers of zones", () => {
  const id = (timeZone) => new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  expect(id("europe/berlin")).toBe("Europe/Berlin");
  expect(id("Asia/Calcutta")).toBe("Asia/Calcutta");
  expect(id("utc")).toBe("UTC");
  expect(id("-0800")).toBe("-08:00");
  expect(() => id("Europe/Nowhere")).toThrow(RangeError);
  expect(() => id("+24:00")).toThrow(RangeError);
});

test("calendars", () => {
  const day = (calendar) => show("en", { calendar, year: "numeric", month: "long", day: "numeric" });
  expect(day("hebrew")).toBe("27 Adar I 5784");
  expect(day("islamic-civil")).toBe("Shaʻban 26, 1445 AH");
  expect(day("japanese")).toBe("March 7, 6 Reiwa");
  expect(day("buddhist")).toBe("March 7, 2567 BE");
  expect(day("persian")).toBe("Esfand 17, 1402 AP");
});

test("a calendar of the tag, a calendar of the region", () => {
  expect(new Intl.DateTimeFormat("de-u-ca-hebrew").resolvedOptions().calendar).toBe("hebrew");
  expect(new Intl.DateTimeFormat("th").resolvedOptions().calendar).toBe("buddhist");
  expect(show("th", {})).toBe("7/3/2567");
});

test("eras", () => {
  const ancient = Date.UTC(-43, 2, 15);
  expect(show("en", { year: "numeric", era: "short" }, ancient)).toBe("44 BC");
  expect(show("en", { year: "numeric", era: "long" })).toBe("2024 Anno Domini");
});

test("ranges say once what is the same", () => {
  const format = new Intl.DateTimeFormat("en", { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
  const day = 86400000;
  expect(format.formatRange(time, time)).toBe("Mar 7, 2024");
  expect(format.formatRange(time, time + 2 * day)).toBe("Mar 7\u2009–\u20099, 2024");
  expect(format.formatRange(time, time + 40 * day)).toBe("Mar 7\u2009–\u2009Apr 16, 2024");
  expect(format.formatRange(time, time + 400 * day)).toBe("Mar 7, 2024\u2009–\u2009Apr 11, 2025");
});

test("ranges of times on one day", () => {
  const format = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  expect(format.formatRange(time, time + 3600000)).toBe("Mar 7, 2024, 3:04\u2009–\u20094:04 PM");
  expect(format.formatRange(time - 4 * 3600000, time)).toBe("Mar 7, 2024, 11:04 AM\u2009–\u20093:04 PM");
});

test("parts", () => {
  const parts = new Intl.DateTimeFormat("en", { timeZone: "UTC" }).formatToParts(time);
  expect(parts.map((part) => part.type).join(" ")).toBe("month literal day literal year");
});

test("styles and fields contradict each other", () => {
  expect(() => show("en", { dateStyle: "short", year: "numeric" })).toThrow(TypeError);
  expect(() => new Date(0).toLocaleDateString("en", { timeStyle: "short" })).toThrow(TypeError);
});

test("what is no time", () => {
  expect(() => show("en", {}, NaN)).toThrow(RangeError);
  expect(() => show("en", {}, 8.64e15 + 1)).toThrow(RangeError);
  expect(show("en", { dateStyle: "short" }, 8.64e15)).toBe("9/13/60");
});

test("methods of Date", () => {
  const date = new Date(time);
  const zone = { timeZone: "UTC" };
  expect(date.toLocaleString("en", zone)).toBe("3/7/2024, 3:04:05 PM");
  expect(date.toLocaleDateString("de", zone)).toBe("7.3.2024");
  expect(date.toLocaleTimeString("fr", zone)).toBe("15:04:05");
  expect(new Date(NaN).toLocaleString()).toBe("Invalid Date");
});

test("objects of Temporal", () => {
  const date = Temporal.PlainDate.from("2024-03-07");
  expect(date.toLocaleString("en", { dateStyle: "long" })).toBe("March 7, 2024");
  expect(Temporal.PlainTime.from("15:04").toLocaleString("en", { timeStyle: "short" })).toBe("3:04 PM");
  expect(Temporal.PlainYearMonth.from({ year: 2024, month: 3, calendar: "gregory" }).toLocaleString("en", { month: "long", calendar: "gregory" })).toBe("March");
  expect(() => new Intl.DateTimeFormat("en", { timeStyle: "short" }).format(date)).toThrow(TypeError);
  expect(Temporal.ZonedDateTime.from("2024-03-07T15:04[Europe/Berlin]").toLocaleString("en")).toBe("3/7/2024, 3:04:00 PM GMT+1");
});

test("weekday with a time, and with a date by its style", () => {
  expect(show("en", { weekday: "short", hour: "numeric" })).toBe("Thu 3 PM");
  expect(show("pt-PT", { weekday: "long", day: "numeric", month: "long", year: "numeric" })).toBe("quinta-feira, 7 de março de 2024");
  expect(show("pt-BR", { day: "numeric", month: "numeric", hour: "2-digit", minute: "2-digit" })).toBe("07/03, 15:04");
});

test("styles that a class of Temporal can't have", () => {
  const both = { dateStyle: "full", timeStyle: "full" };
  const year = Temporal.PlainYearMonth.from({ year: 2024, month: 3, calendar: "gregory" });
  const day = Temporal.PlainMonthDay.from({ monthCode: "M03", day: 7, calendar: "gregory" });
  for (const object of [year, day, Temporal.PlainDate.from("2024-03-07"), Temporal.PlainTime.from("15:04")]) {
    expect(() => object.toLocaleString("en-u-ca-gregory", both)).toThrow(TypeError);
  }
});

test("ranges show fields that differ, though nobody asked for them", () => {
  const range = (options, end) => new Intl.DateTimeFormat("de", { timeZone: "UTC", ...options }).formatRange(Date.UTC(2024, 0, 5), end);
  expect(range({ day: "numeric" }, Date.UTC(2024, 0, 8))).toBe("5.–8.");
  expect(range({ day: "numeric" }, Date.UTC(2024, 5, 8))).toBe("05.01.\u2009–\u200908.06.");
  expect(range({ day: "numeric" }, Date.UTC(2025, 5, 8))).toBe("05.01.2024\u2009–\u200908.06.2025");
});
