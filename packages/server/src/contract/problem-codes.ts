import { type RefusalCode, refusals } from "@seatbook/core";

/** The problems that are not refusals of a command: status and title by code. */
const problems = {
  "malformed-json": [400, "The body is not JSON."],
  "malformed-body": [400, "The body cannot be read."],
  "malformed-path": [400, "The address cannot be read."],
  "malformed-cursor": [400, "The cursor is not one of this list."],
  "token-missing": [401, "No token was sent."],
  "token-invalid": [401, "The token is not valid."],
  "token-stale": [401, "The token has expired."],
  forbidden: [403, "This token does not allow that."],
  "route-not-found": [404, "There is nothing at this address."],
  "widgets-not-built": [404, "The widgets are not built."],
  "api-key-not-found": [404, "There is no such API key."],
  "api-key-revoked": [409, "This API key was revoked. Make another one."],
  "api-key-told-once": [409, "The text of an API key is told once."],
  "clock-moves-forward": [409, "The clock only moves forward."],
  contended: [409, "Too many changes at once."],
  "stale-version": [412, "The workspace changed since you looked."],
  "body-too-large": [413, "The body is too large."],
  "address-too-long": [414, "The address is too long."],
  "invalid-input": [422, "Some fields are not valid."],
  "idempotency-key-reused": [422, "This idempotency key was used for another request."],
  "too-many-requests": [429, "Too many requests in a short time."],
  "request-abandoned": [408, "Whoever asked does not wait for the answer any more."],
  "internal-error": [500, "Something went wrong on the server."],
  "storage-failed": [500, "The store did not answer as it should."],
  "store-unavailable": [503, "The store is out of reach for the moment."],
  busy: [503, "The server has too much to do at once. Try again in a few seconds."],
} as const;

export type ProblemCode = keyof typeof problems;
/** Everything that a request can be refused with. */
export type Code = ProblemCode | RefusalCode;

const refusalStatus = { absent: 404, rule: 409, invalid: 422, limit: 429 } as const;

const isRefusal = (code: Code): code is RefusalCode => code in refusals;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the two tables
export const codes = [...Object.keys(problems), ...Object.keys(refusals)] as Code[];

/** The status and the sentence of a code. */
export function problemOf(code: Code) {
  if (isRefusal(code)) return { status: refusalStatus[refusals[code].kind], title: refusals[code].sentence };
  const [status, title] = problems[code];
  return { status, title };
}
