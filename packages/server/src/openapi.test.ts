import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DemoClock } from "./demo-clock.ts";
import type { OpenApiDocument, Schema } from "./openapi/document-types.ts";
import { toTemplate } from "./openapi/document.ts";
import { outside } from "./openapi/outside.ts";
import { DocumentCheck } from "./test/document-check.ts";
import { TestServer } from "./test/test-server.ts";

const root = join(import.meta.dirname, "../../..");
const redocly = join(root, "node_modules/@redocly/cli/bin/cli.js");

async function openDocument() {
  const demoClock = await DemoClock.open(new TestServer().driver, () => 0);
  const server = new TestServer({ demoClock });
  const { status, body } = await server.request("GET", "/openapi.json");
  expect(status).toBe(200);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what it is held against is below
  return { server, document: body as OpenApiDocument };
}

/** Every operation, as `listMembers`, with where it is. */
async function openOperations() {
  const { server, document } = await openDocument();
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, ...operation })),
  );
  return { server, document, operations };
}

describe("the OpenAPI document", () => {
  test("is asked for again by who has it, and then not sent again", async () => {
    const server = new TestServer();
    const { etag, headers } = await server.request("GET", "/openapi.json");
    expect(headers.get("Cache-Control")).toBe("private, no-cache");
    const again = await server.request("GET", "/openapi.json", { headers: { "If-None-Match": etag } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  test("lists every route of the server, but for those that are no part of the API", async () => {
    const { server, operations } = await openOperations();
    const listed = operations.map(({ method, path }) => `${method} ${path}`);
    const routes = server.app.routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${toTemplate(path)}`);
    expect(new Set([...listed, ...outside])).toEqual(new Set(routes));
    expect(listed.length).toBeGreaterThan(40);
  });

  test("names every operation for the clients that are generated from it", async () => {
    const { operations, document } = await openOperations();
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId, summary, description, tags } of operations) {
      expect(operationId).toMatch(/^[a-z]+[A-Z][A-Za-z]+$/);
      expect(summary, operationId).toMatch(/^[A-Z][^.]*[^.]$/);
      expect(description, operationId).toMatch(/[.]$/);
      expect(tags, operationId).toEqual([expect.any(String)]);
    }
    const used = new Set(operations.flatMap(({ tags }) => tags));
    expect(new Set(document.tags.map(({ name }) => name))).toEqual(used);
  });

  test("has no answer that cannot be", async () => {
    const { operations } = await openOperations();
    for (const { method, operationId, responses, parameters = [] } of operations) {
      const statuses = Object.keys(responses);
      const takes = parameters.flatMap((parameter) => ("$ref" in parameter ? parameter.$ref.split("/").at(-1) : []));
      const may = (status: string, isSo: boolean) =>
        expect(statuses.includes(status), `${operationId} ${status}`).toBe(isSo);
      may("304", takes.includes("IfNoneMatch"));
      may("412", takes.includes("IfMatch"));
      may("413", method !== "GET");
      if (method === "GET") may("409", operationId === "downloadInvoiceXml");
    }
  });

  test("lints clean by the rules of redocly.yaml, without a word to the network", async () => {
    const { document } = await openDocument();
    const folder = await mkdtemp(join(tmpdir(), "seatbook-openapi-"));
    try {
      await writeFile(join(folder, "openapi.json"), JSON.stringify(document));
      const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
      const args = [redocly, "lint", join(folder, "openapi.json"), "--config", join(root, "redocly.yaml")];
      const { status, stdout } = spawnSync(process.execPath, [...args, "--format", "stylish"], {
        env,
        encoding: "utf8",
      });
      expect([status, stdout]).toEqual([0, ""]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("says of every field what it is", async () => {
    const { document } = await openDocument();
    const { schemas } = document.components;
    const silent: string[] = [];
    let count = 0;
    const look = (place: string, schema: Schema): void => {
      for (const option of schema.oneOf ?? schema.anyOf ?? []) look(place, option);
      if (schema.items) look(`${place}[]`, schema.items);
      for (const [name, field] of Object.entries(schema.properties ?? {})) {
        const named = field.$ref === undefined ? undefined : schemas[field.$ref.slice("#/components/schemas/".length)];
        count++;
        if ((field.description ?? named?.description ?? "") === "") silent.push(`${place}.${name}`);
        look(`${place}.${name}`, field);
      }
    };
    // SCIM's own route for it, `/Schemas`, describes its attributes.
    for (const [name, schema] of Object.entries(schemas)) if (!name.startsWith("Scim")) look(name, schema);
    expect(silent).toEqual([]);
    expect(count).toBeGreaterThan(600);
  });

  test("has examples that are of their shapes", async () => {
    const { document } = await openDocument();
    const { schemas } = document.components;
    const check = new DocumentCheck(document);
    const given = Object.entries(schemas).flatMap(([name, { examples = [] }]) =>
      examples.map((each) => ({ name, each })),
    );
    expect(given.length).toBeGreaterThan(20);
    for (const { name, each } of given)
      expect(check.errors(name, { $ref: `#/components/schemas/${name}` }, each, name)).toEqual([]);
    expect(
      check.errors("wrong", { $ref: "#/components/schemas/Money" }, { currency: "EUR", minor: 1.5 }, "x"),
    ).not.toEqual([]);
  });

  test("refers to nothing that it does not hold", async () => {
    const { document } = await openDocument();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"(#[^"]*)"/g)].map(
      ([, reference = ""]) => reference,
    );
    for (const reference of references) {
      let found: unknown = document;
      for (const key of reference.slice(2).split("/")) found = Reflect.get(Object(found), key);
      expect(found, reference).toBeDefined();
    }
  });

  test("has a name for whatever is sent and answered as JSON", async () => {
    const { operations } = await openOperations();
    for (const { operationId, requestBody, responses } of operations) {
      if (operationId === "getOpenApi") continue;
      const contents = [requestBody, ...Object.values(responses)].map(
        (part) => part && "content" in part && part.content,
      );
      for (const content of contents) {
        const schema = content ? content["application/json"]?.schema : undefined;
        if (schema) expect(schema, operationId).toEqual({ $ref: expect.stringMatching(/^#\/components\/schemas\//) });
      }
    }
  });

  test("says that unknown fields are refused", async () => {
    const { document, operations } = await openOperations();
    // But for SCIM, which asks that they are passed over.
    const bodies = operations.flatMap(({ requestBody }) => requestBody?.content["application/json"] ?? []);
    expect(bodies.length).toBeGreaterThan(10);
    for (const { schema } of bodies) {
      const name = schema?.$ref?.split("/").at(-1) ?? "";
      expect(document.components.schemas[name], name).toMatchObject({ additionalProperties: false });
    }
  });
});
