import { describeRoute, resolver } from "hono-openapi";
import type { GenericSchema } from "valibot";
import { problem } from "./contract/responses.ts";

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
};
