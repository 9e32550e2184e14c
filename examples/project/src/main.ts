import orders from "../data/orders.csv";
import { bill, type Line } from "./shop.ts";

const lines: Line[] = orders.map(({ name, count }) => ({ name, count: Number(count) }));
console.log(bill(lines));
