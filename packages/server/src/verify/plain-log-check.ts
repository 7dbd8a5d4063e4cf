import type * as v from "valibot";
import type { Findings } from "./findings.ts";
import { LogCheck } from "./log-check.ts";

/** A log whose events stand for themselves. */
export class PlainLogCheck<E> {
  readonly name: string;
  readonly #log: LogCheck<E>;
  readonly #onEvent: (version: number, event: E) => void;
  readonly #onBroken: () => void;

  /** @param onEvent is given each event in turn. @param onBroken is called at the end of a log that could not be read to it. */
  constructor(
    name: string,
    shape: v.GenericSchema<unknown, { at: number; events: E[] }>,
    findings: Findings,
    onEvent: (version: number, event: E) => void = () => {},
    onBroken: () => void = () => {},
  ) {
    this.name = name;
    this.#log = new LogCheck(name, shape, findings);
    this.#onEvent = onEvent;
    this.#onBroken = onBroken;
  }

  add(version: number, text: string | undefined): void {
    for (const event of this.#log.read(version, text)?.events ?? []) this.#onEvent(version, event);
  }

  end(): void {
    if (this.#log.isBroken) this.#onBroken();
  }
}
