/** Whether a text can be the address of a mailbox: what counts is that the confirmation arrives. */
export function isEmail(text: string): boolean {
  return /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(text);
}
