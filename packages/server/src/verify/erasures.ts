import { erasedName, isErased, type WorkspaceEvent } from "@seatbook/core";
import type { Problem } from "./findings.ts";
import { noProblem, type Step } from "./history-check.ts";

/** Once an erasure has come to its end, no record before it has the name or the address of the member. */
export class ErasureCheck {
  /** The last record that names a member, by id. */
  readonly #named = new Map<string, number>();
  /** Those that name a member who was erased later, by the erasure's version. */
  readonly #left = new Map<number, { member: string; version: number }>();
  readonly #unfinished = new Set<number>();

  problems(event: WorkspaceEvent, { version }: Step): Problem[] {
    if (event.type === "ErasureCompleted") return this.#end(event.erasure);
    if (event.type === "MemberErased") {
      this.#unfinished.add(version);
      const named = this.#named.get(event.member);
      if (named !== undefined) this.#left.set(version, { member: event.member, version: named });
      this.#named.delete(event.member);
    } else for (const member of namedIn(event)) this.#named.set(member, version);
    return noProblem();
  }

  /** What was answered under an idempotency key. */
  noteAnswer(answer: unknown, version: number): void {
    for (const member of namedInAnswer(answer)) this.#named.set(member, version);
  }

  /** How many erasures have not come to their end. */
  get unfinished(): number {
    return this.#unfinished.size;
  }

  #end(erasure: number): Problem[] {
    if (!this.#unfinished.delete(erasure)) {
      const detail = `An erasure of version ${erasure} has ended that was not begun.`;
      return [{ code: "event-refused", detail }];
    }
    const left = this.#left.get(erasure);
    if (!left) return noProblem();
    const detail = `The member "${left.member}" was erased, and version ${left.version} still has the name or the address.`;
    return [{ code: "erased-left", detail }];
  }
}

function namedIn(event: WorkspaceEvent): string[] {
  switch (event.type) {
    case "MemberAdded":
    case "MemberChanged":
      return isErased(event) ? [] : [event.member];
    case "MemberProvisioned":
      return event.identity.userName === "" ? [] : [event.member];
    case "MonthClosed":
      return event.licenses.flatMap(({ holder, spans }) => [
        ...(holder.type === "member" && !isErased(holder) ? [holder.id] : []),
        ...spans.flatMap(({ startedBy, endedBy }) =>
          [startedBy.by, endedBy?.by].flatMap((by) =>
            by?.type === "member" && by.name !== undefined && by.name !== erasedName ? [by.id] : [],
          ),
        ),
      ]);
    default:
      return [];
  }
}

function namedInAnswer(answer: unknown): string[] {
  if (typeof answer !== "object" || answer === null) return [];
  const { id, name, email, type, value, display, userName }: Readonly<Record<string, unknown>> = { ...answer };
  const isPerson = typeof email === "string" || type === "member";
  const isNamed = isPerson && ((typeof name === "string" && name !== erasedName) || (email ?? "") !== "");
  const isProvided = userName !== undefined;
  const isInGroup = type === "User" && typeof display === "string" && display !== erasedName;
  const named = isInGroup ? value : isNamed || isProvided ? id : undefined;
  return [...(typeof named === "string" ? [named] : []), ...Object.values(answer).flatMap(namedInAnswer)];
}
