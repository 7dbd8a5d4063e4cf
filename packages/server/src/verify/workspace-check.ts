import { evolve, initialState, type State, type WorkspaceEvent } from "@seatbook/core";
import { workspaceLog } from "../journals/log-names.ts";
import { acceptanceProblems } from "./acceptance.ts";
import { DirectoryCheck } from "./directory.ts";
import { ErasureCheck } from "./erasures.ts";
import type { Findings } from "./findings.ts";
import type { HistoryCheck, Step } from "./history-check.ts";
import { invoiceProblems } from "./invoices.ts";
import { LogCheck } from "./log-check.ts";
import { mailboxProblems } from "./mailbox.ts";
import { mailProblems } from "./mails.ts";
import { monthProblems } from "./months.ts";
import type { Numbers } from "./numbers.ts";
import { profileProblems } from "./profile.ts";
import { recordOf, workspaceEvent } from "./record-shapes.ts";

const shape = recordOf(workspaceEvent);

/** The log of one workspace, folded record by record, each held against the state before it. */
export class WorkspaceCheck {
  readonly name: string;
  readonly #findings: Findings;
  readonly #numbers: Numbers;
  readonly #logos: Map<string, string>;
  readonly #log: LogCheck<WorkspaceEvent>;
  readonly #checks: readonly HistoryCheck[];
  readonly #erasures = new ErasureCheck();
  readonly #drafts = new Set<number>();
  #state: State = initialState();
  #isFolded = true;

  /** @param logos is given the logos that invoices have, each with the log that has it first. */
  constructor(name: string, findings: Findings, numbers: Numbers, logos: Map<string, string>) {
    this.name = name;
    this.#findings = findings;
    this.#numbers = numbers;
    this.#logos = logos;
    this.#log = new LogCheck(name, shape, findings);
    const directory = new DirectoryCheck();
    this.#checks = [
      profileProblems,
      (event, step) => directory.problems(event, step),
      monthProblems,
      invoiceProblems,
      mailProblems,
      mailboxProblems,
      acceptanceProblems,
      (event, step) => this.#erasures.problems(event, step),
    ];
  }

  add(version: number, text: string | undefined): void {
    const record = this.#log.read(version, text);
    if (!record || !this.#isFolded) return;
    try {
      this.#step({ version, at: record.at, by: record.by, events: record.events, state: this.#state });
      if (record.once) this.#erasures.noteAnswer(record.once.answer, version);
      evolve(this.#state, record);
    } catch (error) {
      this.#isFolded = false;
      const why = error instanceof Error ? error.message : "unknown";
      const detail = `The record does not follow from those before it (${why}). What comes after it was not checked.`;
      this.#findings.add(this.name, version, { code: "cannot-fold", detail });
    }
  }

  end(): void {
    const { id } = this.#state;
    if (this.#erasures.unfinished > 0) {
      this.#findings.note(
        this.name,
        "Personal data is being erased: a server, or `seatbook erase --again`, goes on with it.",
      );
    }
    if (this.#log.isBroken || !this.#isFolded) this.#numbers.forgive(this.name);
    else if (workspaceLog(id) === this.name) this.#numbers.endWorkspace(id, this.#drafts);
    else {
      const detail = `This is the log of the workspace "${id}", which has another name.`;
      this.#findings.add(this.name, 1, { code: "workspace-misnamed", detail });
    }
  }

  #step(step: Step): void {
    if (step.version === 1 && step.events.length === 0) {
      const detail = "The first record does not create the workspace.";
      this.#findings.add(this.name, 1, { code: "event-refused", detail });
    }
    for (const event of step.events) {
      for (const check of this.#checks) {
        for (const problem of check(event, step)) this.#findings.add(this.name, step.version, problem);
      }
      if (event.type === "InvoiceDrafted") {
        this.#drafts.add(step.version);
        const { logo } = event.invoice.seller;
        if (logo !== undefined && !this.#logos.has(logo)) this.#logos.set(logo, this.name);
      }
      if (event.type === "InvoiceIssued") this.#numbers.know(this.name, step.version, step.state.id, event);
    }
  }
}
