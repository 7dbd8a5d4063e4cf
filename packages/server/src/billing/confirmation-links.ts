import { errors, SignJWT } from "jose";
import * as v from "valibot";
import { verifyToken } from "../verify-token.ts";

/** What a link in a confirmation mail stands for. `expiresAt` is epoch ms. */
export type Confirmation = { workspace: string; change: number; address: string; expiresAt: number };

const audience = "seatbook-mailbox";

const payloadSchema = v.object({ workspace: v.string(), change: v.number(), sub: v.string(), exp: v.number() });

/** The links that confirm an address of a mailbox, signed with the secret of the session tokens but good for nothing else. */
export class ConfirmationLinks {
  readonly #secret: Uint8Array;
  readonly #accepted: readonly Uint8Array[];
  readonly #publicUrl: () => string;

  /** @param accepted other secrets whose links are as good. @param publicUrl where people reach the server, without a slash at
   *  the end. */
  constructor(secret: Uint8Array, accepted: readonly Uint8Array[], publicUrl: () => string) {
    this.#secret = secret;
    this.#accepted = accepted;
    this.#publicUrl = publicUrl;
  }

  /** The same confirmation always has the same link. */
  async write({ workspace, change, address, expiresAt }: Confirmation): Promise<string> {
    const token = await new SignJWT({ workspace, change })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(address)
      .setAudience(audience)
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(this.#secret);
    return `${this.#publicUrl()}/mailbox/confirm?token=${token}`;
  }

  /** What the token stands for, expired or not; undefined for one that is not ours. */
  async read(token: string): Promise<Confirmation | undefined> {
    try {
      // Whoever has a link that has expired is to be told so in words of its own.
      const options = { algorithms: ["HS256"], audience, currentDate: new Date(0) };
      const payload = await verifyToken(token, [this.#secret, ...this.#accepted], options);
      const { workspace, change, sub, exp } = v.parse(payloadSchema, payload);
      return { workspace, change, address: sub, expiresAt: exp * 1000 };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof v.ValiError) return undefined;
      throw error;
    }
  }
}
