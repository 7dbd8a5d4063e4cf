import { permissionsOf } from "@seatbook/core";
import type { Hono } from "hono";
import type { AppEnv } from "../middleware/authenticate.ts";
import { type Documentation, documentationOf } from "../openapi.ts";
import type { Code } from "../contract/problem-codes.ts";
import type {
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  Reference,
  ResponseObject,
  Schema,
} from "./document-types.ts";
import { examples } from "./examples.ts";
import { answerHeaders, headerKey, requestHeaders } from "./headers.ts";
import { description, securitySchemes, tags } from "./info.ts";
import { headerReferences, problemResponse, problemStatuses, storeProblems } from "./problems.ts";
import { namedSchemas, toSchema } from "./schemas.ts";
import { webhooks } from "./webhooks.ts";

type Operation = NonNullable<Documentation["operation"]>;
type Route = { method: string; path: string; operation: Operation; parts: Documentation[] };

/** The OpenAPI 3.1 document of an app, from what its handlers say of themselves. @param url where people reach it. */
export function openApiDocument(app: Hono<AppEnv>, url: string): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const route of documentedRoutes(app)) {
    (paths[toTemplate(route.path)] ??= {})[route.method.toLowerCase()] = toOperation(route);
  }
  const schemas = namedSchemas();
  for (const [name, example] of Object.entries(examples)) schemas[name] = { ...schemas[name], examples: [example] };
  const used = new Set(Object.values(paths).flatMap((item) => Object.values(item).flatMap((each) => each.tags)));
  return {
    openapi: "3.1.1",
    info: {
      title: "Seatbook",
      version: "1",
      summary: "Who is billed, and why.",
      description,
      license: { name: "MIT", identifier: "MIT" },
      contact: { name: "Whoever runs this server" },
    },
    servers: [{ url: url.replace(/\/$/, ""), description: "This server" }],
    tags: Object.entries(tags).flatMap(([name, text]) => (used.has(name) ? [{ name, description: text }] : [])),
    paths,
    webhooks,
    components: {
      securitySchemes,
      schemas,
      parameters: Object.fromEntries(Object.entries(requestHeaders).map(([name, value]) => [headerKey(name), value])),
      headers: Object.fromEntries(Object.entries(answerHeaders).map(([name, value]) => [headerKey(name), value])),
      responses: {},
    },
  };
}

/** The routes that say what they are, each with what was said before it about every route of its kind. */
export function documentedRoutes(app: Hono<AppEnv>): Route[] {
  const routes = new Map<string, Route>();
  const general: { path: string; part: Documentation }[] = [];
  for (const { method, path, handler } of app.routes) {
    const part = documentationOf(handler);
    if (!part) continue;
    if (method === "ALL") {
      general.push({ path, part });
      continue;
    }
    const found = routes.get(`${method} ${path}`);
    if (found) found.parts.push(part);
    else if (part.operation) {
      const before = general.filter((each) => covers(each.path, path)).map((each) => each.part);
      routes.set(`${method} ${path}`, { method, path, operation: part.operation, parts: [...before, part] });
    }
  }
  return [...routes.values()];
}

/** Whether the middleware at `pattern` (`/v1/*`, or a whole path) comes before the routes at `path`. */
function covers(pattern: string, path: string): boolean {
  return pattern.endsWith("*") ? `${path}/`.startsWith(pattern.slice(0, -1)) : pattern === path;
}

/** `/invoices/:pdf{.+\.pdf}` is `/invoices/{number}.pdf`: to the router, a number and an extension are one segment. */
export function toTemplate(path: string): string {
  return path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, (segment, name: string) => {
    const extension = fileSegment.exec(segment)?.[1];
    return extension === undefined ? `{${name}}` : `{number}.${extension}`;
  });
}

const fileSegment = /^:\w+\{\.\+\\\.(\w+)\}$/;

function toOperation({ method, path, operation, parts }: Route): OperationObject {
  const access = parts.find((part) => part.access)?.access;
  const { body, bodyMediaType = "application/json" } = parts.find((part) => part.body) ?? {};
  const isGet = method === "GET";
  const takes = operation.takes ?? (isGet ? ["If-None-Match"] : ["If-Match", "Idempotency-Key"]);
  const hasTag = takes.includes(isGet ? "If-None-Match" : "If-Match");
  const everywhere = parts.flatMap((part) => part.headers ?? []);
  const problems = new Set<Code>([
    ...parts.flatMap(({ problems: given = [] }) => (typeof given === "function" ? given({ method, path }) : given)),
    ...(operation.problems ?? []),
    ...(operation.readsStore === false ? [] : storeProblems),
    ...(takes.includes("If-Match") ? (["stale-version", "contended"] as const) : []),
    ...(takes.includes("Idempotency-Key") ? (["idempotency-key-reused", "invalid-input", "contended"] as const) : []),
    ...(access ? (["internal-error"] as const) : []),
  ]);
  const parameters = [
    ...parts.flatMap((part) => (part.parameters ? toParameters(part.parameters, path) : [])),
    ...takes.map((name): Reference => ({ $ref: `#/components/parameters/${headerKey(name)}` })),
  ];
  const responses: Record<string, ResponseObject> = {};
  for (const { status = 200, description: text = "Done", schema, mediaType, headers = [] } of operation.answers) {
    const media = mediaType ?? (schema && "application/json");
    responses[status] = {
      description: text,
      headers: headerReferences([...everywhere, ...(hasTag && status !== 204 ? (["ETag"] as const) : []), ...headers]),
      ...(media && { content: { [media]: { schema: schema ? toSchema(schema) : fileSchema(media) } } }),
    };
  }
  if (isGet && hasTag) {
    const headers = headerReferences([...everywhere, "ETag"]);
    responses["304"] = { description: "What you have is current", headers };
  }
  const form = operation.problemForm;
  for (const [status, of] of problemStatuses([...problems], form?.statusOf)) {
    responses[status] = problemResponse(status, of, everywhere, form && { ...form, schema: toSchema(form.schema) });
  }
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: [...(operation.description === undefined ? [] : [operation.description]), accessSentence(access)].join(
      "\n\n",
    ),
    security: access
      ? [{ apiKey: access.apiKey }, ...(access.session === undefined ? [] : [{ sessionToken: [access.session] }])]
      : [],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { [bodyMediaType]: { schema: toSchema(body) } } } }),
    responses,
  };
}

function accessSentence(access: Documentation["access"]): string {
  if (!access) return "For everyone, without a token.";
  const { apiKey, session } = access;
  const keys =
    apiKey.length === 0
      ? "For API keys"
      : `For API keys with the scope ${apiKey.map((scope) => `\`${scope}\``).join(", ")}`;
  if (session === undefined) return `${keys}.`;
  const roles = Object.entries(permissionsOf).filter(([, permissions]) => permissions.includes(session));
  return `${keys}, and for session tokens of the ${roles.length === 1 ? "role" : "roles"} ${new Intl.ListFormat("en").format(roles.map(([role]) => `\`${role}\``))}.`;
}

function fileSchema(mediaType: string): Schema {
  return /^text\/|xml$/.test(mediaType) ? { type: "string" } : { type: "string", format: "binary" };
}

function toParameters(given: NonNullable<Documentation["parameters"]>, path: string): ParameterObject[] {
  const { properties = {}, required = [] } = toSchema(given.schema);
  return Object.entries(properties).map(([name, { description: text, ...schema }]) => ({
    name: path.includes(`:${name}{.+`) ? "number" : name,
    in: given.in,
    ...((given.in === "path" || required.includes(name)) && { required: true }),
    ...(text !== undefined && { description: text }),
    schema,
  }));
}
