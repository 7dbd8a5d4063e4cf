/** Invisible and bidirectional controls among them: two addresses that look alike are one. */
const atom = String.raw`[^\s@<>,;:".\p{C}\p{Default_Ignorable_Code_Point}\u2800]+`;
const dotted = String.raw`${atom}(?:\.${atom})*`;
const pattern = new RegExp(`^(?=.{1,64}@)${dotted}@${dotted}$`, "u");

/** Whether a text can be the address of a mailbox: what counts is that the confirmation arrives. */
export function isEmail(text: string): boolean {
  return pattern.test(text);
}
