import { errors, jwtVerify, SignJWT } from "jose";
import * as v from "valibot";

/** What a link in a confirmation mail stands for. */
export type Confirmation = { workspace: string; change: number; address: string };

const audience = "seatbook-mailbox";

const payloadSchema = v.object({ workspace: v.string(), change: v.number(), sub: v.string() });

/** The links that confirm an address of a mailbox, signed with the secret of the session tokens but good for nothing else. */
export class ConfirmationLinks {
  readonly #secret: Uint8Array;
  readonly #publicUrl: () => string;

  /** @param publicUrl where people reach the server, without a slash at the end. */
  constructor(secret: Uint8Array, publicUrl: () => string) {
    this.#secret = secret;
    this.#publicUrl = publicUrl;
  }

  /** The same confirmation always has the same link. @param expiresAt epoch ms. */
  async write({ workspace, change, address }: Confirmation, expiresAt: number): Promise<string> {
    const token = await new SignJWT({ workspace, change })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(address)
      .setAudience(audience)
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(this.#secret);
    return `${this.#publicUrl()}/mailbox/confirm?token=${token}`;
  }

  /** What the token stands for; undefined for one that is not ours or has expired. @param now epoch ms. */
  async read(token: string, now: number): Promise<Confirmation | undefined> {
    try {
      const options = { algorithms: ["HS256"], audience, currentDate: new Date(now) };
      const { payload } = await jwtVerify(token, this.#secret, options);
      const { workspace, change, sub } = v.parse(payloadSchema, payload);
      return { workspace, change, address: sub };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof v.ValiError) return undefined;
      throw error;
    }
  }
}
