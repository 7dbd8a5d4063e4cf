/** A path of these segments, each any string: `["members", "a/b"]` is `/members/a%2Fb`.
 *  @throws TypeError for what has no place in a path, and would reach another address than was meant. */
export function toPath(segments: readonly string[]): string {
  return segments.map((segment) => `/${encode(segment)}`).join("");
}

function encode(segment: string): string {
  if (["", ".", ".."].includes(segment) || !segment.isWellFormed())
    throw new TypeError(`${JSON.stringify(segment)} is no id that can be written in an address.`);
  return encodeURIComponent(segment);
}
