import { ClientError } from "./client.ts";

const renewalMs = 30_000;

/** Holds a token and renews it, one request at a time however many callers wait. */
export class TokenSource {
  readonly #getToken: () => Promise<string> | string;
  #token: string | undefined;
  /** When to ask for another one, in epoch milliseconds of this device's clock. */
  #renewAt = Infinity;
  #pending: Promise<string> | undefined;

  constructor(getToken: () => Promise<string> | string) {
    this.#getToken = getToken;
  }

  /** The token in hand, or a new one when there is none or it is about to expire. */
  get(): Promise<string> {
    return this.#token !== undefined && Date.now() < this.#renewAt ? Promise.resolve(this.#token) : this.#ask();
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
      const token = await this.#getToken();
      this.#token = token;
      this.#renewAt = renewalOf(token, Date.now());
      return token;
    } catch {
      throw new ClientError("token-unavailable", 0, "The page gave no session token.");
    } finally {
      this.#pending = undefined;
    }
  }
}

/** When to renew a JWT that came at `now` (epoch milliseconds): half a minute before it expires, or halfway where it lives
 *  shorter. A token that came expired tells that this device's clock differs from the server's: then its lifetime counts
 *  from now. Infinity when the token does not say. */
function renewalOf(token: string, now: number): number {
  const { exp, iat } = claimsOf(token);
  if (exp === undefined) return Infinity;
  const leftMs = exp * 1000 - now;
  const lifetimeMs = iat === undefined ? undefined : (exp - iat) * 1000;
  const usableMs = leftMs > 0 ? leftMs : (lifetimeMs ?? 0);
  return now + usableMs - Math.min(renewalMs, (lifetimeMs ?? Infinity) / 2);
}

/** Instants in epoch seconds. */
function claimsOf(token: string): { exp?: number | undefined; iat?: number | undefined } {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const claims: unknown = JSON.parse(atob(payload));
    if (typeof claims !== "object" || claims === null) return {};
    return { exp: numberOf("exp" in claims && claims.exp), iat: numberOf("iat" in claims && claims.iat) };
  } catch {
    return {};
  }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
