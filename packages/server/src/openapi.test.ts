import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { DemoClock } from "./demo-clock.ts";
import { TestServer } from "./test/test-server.ts";

const schema = v.pipe(
  v.looseObject({}),
  v.check((value) => Object.keys(value).length > 0, "an empty schema says nothing"),
);
const content = v.record(v.string(), v.strictObject({ schema }));
const operation = v.strictObject({
  operationId: v.string(),
  summary: v.string(),
  security: v.array(v.strictObject({ bearer: v.array(v.string()) })),
  parameters: v.optional(
    v.array(
      v.strictObject({
        in: v.picklist(["path", "query"]),
        name: v.string(),
        required: v.optional(v.boolean()),
        schema,
        description: v.optional(v.string()),
      }),
    ),
    [],
  ),
  requestBody: v.optional(v.strictObject({ required: v.optional(v.boolean()), content })),
  responses: v.record(v.pipe(v.string(), v.regex(/^[1-5]\d\d$/)), v.strictObject({ description: v.string(), content })),
});
const document = v.object({
  openapi: v.pipe(v.string(), v.regex(/^3\.1\.\d$/)),
  info: v.object({ title: v.string(), version: v.string() }),
  components: v.object({
    securitySchemes: v.object({ bearer: v.object({ type: v.literal("http"), scheme: v.literal("bearer") }) }),
  }),
  paths: v.record(
    v.pipe(v.string(), v.startsWith("/")),
    v.record(v.picklist(["get", "put", "post", "delete"]), operation),
  ),
});

async function openDocument() {
  const demoClock = await DemoClock.open(new TestServer().driver, () => 0);
  const server = new TestServer({ demoClock });
  const { status, body } = await server.request("GET", "/openapi.json");
  expect(status).toBe(200);
  return { server, body, document: v.parse(document, body) };
}

const takesNoBody = [
  ...["archive", "unarchive", "restore", "close", "invoice", "send", "resend", "withdraw", "run"].map(
    (name) => new RegExp(`/${name}$`),
  ),
  /^delete /,
];

const files: Record<string, string> = {
  csv: "text/csv",
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml",
};

describe("the OpenAPI document", () => {
  test("is asked for again by who has it, and then not sent again", async () => {
    const server = new TestServer();
    const { etag, headers } = await server.request("GET", "/openapi.json");
    expect(headers.get("Cache-Control")).toBe("private, no-cache");
    const again = await server.request("GET", "/openapi.json", { headers: { "If-None-Match": etag } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  test("lists every route of the API, and no other", async () => {
    const {
      server,
      document: { paths },
    } = await openDocument();
    const listed = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
    );
    const routes = server.app.routes.filter(({ method, path }) => method !== "ALL" && path.startsWith("/v1/"));
    const addresses = routes.map(({ path }) => path.replace(/:(pdf|xml)\{.+\}$/, ":number.$1"));
    expect(new Set(listed)).toEqual(new Set(routes.map(({ method }, index) => `${method} ${addresses[index]}`)));
    expect(listed.length).toBeGreaterThan(20);
  });

  test("tells each route's parameters, body, answer and problems", async () => {
    const {
      document: { paths },
    } = await openDocument();
    const ids = new Set<string>();
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { operationId, summary, parameters, requestBody, responses }] of Object.entries(operations)) {
        const what = `${method} ${path}`;
        ids.add(operationId);
        expect(summary, what).toMatch(/^[A-Z][^.]*[^.]$/);
        const inPath = parameters.filter((parameter) => parameter.in === "path");
        expect(
          inPath.map(({ name }) => `{${name}}`),
          what,
        ).toEqual(path.match(/\{\w+\}/g) ?? []);
        for (const parameter of inPath) expect(parameter.required, what).toBe(true);
        for (const parameter of parameters)
          expect(parameter.schema["type"] ?? parameter.schema["enum"], `${what} ${parameter.name}`).toBeDefined();

        const hasBody =
          method !== "get" &&
          !takesNoBody.some((pattern) => pattern.test(`${method} ${path}`.replace(/^(?!delete).* /, "")));
        expect(requestBody !== undefined, what).toBe(hasBody);
        if (requestBody) expect(Object.keys(requestBody.content), what).toEqual(["application/json"]);

        const statuses = ["200", "400", "401", "403", "404", "409", "412", "413", "422", "429", "503"];
        expect(Object.keys(responses), what).toEqual(statuses);
        for (const [status, response] of Object.entries(responses)) {
          const file = files[/\.(\w+)$/.exec(path)?.[1] ?? ""] ?? "application/json";
          const media = status === "200" ? file : "application/problem+json";
          expect(Object.keys(response.content), `${what} ${status}`).toEqual([media]);
        }
      }
    }
    expect(ids.size).toBe(Object.values(paths).flatMap((operations) => Object.keys(operations)).length);
  });

  test("refers to nothing that it does not hold", async () => {
    const { body } = await openDocument();
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"(#[^"]*)"/g)].map(([, reference = ""]) => reference);
    for (const reference of references) {
      let found: unknown = body;
      for (const key of reference.slice(2).split("/")) found = Reflect.get(Object(found), key);
      expect(found, reference).toBeDefined();
    }
  });

  test("says that unknown fields are refused", async () => {
    const {
      document: { paths },
    } = await openDocument();
    for (const operations of Object.values(paths)) {
      for (const { requestBody } of Object.values(operations)) {
        if (requestBody)
          expect(requestBody.content["application/json"]?.schema).toMatchObject({ additionalProperties: false });
      }
    }
  });
});
