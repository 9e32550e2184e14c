import prices, { currency } from "../data/prices.toml";
import { money } from "./money.js";

export interface Line {
  readonly name: string;
  readonly count: number;
}

export class UnknownArticle extends Error {
  readonly article: string;

  constructor(article: string) {
    super(`there is no article '${article}'`);
    this.article = article;
  }
}

const priceOf = ({ name, count }: Line): number => {
  const price: number | undefined = prices.articles[name];
  if (price === undefined) {
    throw new UnknownArticle(name);
  }
  return price * count;
};

export const total = (lines: readonly Line[]): number => lines.map(priceOf).reduce((sum, price) => sum + price, 0);

export const bill = (lines: readonly Line[]): string => {
  const rows = lines.map((line) => `${line.count} × ${line.name}`.padEnd(20) + money(priceOf(line), currency));
  return [...rows, "".padEnd(20) + money(total(lines), currency)].join("\n");
};
