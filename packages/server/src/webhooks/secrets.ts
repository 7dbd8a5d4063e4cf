import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Of a Standard Webhooks secret: 24 to 64 bytes. */
const secretBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** The secrets that webhooks are signed with, as the store has them: sealed by a key that is derived from the secret that signs
 *  session tokens. Where that is in the environment, who has a copy of the store cannot sign. */
export class WebhookSecrets {
  readonly #key: Uint8Array;
  readonly #accepted: readonly Uint8Array[];

  /** @param accepted what secrets may be sealed with besides. */
  constructor(tokenSecret: Uint8Array, accepted: readonly Uint8Array[] = []) {
    this.#key = sealingKey(tokenSecret);
    this.#accepted = accepted.map(sealingKey);
  }

  /** A new one, as `whsec_…` and sealed. */
  make(): { secret: string; sealed: string } {
    const secret = randomBytes(secretBytes);
    return { secret: written(secret), sealed: this.#seal(secret) };
  }

  /** The secret as `whsec_…`; undefined where it was sealed by another key. */
  open(sealed: string): string | undefined {
    const secret = [this.#key, ...this.#accepted].map((key) => unsealed(key, sealed)).find(Boolean);
    return secret && written(secret);
  }

  /** The same secret sealed by the key itself; undefined where it is, and where it cannot be read. */
  reseal(sealed: string): string | undefined {
    if (unsealed(this.#key, sealed)) return undefined;
    const secret = this.#accepted.map((key) => unsealed(key, sealed)).find(Boolean);
    return secret && this.#seal(secret);
  }

  #seal(secret: Buffer): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#key, iv);
    const sealed = Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
    return sealed.toString("base64url");
  }
}

function sealingKey(tokenSecret: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", tokenSecret, "", "seatbook webhook secrets", 32));
}

function unsealed(key: Uint8Array, sealed: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function written(secret: Buffer): string {
  return `whsec_${secret.toString("base64")}`;
}
