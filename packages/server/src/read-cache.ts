/** A body that was made for one version of a workspace. */
export type CachedBody = {
  readonly contentType: string;
  readonly body: string;
  readonly headers: Record<string, string>;
};

const largestBody = 1 << 20;

/** Of all bodies of a workspace, in characters; they count as members in memory, see `HeldWorkspaces`. */
const mostCharacters = 8 << 20;

/** Answers of one workspace, good for as long as its tag (version, month) stays. Whoever reads from it has looked the
 *  version up first, so an answer is never older than the last acknowledged change. */
export class ReadCache {
  #tag = "";
  /** Of all bodies that are kept. */
  characters = 0;
  readonly #bodies = new Map<string, CachedBody>();

  get(tag: string, key: string): CachedBody | undefined {
    return tag === this.#tag ? this.#bodies.get(key) : undefined;
  }

  set(tag: string, key: string, body: CachedBody): void {
    if (tag !== this.#tag || this.characters + body.body.length > mostCharacters) this.clear();
    this.#tag = tag;
    if (body.body.length > largestBody || this.#bodies.has(key)) return;
    this.#bodies.set(key, body);
    this.characters += body.body.length;
  }

  clear(): void {
    this.#bodies.clear();
    this.characters = 0;
  }
}
