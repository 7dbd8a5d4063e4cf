import type { ClientOptions } from "./options.ts";

/** Whoever the client asks as. */
export class Credentials {
  readonly #getToken: (() => string | Promise<string>) | undefined;
  #token: Promise<string> | undefined;

  constructor({ apiKey, token, getToken }: ClientOptions) {
    const fixed = apiKey ?? token;
    this.#getToken = getToken;
    // A line break at its end, as a file has one, is no part of it, and headers take none.
    const trimmed = fixed?.trim();
    if (trimmed) this.#token = Promise.resolve(trimmed);
    else if (!getToken) throw new TypeError("Give apiKey, token or getToken, and none that is empty.");
  }

  /** What to send now. The promise stands for the token in `renew`. Rejects as `getToken` does. */
  current(): Promise<string> {
    if (this.#token) return this.#token;
    const asked = (async () => (await this.#getToken?.()) ?? "")();
    this.#token = asked;
    // What failed once is asked again by the next request.
    asked.catch(() => this.renew(asked));
    return asked;
  }

  /** Has the next request ask for another token than `stale`. False where there is nobody to ask. */
  renew(stale: Promise<string>): boolean {
    if (!this.#getToken) return false;
    // Of several requests that were refused with the same token, one asks.
    if (this.#token === stale) this.#token = undefined;
    return true;
  }
}
