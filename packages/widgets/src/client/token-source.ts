import { ClientError } from "./client.ts";

const renewalMs = 30_000;

type GetToken = () => Promise<string> | string;

/** What each function was last asked for, and its answer: a token in place of another one, for all who had that, or a first
 *  one, for all who need it at the same time. Whoever comes later may be another person. */
const asked = new WeakMap<GetToken, readonly [what: string, answer: Promise<string>]>();

/** Holds a token and renews it. Those with the same function ask it once, however many they are and wait. */
export class TokenSource {
  readonly #getToken: GetToken;
  #token = "";
  /** When to ask for another one, in epoch milliseconds of this device's clock. */
  #renewAt = 0;

  constructor(getToken: GetToken) {
    this.#getToken = getToken;
  }

  /** The token in hand, or a new one when there is none, it is about to expire, or the server refused it.
   *  @param purpose what a first token is for. */
  async get(purpose: string, refused?: string): Promise<string> {
    const held = this.#token;
    if (held !== refused && Date.now() < this.#renewAt) return held;
    const what = held || purpose;
    const getToken = this.#getToken;
    try {
      let last = asked.get(getToken);
      if (last?.[0] !== what) asked.set(getToken, (last = [what, Promise.resolve().then(getToken)]));
      const token = await last[1];
      if (!held || token === held) asked.delete(getToken);
      this.#token = token;
      this.#renewAt = renewalOf(token, Date.now());
      return token;
    } catch {
      asked.delete(getToken);
      throw new ClientError("token-unavailable", 0, "The page gave no session token.");
    }
  }
}

/** When to renew a JWT that came at `now` (epoch milliseconds): half a minute before it expires, or halfway where it lives
 *  shorter. A token that came expired tells that this device's clock differs from the server's: then its lifetime counts
 *  from now. Infinity when the token does not say. */
function renewalOf(token: string, now: number): number {
  try {
    const payload = atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
    // In epoch seconds.
    const { exp, iat = -Infinity }: { exp: number; iat?: number } = JSON.parse(payload);
    const leftMs = exp * 1000 - now;
    const lifetimeMs = (exp - iat) * 1000;
    const usableMs = leftMs > 0 || lifetimeMs === Infinity ? leftMs : lifetimeMs;
    return now + usableMs - Math.min(renewalMs, lifetimeMs / 2) || Infinity;
  } catch {
    return Infinity;
  }
}
