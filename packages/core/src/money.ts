/** An amount in the currency's minor unit (cents), an integer. */
export type Money = { currency: string; minor: number };

/** `upTo` is the last license of the tier, counted from the first license of all; null on the last tier. */
export type Tier = { upTo: number | null; unitMinor: number };

/** A price per license and month. `volume`: all licenses at the price of the tier the total falls in; `graduated`: each
 *  license at the price of its own tier. `minimumLicenses`: at least so many are billed. */
export type Price = { currency: string; minimumLicenses?: number } & (
  | { unitMinor: number }
  | { tiers: Tier[]; tierMode: "volume" | "graduated" }
);

/** So many licenses at one unit price. */
export type PriceStep = { licenses: number; unitMinor: number; amount: Money };

/** What a number of licenses costs: the steps sum to `net`. `minimumLicenses` is there only where it raised the number. */
export type Amount = { net: Money; steps: PriceStep[]; minimumLicenses?: number };

/** The net amount of `licenses` (an integer, 0 or more) for one month. No rounding is needed: unit prices are integers. */
export function amountOf(price: Price, licenses: number): Amount {
  const billed = Math.max(licenses, price.minimumLicenses ?? 0);
  const steps = quantities(price, billed).map(([quantity, unitMinor]): PriceStep => ({
    licenses: quantity,
    unitMinor,
    amount: { currency: price.currency, minor: quantity * unitMinor },
  }));
  const net = { currency: price.currency, minor: steps.reduce((sum, step) => sum + step.amount.minor, 0) };
  return billed > licenses ? { net, steps, minimumLicenses: billed } : { net, steps };
}

function quantities(price: Price, billed: number): [quantity: number, unitMinor: number][] {
  if (billed === 0) return [];
  if ("unitMinor" in price) return [[billed, price.unitMinor]];
  if (price.tierMode === "volume") {
    const tier = price.tiers.find(({ upTo }) => upTo === null || billed <= upTo);
    return tier ? [[billed, tier.unitMinor]] : [];
  }
  let from = 0;
  return price.tiers.flatMap(({ upTo, unitMinor }) => {
    const quantity = Math.min(billed, upTo ?? billed) - from;
    from += Math.max(quantity, 0);
    return quantity > 0 ? [[quantity, unitMinor] as [number, number]] : [];
  });
}
