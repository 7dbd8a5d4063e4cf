import type { Address } from "./invoice/party.ts";

/** Countries that write the postal code behind the city. */
const codeBehindCity = new Set("AU CA GB GG IE IM IN JE NZ SG TH TW US ZA".split(" "));

/** The line of an address that names the city. */
export function formatCity({ postalCode, city, country }: Address): string {
  return codeBehindCity.has(country) ? `${city} ${postalCode}` : `${postalCode} ${city}`;
}
