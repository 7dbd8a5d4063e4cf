/** Nothing that is not seen, so that two addresses that look alike are one; and no dot without a neighbor. */
const unfit = /[\s<>,;:"\p{C}\p{Default_Ignorable_Code_Point}\u2800]|(?:^|\.|@)\.|\.(?:@|$)/u;

/** Whether a text can be the address of a mailbox: what counts is that the confirmation arrives. */
export function isEmail(text: string): boolean {
  return /^[^@]{1,64}@[^@]+$/u.test(text) && !unfit.test(text);
}
