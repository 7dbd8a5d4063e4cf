/** A body that was made for one version of a workspace. */
export type CachedBody = {
  readonly contentType: string;
  readonly body: string;
  readonly headers: Record<string, string>;
};

const largestEntry = 1 << 20;

/** Of all bodies of a workspace and their keys, in characters; they count as members in memory, see `HeldWorkspaces`. */
const mostCharacters = 8 << 20;

/** What an entry takes besides, in characters. */
const overhead = 256;

/** Answers of one workspace, good for as long as its tag (version, month) stays. Whoever reads from it has looked the
 *  version up first, so an answer is never older than the last acknowledged change. */
export class ReadCache {
  #tag = "";
  /** What is kept takes as much memory as so many. */
  characters = 0;
  readonly #bodies = new Map<string, CachedBody>();

  get(tag: string, key: string): CachedBody | undefined {
    return tag === this.#tag ? this.#bodies.get(key) : undefined;
  }

  set(tag: string, key: string, body: CachedBody): void {
    // Whoever asks chooses the key, and how long it is.
    const size = key.length + body.body.length + overhead;
    if (tag !== this.#tag || this.characters + size > mostCharacters) this.clear();
    this.#tag = tag;
    if (size > largestEntry || this.#bodies.has(key)) return;
    this.#bodies.set(key, body);
    this.characters += size;
  }

  clear(): void {
    this.#bodies.clear();
    this.characters = 0;
  }
}
