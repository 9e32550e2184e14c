const moment = require("moment");
const d = moment.utc("2024-02-29T12:34:56.789Z");
console.log(
  d.format(),
  d.format("dddd, MMMM Do YYYY, h:mm:ss a [x] DDDo gggg [W]ww"),
  d.clone().add(1, "month").endOf("week").toISOString(),
  d.clone().subtract(1, "y").format("L LTS LLLL"),
  moment.utc("12-25-1995", "MM-DD-YYYY").from(moment.utc("2000-01-01")),
  moment.duration(98765432).humanize(),
  moment.utc("nope", "YYYY").isValid(),
  moment.duration(98765432).toISOString(),
  d.calendar(moment.utc("2024-03-01")),
  JSON.stringify(d),
  d.isBetween("2024-01-01", "2025-01-01"),
);
let x = d.clone();
for (let i = 0; i < 3000; i++) x.add(i % 37, "hours").startOf(i % 2 ? "minute" : "hour");
console.log(x.format());
console.log(moment("2024-06-15T10:00:00").format());
console.log(
  moment.utc([2010, 1, 14, 15, 25, 50, 125]).toString(),
  moment.weekdays().join(),
  moment.utc("Mon, 25 Dec 1995 13:30:00 GMT", moment.RFC_2822).toISOString(),
);
