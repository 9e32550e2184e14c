const dayjs = require("dayjs");
dayjs.extend(require("dayjs/plugin/utc"));
dayjs.extend(require("dayjs/plugin/customParseFormat"));
dayjs.extend(require("dayjs/plugin/relativeTime"));
dayjs.extend(require("dayjs/plugin/isoWeek"));
dayjs.extend(require("dayjs/plugin/duration"));
let d = dayjs.utc("2024-02-29T12:34:56.789Z");
console.log(
  d.format(),
  d.format("dddd, MMMM D, YYYY h:mm A SSS ZZ"),
  d.add(1, "year").format("YYYY-MM-DD"),
  d.endOf("month").toISOString(),
  d.isoWeek(),
  d.diff(dayjs.utc("2023-01-01"), "day", true),
);
let x = d;
for (let i = 0; i < 3000; i++) x = x.add(i % 37, "hour").startOf(i % 2 ? "minute" : "hour");
console.log(x.toISOString());
console.log(
  dayjs.utc("12-25-1995 03:04", "MM-DD-YYYY HH:mm").toISOString(),
  dayjs.utc("2020-01-01").from(dayjs.utc("2020-03-04")),
  dayjs.duration(123456789).format("D HH:mm:ss"),
  dayjs("garbage").isValid(),
  String(dayjs("garbage")),
  JSON.stringify(d),
);
console.log(dayjs(0).toDate().toISOString(), dayjs("2024-06-15T10:00:00").format());
