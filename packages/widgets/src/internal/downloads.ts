import type { TemplateResult } from "lit";
import type { ExportedFile } from "../client/client.ts";
import { renderButton } from "./button.ts";
import { saveFile } from "./save-file.ts";
import type { WorkspaceElement } from "./workspace-element.ts";

/** Buttons that download a file each, and say at the one in use that it is under way. */
export class Downloads {
  readonly #host: WorkspaceElement;
  readonly #busy = new Set<string>();

  constructor(host: WorkspaceElement) {
    this.#host = host;
  }

  /** @param name the accessible name: no two buttons have the same. */
  render(label: string, name: string, load: () => Promise<ExportedFile>): TemplateResult {
    const act = () => void this.#run(name, load);
    return renderButton(label, act, { name, kind: "quiet", isBusy: this.#busy.has(name) });
  }

  async #run(name: string, load: () => Promise<ExportedFile>): Promise<void> {
    const host = this.#host;
    this.#busy.add(name);
    host.announce(host.t.exporting);
    await host.attempt(async () => {
      const file = await load();
      saveFile(file);
      host.tell({ text: host.t.exported(file.name) });
    });
    this.#busy.delete(name);
    host.announce("");
    host.requestUpdate();
  }
}
