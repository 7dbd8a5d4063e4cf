import type { Hono } from "hono";
import { describeRoute, generateSpecs, resolver } from "hono-openapi";
import type { GenericSchema } from "valibot";
import { problem } from "./contract/responses.ts";
import type { AppEnv } from "./middleware/authenticate.ts";

const problemResponse = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: resolver(problem) } },
});

/** Documents a route whose answer is JSON of `schema`; every route has the same problems. */
export function documented(summary: string, schema: GenericSchema) {
  return describeRoute({
    summary,
    security: [{ bearer: [] }],
    responses: {
      200: { description: "OK", content: { "application/json": { schema: resolver(schema) } } },
      ...problemResponses,
    },
  });
}

/** Documents a route whose answer is a file. */
export function documentedFile(summary: string, mediaType: string) {
  return describeRoute({
    summary,
    security: [{ bearer: [] }],
    responses: {
      200: { description: "OK", content: { [mediaType]: { schema: { type: "string" } } } },
      ...problemResponses,
    },
  });
}

const problemResponses = {
  400: problemResponse("Malformed: not JSON, or a cursor of another list."),
  401: problemResponse("No token, or one that is not valid or has expired."),
  403: problemResponse("The token does not allow that."),
  404: problemResponse("Not there, or another workspace's."),
  409: problemResponse("Refused by a rule; nothing was changed."),
  412: problemResponse("If-Match names an older version; nothing was changed."),
  413: problemResponse("The body is too large."),
  422: problemResponse("Understood but not valid; `errors` names the fields."),
  429: problemResponse("Too many; nothing was changed."),
  503: problemResponse("Too much to do at once, or the store is out of reach. `Retry-After` says when to try again."),
};

/** The OpenAPI 3.1 document, generated from the routes. */
export async function openApiDocument(app: Hono<AppEnv>) {
  const document = await generateSpecs(app, {
    documentation: {
      info: { title: "Seatbook", version: "1", description: "Who is billed, and why." },
      components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
    },
    // What it takes for one: an address with a dot and no parameter, such as `/v1/invoices.csv`.
    excludeStaticFile: false,
  });
  return { ...document, paths: Object.fromEntries(Object.entries(document.paths ?? {}).map(nameFile)) };
}

/** To the router, the number of an invoice and the extension of its file are one segment: `:pdf{.+\\.pdf}`. */
function nameFile([path, operations]: [string, unknown]): [string, unknown] {
  const extension = /\{(pdf|xml)\}$/.exec(path)?.[1];
  if (extension === undefined) return [path, operations];
  const named = JSON.stringify(operations).replaceAll(`"name":"${extension}"`, '"name":"number"');
  return [path.replace(`{${extension}}`, `{number}.${extension}`), JSON.parse(named)];
}
