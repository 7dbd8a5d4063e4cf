/** Whether a text of digits and letters (which stand for 10 to 35) has the check digits of ISO/IEC 7064 MOD 97-10. */
function hasCheckDigits(text: string): boolean {
  const digits = text.replaceAll(/[a-z]/giu, (letter) => String(parseInt(letter, 36)));
  return BigInt(digits) % 97n === 1n;
}

/** Whether a text is an IBAN without spaces, its check digits included. Source: ISO 13616. */
export function isIban(iban: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && hasCheckDigits(iban.slice(4) + iban.slice(0, 4));
}

/** Whether a text is a German Leitweg-ID, its check digits included. Source: KoSIT, Formatspezifikation Leitweg-ID 2.0.2. */
export function isLeitwegId(reference: string): boolean {
  const isWritten = /^\d{2,12}(?:-[0-9A-Z]{1,30})?-\d{2}$/iu.test(reference);
  return isWritten && hasCheckDigits(reference.replaceAll("-", ""));
}
