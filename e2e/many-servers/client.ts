import { setTimeout as sleep } from "node:timers/promises";
import type { Counts } from "@seatbook/server";
import type { Attempt, Effect, Operation } from "./operations.ts";

export const apiKey = "an-api-key-for-this-test-of-40-characters";

/** What all clients of a run share. */
export type Run = {
  /** Where the servers listen, whether or not they are up. */
  urls: readonly string[];
  workspaces: readonly string[];
  operations: Operation[];
  attempts: Attempt[];
  isOver: () => boolean;
};

type Write = { method: "PUT" | "POST" | "DELETE"; path: string; body?: object; effect: Effect };

/** How long a write is tried again. */
const longestMs = 120_000;

/** Longer than a server may take for anything. */
const timeoutMs = 30_000;

/** A product that reads and writes, each request at any of the servers. It knows exactly what has become of its teams and
 *  members; of one of which it does not, it lets go. */
export class Client {
  readonly #run: Run;
  readonly #name: string;
  readonly #workspace: string;
  readonly #teams: { id: string; isArchived: boolean }[] = [];
  readonly #members: { id: string; isRemoved: boolean }[] = [];
  #made = 0;

  constructor(run: Run, index: number) {
    this.#run = run;
    this.#name = `c${index}`;
    this.#workspace = run.workspaces[index % run.workspaces.length] ?? "";
  }

  async work(): Promise<void> {
    while (!this.#run.isOver()) {
      const chance = Math.random();
      if (chance < 0.4) await this.#read(pick(this.#run.workspaces) ?? this.#workspace);
      else if (chance < 0.6) await this.#addMember();
      else if (chance < 0.7) await this.#addTeam();
      else if (chance < 0.8) await this.#renameMember();
      else if (chance < 0.9) await this.#toggleTeam();
      else await this.#toggleMember();
    }
  }

  async createWorkspace(name: string): Promise<void> {
    await this.#write(name, {
      method: "PUT",
      path: "",
      body: { name, contractStart: "2024-05-01", price: { currency: "EUR", unitMinor: 4900 } },
      effect: { type: "WorkspaceCreated", workspace: name },
    });
  }

  async #addMember(): Promise<void> {
    const id = `${this.#name}-m${++this.#made}`;
    const team = pick(this.#teams.filter(({ isArchived }) => !isArchived));
    const name = `Person ${id}`;
    const done = await this.#write(this.#workspace, {
      method: "PUT",
      path: `/members/${id}`,
      body: { name, email: `${id}@acme.example`, ...(team && { teams: [team.id] }) },
      effect: { type: "MemberAdded", member: id, name },
    });
    if (done) this.#members.push({ id, isRemoved: false });
  }

  async #renameMember(): Promise<void> {
    const member = pick(this.#members.filter(({ isRemoved }) => !isRemoved));
    if (member === undefined) return;
    const name = `Person ${member.id} ${++this.#made}`;
    const done = await this.#write(this.#workspace, {
      method: "PUT",
      path: `/members/${member.id}`,
      body: { name, email: `${member.id}@acme.example` },
      effect: { type: "MemberChanged", member: member.id, name },
    });
    if (!done) letGo(this.#members, member);
  }

  async #toggleMember(): Promise<void> {
    const member = pick(this.#members);
    if (member === undefined) return;
    const done = await this.#write(
      this.#workspace,
      member.isRemoved
        ? {
            method: "POST",
            path: `/members/${member.id}/restore`,
            effect: { type: "MemberRestored", member: member.id },
          }
        : { method: "DELETE", path: `/members/${member.id}`, effect: { type: "MemberRemoved", member: member.id } },
    );
    if (done) member.isRemoved = !member.isRemoved;
    else letGo(this.#members, member);
  }

  async #addTeam(): Promise<void> {
    const id = `${this.#name}-t${++this.#made}`;
    const name = `Team ${id}`;
    const done = await this.#write(this.#workspace, {
      method: "PUT",
      path: `/teams/${id}`,
      body: { name },
      effect: { type: "TeamAdded", team: id, name },
    });
    if (done) this.#teams.push({ id, isArchived: false });
  }

  async #toggleTeam(): Promise<void> {
    const team = pick(this.#teams);
    if (team === undefined) return;
    const done = await this.#write(this.#workspace, {
      method: "POST",
      path: `/teams/${team.id}/${team.isArchived ? "unarchive" : "archive"}`,
      effect: { type: team.isArchived ? "TeamUnarchived" : "TeamArchived", team: team.id },
    });
    if (done) team.isArchived = !team.isArchived;
    else letGo(this.#teams, team);
  }

  async #read(workspace: string): Promise<void> {
    const startedAt = performance.now();
    const answer = await this.#ask("GET", workspace, "", {});
    if (answer?.version === undefined) return;
    const { counts, version }: { counts: Counts; version: number } = JSON.parse(answer.text);
    this.#run.operations.push({ workspace, startedAt, endedAt: performance.now(), version, counts });
  }

  /** Half of the writes have an idempotency key, and are tried again until somebody tells what has become of them.
   *  @returns whether it was acknowledged; else nobody knows. */
  async #write(workspace: string, { method, path, body, effect }: Write): Promise<boolean> {
    const startedAt = performance.now();
    const key = Math.random() < 0.5 ? crypto.randomUUID() : undefined;
    for (;;) {
      const headers = key === undefined ? {} : { "Idempotency-Key": key };
      const answer = await this.#ask(method, workspace, path, headers, body);
      if (answer?.version !== undefined) {
        const { version } = answer;
        this.#run.operations.push({ workspace, startedAt, endedAt: performance.now(), version, effect });
        return true;
      }
      // Where it says that others were first, nothing was written. What else it may say is a violation of its own.
      const isTriedAgain = answer?.status === 409 || (key !== undefined && (answer?.status ?? 503) === 503);
      if (!isTriedAgain || performance.now() - startedAt > longestMs) {
        this.#run.operations.push({ workspace, startedAt, endedAt: Number.POSITIVE_INFINITY, effect });
        return false;
      }
    }
  }

  /** @returns undefined when the connection failed. After anything but an answer that helps, it has waited for a moment. */
  async #ask(
    method: string,
    workspace: string,
    path: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<{ status: number; version?: number; text: string } | undefined> {
    const { attempts, urls } = this.#run;
    const attempt = { method, path: `/v1/workspaces/${workspace}${path}` };
    try {
      const response = await fetch(`${pick(urls)}${attempt.path}`, {
        method,
        headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json", ...headers },
        signal: AbortSignal.timeout(timeoutMs),
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status } = response;
      const at = performance.now();
      if (status === 200) {
        attempts.push({ ...attempt, at, status });
        return { status, version: Number(/^"(\d+)\./.exec(response.headers.get("ETag") ?? "")?.[1]), text };
      }
      const retryAfter = response.headers.get("Retry-After");
      const { code }: { code?: string } = JSON.parse(text);
      attempts.push({ ...attempt, at, status, ...(code && { code }), ...(retryAfter && { retryAfter }) });
      await sleep(100 + Math.random() * 200);
      return { status, text };
    } catch {
      attempts.push({ ...attempt, at: performance.now(), status: 0 });
      await sleep(Math.random() * 100);
      return undefined;
    }
  }
}

function pick<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)];
}

function letGo<T>(items: T[], item: T): void {
  items.splice(items.indexOf(item), 1);
}
