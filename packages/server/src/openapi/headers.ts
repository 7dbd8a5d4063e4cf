import type { HeaderObject, ParameterObject } from "./document-types.ts";

const text = { type: "string" } as const;

export const answerHeaders = {
  "X-Request-Id": {
    description: "The id of this request in the server's log. Quote it to whoever runs the server.",
    schema: text,
    required: true,
  },
  ETag: {
    description:
      "The version of what was answered, for `If-None-Match` and `If-Match`. It changes with the workspace, with the month " +
      "or the day, and tells viewers apart.",
    schema: { ...text, pattern: '^"[!#-~]*"$' },
    required: true,
  },
  "Content-Disposition": {
    description: "The name to save the file under.",
    schema: { ...text, pattern: '^attachment; filename="[^"]+"' },
    required: true,
  },
  Location: { description: "Where it is.", schema: text, required: true },
  "WWW-Authenticate": { description: "How to authenticate: with a bearer token.", schema: text, required: true },
  "Retry-After": {
    description: "After how many seconds to try again.",
    schema: { ...text, pattern: "^\\d+$" },
    required: true,
  },
  RateLimit: {
    description:
      "How many requests are left (`r`), and in how many seconds there are all again (`t`). Absent where nothing is limited.",
    schema: { ...text, pattern: '^"\\w+";r=\\d+;t=\\d+$' },
  },
  "RateLimit-Policy": {
    description: "How many requests (`q`) there are in how many seconds (`w`). Absent where nothing is limited.",
    schema: { ...text, pattern: '^"\\w+";q=\\d+;w=\\d+$' },
  },
} satisfies Record<string, HeaderObject>;

export type AnswerHeader = keyof typeof answerHeaders;

/** The key of a header in the document's components. */
export const headerKey = (name: string): string => name.replaceAll("-", "");

export const requestHeaders = {
  "If-None-Match": {
    name: "If-None-Match",
    in: "header",
    description: "The `ETag` of what you have. While it is current, the answer is 304 without a body.",
    schema: text,
  },
  "If-Match": {
    name: "If-Match",
    in: "header",
    description:
      "The `ETag` of what you looked at, or `*`. Where the workspace has changed since, the answer is 412 and nothing changes.",
    schema: text,
  },
  "Idempotency-Key": {
    name: "Idempotency-Key",
    in: "header",
    description:
      "1 to 200 visible ASCII characters, new for each change. The same request with the same key takes effect once, and gets " +
      "the same answer again; another request with it gets 422.",
    schema: { ...text, pattern: "^[!-~]{1,200}$" },
  },
} satisfies Record<string, ParameterObject>;
