import { bench, group } from "stilla:bench";
import { bill, total } from "shop";

const lines = Array.from({ length: 100 }, (_, index) => ({ name: index % 2 ? "tea" : "cup", count: index }));

group("a hundred lines", () => {
  bench("total", () => total(lines));
  bench("bill", () => bill(lines));
});
