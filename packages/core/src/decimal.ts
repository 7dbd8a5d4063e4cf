/** Minor units as a plain decimal number with a dot: "116.62" for 11662 and 2 digits, "-0.05", "1200" for none.
 *  @param digits how many digits the minor unit stands for, see `minorDigits`. @throws RangeError for what is no integer, or
 *  larger than a computer counts exactly. */
export function toDecimal(minor: number, digits: number): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is no amount in minor units.`);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const number = digits === 0 ? whole : `${whole}.${text.slice(-digits)}`;
  return minor < 0 ? `-${number}` : number;
}
