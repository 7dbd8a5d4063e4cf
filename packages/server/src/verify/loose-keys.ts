import { hash } from "node:crypto";
import * as v from "valibot";
import type { Findings } from "./findings.ts";

const logo = v.strictObject({ base64: v.string() });
const secret = v.strictObject({ secret: v.pipe(v.string(), v.minLength(32)) });

/** The keys that are of no log: logos match the hash they are known by, the secret can be read, and others are not known. */
export class LooseKeys {
  readonly #findings: Findings;
  readonly #logos = new Set<string>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  add(key: string, text: string): void {
    const [, name] = /^logos:([0-9a-f]{64})$/.exec(key) ?? [];
    if (name !== undefined) this.#addLogo(key, name, text);
    else if (key === "secrets:session-tokens") {
      if (v.is(secret, parseJson(text))) return;
      const detail = "The secret that signs session tokens cannot be read.";
      this.#findings.add(key, undefined, { code: "secret-unreadable", detail });
    } else this.#findings.note(key, "This key is not known to this version of Seatbook.");
  }

  #addLogo(key: string, name: string, text: string): void {
    this.#logos.add(name);
    const result = v.safeParse(logo, parseJson(text));
    if (result.success && hash("sha256", Buffer.from(result.output.base64, "base64")) === name) return;
    this.#findings.add(key, undefined, { code: "logo-damaged", detail: "The logo is not the one that its key names." });
  }

  hasLogo(name: string): boolean {
    return this.#logos.has(name);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
