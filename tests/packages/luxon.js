const { DateTime, Duration, Interval } = require("luxon");
const d = DateTime.utc(2024, 2, 29, 12, 34, 56, 789);
console.log(
  d.toISO(),
  d.plus({ months: 1, days: 3 }).toISO(),
  d.startOf("week").toISODate(),
  d.toFormat("yyyy-LL-dd HH:mm:ss.SSS ooo kkkk-'W'WW"),
  d.weekNumber,
  d.ordinal,
);
console.log(
  DateTime.fromISO("2024-W10-3T10:00:00+02:00", { setZone: true }).toISO(),
  DateTime.fromFormat("25.12.1995 03:04", "dd.MM.yyyy HH:mm", { zone: "utc" }).toISO(),
  DateTime.fromISO("nope").invalidReason,
);
console.log(
  Duration.fromObject({ hours: 50, minutes: 70 }).normalize().toISO(),
  Duration.fromISO("P1Y2M3DT4H5M6.7S").toObject(),
);
const i = Interval.fromDateTimes(d, d.plus({ days: 10 }));
console.log(i.toISO(), i.splitBy({ days: 3 }).map(String).join(" "));
console.log(d.diff(DateTime.utc(2020), ["years", "months", "days"]).toObject());
