// node --conditions=@seatbook/source scripts/generate-client.ts [--check]
// Writes the operations and types of @seatbook/client from the OpenAPI document of the server. With --check it only tells whether
// they are current.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { memory } from "@seatbook/storage";
import { format } from "oxfmt";
import { createApp } from "@seatbook/server";
import type { OpenApiDocument } from "../packages/server/src/openapi/document-types.ts";
import { namesOf, operationsOf, writeMethods, writeOptions } from "./client/operations.ts";
import { comment, writeTypes } from "./client/types.ts";

const folder = join(import.meta.dirname, "../packages/client/src");
const firstLine = "// Written by scripts/generate-client.ts from the OpenAPI document of the server.\n";

const document = await readDocument();
const operations = operationsOf(document);
const { sent, answered } = namesOf(operations);
const files = {
  "types.generated.ts": writeTypes(document, [...answered, "Problem", "ProblemCode", "WebhookPayload"], sent),
  "operations.generated.ts": writeOperations(),
};
const stale: string[] = [];
for (const [name, text] of Object.entries(files)) {
  const path = join(folder, name);
  const { code, errors } = await format(name, firstLine + text, { printWidth: 120 });
  if (errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`);
  if (code === readFileSync(path, "utf8")) continue;
  stale.push(name);
  if (!process.argv.includes("--check")) writeFileSync(path, code);
}
if (process.argv.includes("--check") && stale.length > 0) {
  console.error(
    `The client is not what the server offers (${stale.join(", ")}). ` +
      "Run: npm exec -- node --conditions=@seatbook/source scripts/generate-client.ts",
  );
  process.exitCode = 1;
}

/** Nothing is ever asked of that server but its document. */
async function readDocument(): Promise<OpenApiDocument> {
  const none = { apiKeys: [], tokenSecret: new Uint8Array(32) };
  const { app, close } = createApp({ driver: memory(), now: () => 0, newId: () => "", monotonicNow: () => 0, ...none });
  const read: OpenApiDocument = JSON.parse(await (await app.request("/openapi.json")).text());
  await close();
  return read;
}

function writeOperations(): string {
  const ofWorkspace = operations.filter(({ isWorkspaces }) => isWorkspaces);
  const ofServer = operations.filter(({ isWorkspaces }) => !isWorkspaces);
  return `
import type { Answer } from "./answer.ts";
import type { Streamed } from "./body.ts";
import type { Caller } from "./caller.ts";
import type { List } from "./list.ts";
import type { KeyOptions, ReadOptions, RequestOptions, WriteOptions } from "./options.ts";
import type { ${[...new Set([...sent, ...answered])].toSorted().join(", ")} } from "./types.generated.ts";

${writeOptions(operations)}

${comment("What concerns the whole server.")}export class ServerClient {
readonly #call: Caller;

constructor(call: Caller) {
this.#call = call;
}

${writeMethods(ofServer)}
}

${comment("What concerns one workspace.")}export class WorkspaceClient {
readonly #call: Caller;

constructor(call: Caller) {
this.#call = call;
}

${writeMethods(ofWorkspace)}
}
`;
}
