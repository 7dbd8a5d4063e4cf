import type { Actor } from "@seatbook/core";
import { decodeRecordNow, type LogRecord } from "@seatbook/storage";
import * as v from "valibot";
import type { Findings, Problem } from "./findings.ts";

/** What is checked of every log, whatever is in it: the versions are dense, each record can be read and has its shape, time never
 *  goes back, and no idempotency key comes twice. */
export class LogCheck<E> {
  readonly #name: string;
  readonly #schema: v.GenericSchema<unknown, { at: number; events: E[] }>;
  readonly #findings: Findings;
  readonly #keys = new Map<string, number>();
  #version = 0;
  #at = -Infinity;
  #isBroken = false;

  constructor(name: string, schema: v.GenericSchema<unknown, { at: number; events: E[] }>, findings: Findings) {
    this.#name = name;
    this.#schema = schema;
    this.#findings = findings;
  }

  /** Whether a record could not be read, so that nothing after it can be folded. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** The record of that version, the next one that is there; `undefined` from the first one on that cannot be read. `text` is
   *  `undefined` where it is missing. */
  read(version: number, text: string | undefined): LogRecord<E, Actor> | undefined {
    if (this.#isBroken) return undefined;
    const missing = this.#version + 1;
    this.#version = version;
    if (text === undefined || version !== missing) {
      return this.#break(missing, {
        code: "version-missing",
        detail: `Version ${missing} is missing, and later ones are there.`,
      });
    }
    const json = parseRecord(text);
    if (json === undefined)
      return this.#break(version, { code: "record-unreadable", detail: "The record is not JSON." });
    const result = v.safeParse(this.#schema, json, { abortEarly: true });
    if (!result.success) {
      const path = v.getDotPath(result.issues[0]);
      const where = path === null ? "The record" : `"${path}" of the record`;
      return this.#break(version, { code: "record-shape", detail: `${where} is not what a record of this log has.` });
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema is made by `recordOf`
    const record = result.output as LogRecord<E, Actor>;
    this.#checkTime(version, record.at);
    if (record.once) this.#checkKey(version, record.once.key);
    return record;
  }

  #break(version: number, problem: Problem): undefined {
    this.#isBroken = true;
    this.#findings.add(this.#name, version, problem);
  }

  #checkTime(version: number, at: number): void {
    if (at < this.#at) {
      const detail = "The record is dated before the record before it.";
      this.#findings.add(this.#name, version, { code: "time-back", detail });
    }
    this.#at = at;
  }

  #checkKey(version: number, key: string): void {
    const first = this.#keys.get(key);
    if (first === undefined) this.#keys.set(key, version);
    else {
      const detail = `The record has the idempotency key of version ${first}.`;
      this.#findings.add(this.#name, version, { code: "key-repeated", detail });
    }
  }
}

function parseRecord(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null ? decodeRecordNow(json) : json;
  } catch {
    return undefined;
  }
}
