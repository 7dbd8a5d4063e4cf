import { ClientError } from "./client.ts";

const renewalMs = 30_000;

/** Holds a token and renews it, one request at a time however many callers wait. */
export class TokenSource {
  readonly #getToken: () => Promise<string> | string;
  #token: string | undefined;
  #pending: Promise<string> | undefined;

  constructor(getToken: () => Promise<string> | string) {
    this.#getToken = getToken;
  }

  /** The token in hand, or a new one when there is none or it expires within half a minute. */
  get(): Promise<string> {
    if (this.#token !== undefined && expiryOf(this.#token) - Date.now() > renewalMs)
      return Promise.resolve(this.#token);
    return this.#ask();
  }

  /** A new token because the server refused `refused`; the one in hand if another caller has already renewed it. */
  renew(refused: string): Promise<string> {
    return this.#token !== undefined && this.#token !== refused ? Promise.resolve(this.#token) : this.#ask();
  }

  #ask(): Promise<string> {
    this.#pending ??= this.#request();
    return this.#pending;
  }

  async #request(): Promise<string> {
    try {
      this.#token = await this.#getToken();
      return this.#token;
    } catch {
      throw new ClientError("token-unavailable", 0, "The page gave no session token.");
    } finally {
      this.#pending = undefined;
    }
  }
}

/** Epoch milliseconds of a JWT's `exp`; Infinity when the token does not say. */
function expiryOf(token: string): number {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const claims: unknown = JSON.parse(atob(payload));
    const exp = typeof claims === "object" && claims !== null && "exp" in claims ? claims.exp : undefined;
    return typeof exp === "number" ? exp * 1000 : Infinity;
  } catch {
    return Infinity;
  }
}
