import { type Code, codes, problemOf } from "../contract/problem-codes.ts";
import { problemHeaders } from "../problem.ts";
import type { MediaType, ResponseObject, Schema } from "./document-types.ts";
import { type AnswerHeader, headerKey } from "./headers.ts";

/** What every route that reads the store may answer. */
export const storeProblems = ["storage-failed", "store-unavailable"] as const satisfies Code[];

/** @param statusOf is given the status of each. */
export function problemStatuses(
  of: readonly Code[],
  statusOf: (status: number) => number = (status) => status,
): Map<number, Code[]> {
  return Map.groupBy(
    codes.filter((code) => of.includes(code)),
    (code) => statusOf(problemOf(code).status),
  );
}

/** The answer that has one of `codes`, which are all of one status. */
export function problemResponse(
  status: number,
  of: readonly Code[],
  headers: readonly AnswerHeader[],
  form?: { mediaType: string; schema: Schema },
): ResponseObject {
  return {
    description: of.map((code) => `- \`${code}\`: ${problemOf(code).title}`).join("\n"),
    headers: headerReferences([...headers, ...problemHeaderNames(status)]),
    content: form ? { [form.mediaType]: { schema: form.schema } } : { "application/problem+json": problemBody(of) },
  };
}

function problemBody(of: readonly Code[]): MediaType {
  const [code = "internal-error"] = of;
  const { status, title } = problemOf(code);
  return {
    schema: {
      allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: of } } }],
    },
    example: { type: `urn:seatbook:problem:${code}`, title, status, detail: title, code },
  };
}

function problemHeaderNames(status: number): AnswerHeader[] {
  return status === 401 ? ["WWW-Authenticate"] : "Retry-After" in (problemHeaders[status] ?? {}) ? ["Retry-After"] : [];
}

export function headerReferences(names: readonly AnswerHeader[]): Record<string, { $ref: string }> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${headerKey(name)}` }]));
}
