/** Cents as people write them. */
export const money = (cents, currency) => `${(cents / 100).toFixed(2)} ${currency}`;
