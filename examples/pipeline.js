// Asynchronous work in order: promises, async functions, an async generator and an error that is caught.
const later = (value) => new Promise((resolve) => resolve(value));

async function* readings() {
  for (const celsius of [18.5, 19.25, Number.NaN, 21]) yield later(celsius);
}

function toFahrenheit(celsius) {
  if (Number.isNaN(celsius)) throw new RangeError("the sensor gave no number");
  return (celsius * 9) / 5 + 32;
}

async function main() {
  for await (const celsius of readings()) {
    try {
      console.log(celsius, "->", toFahrenheit(celsius));
    } catch (error) {
      console.log(`${error.name}: ${error.message}`);
    }
  }
}

main().then(() => console.log("done"));
