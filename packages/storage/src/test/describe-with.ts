import { describe, it } from "vitest";
import type { CreateDriver } from "../driver.ts";

/** Tests that need something of the machine. Where it is missing they are skipped, with the reason in their name; in CI, where it
 *  must be there, they fail.
 *  @param missing why they cannot run; undefined where they can. */
export function describeWith(missing: string | undefined, title: string, body: () => void): void {
  if (missing === undefined) {
    describe(title, body);
  } else if (process.env["CI"] === undefined) {
    describe.skip(`${title} (skipped: ${missing})`, body);
  } else {
    describe(title, () => {
      it("has what it needs", () => {
        throw new Error(missing);
      });
    });
  }
}

/** Why a server does not answer, undefined where it does.
 *  @param setting the variable that names it. */
export async function whyUnreachable(setting: string, open: () => Promise<CreateDriver>): Promise<string | undefined> {
  try {
    const driver = await open();
    await driver.dispose?.();
    return undefined;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)} For these tests, ${setting} names it.`;
  }
}
