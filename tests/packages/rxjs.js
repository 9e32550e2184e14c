const { from, of, range, zip, merge, Subject, BehaviorSubject, interval, throwError } = require("rxjs"),
  o = require("rxjs/operators");
range(1, 3000)
  .pipe(
    o.filter((x) => x % 2 === 0),
    o.map((x) => x * x),
    o.scan((a, b) => a + b, 0),
    o.takeLast(3),
  )
  .subscribe(
    (x) => console.log("v", x),
    null,
    () => console.log("done"),
  );
zip(of(1, 2, 3), from("abc"))
  .pipe(
    o.map(([a, b]) => b.repeat(a)),
    o.toArray(),
  )
  .subscribe((x) => console.log(x.join()));
const s = new Subject();
s.pipe(
  o.bufferCount(2),
  o.concatMap((x) => from(x).pipe(o.startWith("s"))),
).subscribe((x) => console.log(x));
[1, 2, 3, 4].forEach((x) => s.next(x));
s.complete();
throwError(() => new Error("boom"))
  .pipe(o.catchError((e) => of("caught " + e.message)))
  .subscribe(console.log);
from(Promise.resolve(9))
  .pipe(o.mergeMap((x) => [x, x + 1]))
  .subscribe((x) => console.log("p", x));
const b = new BehaviorSubject(1);
b.subscribe((x) => console.log("b", x));
b.next(2);
of(3, 1, 2)
  .pipe(
    o.reduce((a, x) => a.concat(x), []),
    o.groupBy((x) => x.length),
    o.mergeMap((g) => g.pipe(o.map((v) => [g.key, v]))),
  )
  .subscribe((x) => console.log(JSON.stringify(x)));
