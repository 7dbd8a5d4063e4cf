import { randomBytes } from "node:crypto";
import { toIso } from "@seatbook/core";
import * as v from "valibot";
import { ApiKeys } from "../api-keys/api-keys.ts";
import { everything } from "../api-keys/scopes.ts";
import { postApiKey, postRotation } from "../contract/requests.ts";
import type { ApiKey } from "../journals/api-key-journal.ts";
import { ProblemError } from "../problem.ts";
import { parse, usage } from "./arguments.ts";
import { type Command, exitCodes, type Io } from "./command.ts";
import { openStore, storageName, storageUrl } from "./open-store.ts";

const author = { type: "operator", via: "command-line" } as const;

const storage = { storage: { type: "string" } } as const;

export const keys: Command = {
  name: "keys",
  summary: "Make, list, rotate and revoke API keys",
  help: `Usage: seatbook keys create --name <name> --scope <scope>… [--workspace <id>] [--expires <instant>]
       seatbook keys list
       seatbook keys rotate <id> [--overlap-hours <hours>]
       seatbook keys revoke <id>

Works on the API keys that the store keeps, while servers run on it too: what it changes holds on every server at once. The text
of a key is printed once, alone, on standard output; the store has only its hash. Scopes: read, write (teams, members, the
directory), billing (prices, months, invoices, the mailbox, erasing), webhooks (where they go), keys (API keys themselves).

Options:
  --name <name>             what the key is for
  --scope <scope>           what it may do; once for each scope
  --workspace <id>          binds it to one workspace
  --expires <instant>       until when it works, for example 2027-01-01T00:00:00Z; without it, until it is revoked
  --overlap-hours <hours>   how long the text so far works beside the new one, 0 to 168; 24 without it
  --storage <url>           the store; without it SEATBOOK_STORAGE, or sqlite:./data/seatbook.db

Exit code: 0 where it was done, 1 where there is no such key, 2 where it is called wrongly.

Examples:
  seatbook keys create --name "Host's backend" --scope read --scope write --scope billing
  seatbook keys create --name SCIM --scope read --scope write --workspace acme
  seatbook keys revoke key_4fV0xj2QpLm8a
`,
  async run([action = "", ...args], io) {
    const act = actions.get(action);
    if (!act) throw usage("keys", `Say what to do: ${[...actions.keys()].join(", ")}.`);
    return act(args, io);
  },
};

const actions = new Map<string, (args: string[], io: Io) => Promise<number>>([
  ["create", create],
  ["list", list],
  ["rotate", rotate],
  ["revoke", revoke],
]);

async function create(args: string[], io: Io): Promise<number> {
  const { values } = parse("keys", args, {
    ...storage,
    name: { type: "string" },
    scope: { type: "string", multiple: true },
    workspace: { type: "string" },
    expires: { type: "string" },
  });
  const grant = check(postApiKey, {
    name: values.name ?? "",
    scopes: values.scope ?? [],
    ...(values.workspace !== undefined && { workspace: values.workspace }),
    ...(values.expires !== undefined && { expiresAt: values.expires }),
  });
  if (grant.expiresAt !== undefined && grant.expiresAt <= io.now()) {
    throw usage("keys", "--expires: Give an instant that is still to come.");
  }
  return withKeys(values.storage, io, async (apiKeys) => {
    const { apiKey, text } = await apiKeys.create(everything, author, grant);
    io.stderr.write(`Made the API key ${apiKey.id}. Keep its text: it is printed this once.\n`);
    io.stdout.write(`${text}\n`);
  });
}

async function list(args: string[], io: Io): Promise<number> {
  const { values } = parse("keys", args, storage);
  return withKeys(values.storage, io, async (apiKeys) => {
    for (const apiKey of await apiKeys.list(everything)) io.stdout.write(`${lineOf(apiKey, io.now())}\n`);
  });
}

async function rotate(args: string[], io: Io): Promise<number> {
  const options = { ...storage, "overlap-hours": { type: "string" } } as const;
  const { values, positionals } = parse("keys", args, options, ["id"]);
  const [id = ""] = positionals;
  const { overlapHours } = check(postRotation, { overlapHours: Number(values["overlap-hours"] ?? "24") });
  return withKeys(values.storage, io, async (apiKeys) => {
    const { text } = await apiKeys.rotate(everything, author, id, overlapHours ?? 0);
    io.stderr.write(`Rotated the API key ${id}. Keep its text: it is printed this once.\n`);
    io.stdout.write(`${text}\n`);
  });
}

async function revoke(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse("keys", args, storage, ["id"]);
  const [id = ""] = positionals;
  return withKeys(values.storage, io, async (apiKeys) => {
    await apiKeys.revoke(everything, author, id);
    io.stdout.write(`Revoked the API key ${id}, and the sessions that it has made.\n`);
  });
}

async function withKeys(given: string | undefined, io: Io, work: (apiKeys: ApiKeys) => Promise<void>): Promise<number> {
  const driver = await openStore(storageUrl(io, given), storageName(given));
  const apiKeys = new ApiKeys(driver, io.now, randomBytes);
  try {
    await work(apiKeys);
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return exitCodes.failed;
  } finally {
    await apiKeys.flush();
    await driver.dispose?.();
  }
}

/** The names of the options, by the fields that they become. */
const optionOf: Record<string, string> = {
  name: "--name",
  scopes: "--scope",
  workspace: "--workspace",
  expiresAt: "--expires",
  overlapHours: "--overlap-hours",
};

function check<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw usage("keys", `${optionOf[String(issue.path?.[0]?.key)] ?? ""}: ${issue.message}`);
}

function lineOf({ id, name, scopes, workspace, expiresAt, lastUsedOn, revokedAt }: ApiKey, now: number): string {
  const end = expiresAt === undefined ? "" : `, ${expiresAt <= now ? "expired" : "expires"} ${toIso(expiresAt)}`;
  return [
    `${id}  ${JSON.stringify(name)}  ${scopes.join(",")}`,
    workspace === undefined ? "" : `, workspace ${JSON.stringify(workspace)}`,
    revokedAt === undefined ? end : `, revoked ${toIso(revokedAt)}`,
    `, ${lastUsedOn === undefined ? "never used" : `last used on ${lastUsedOn}`}`,
  ].join("");
}
