import { logNames, workspaceLog } from "../journals/log-names.ts";
import type { CatalogEvent } from "../journals/catalog-journal.ts";
import type { Findings } from "./findings.ts";

/** The catalog lists each workspace once, and every workspace that has a log. */
export class Catalog {
  readonly #findings: Findings;
  readonly #listed = new Set<string>();
  readonly #found: string[] = [];
  #isUnread = false;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  list(version: number, { workspace }: CatalogEvent): void {
    const log = workspaceLog(workspace);
    if (this.#listed.has(log)) {
      const detail = `The workspace "${workspace}" was listed before.`;
      this.#findings.add(logNames.catalog, version, { code: "workspace-listed-twice", detail });
    }
    this.#listed.add(log);
  }

  /** There is a log of that name. */
  find(log: string): void {
    this.#found.push(log);
  }

  get count(): number {
    return this.#found.length;
  }

  /** The catalog could not be read to its end, so that it is not known what it lists. */
  forgive(): void {
    this.#isUnread = true;
  }

  /** The catalog was read to its end, after the logs were found. */
  end(): void {
    if (this.#isUnread) return;
    for (const log of this.#found) {
      if (this.#listed.has(log)) continue;
      this.#findings.add(log, undefined, {
        code: "workspace-unlisted",
        detail: "The catalog does not list this workspace.",
      });
    }
  }
}
