import { type RefusalCode, Refusal } from "@seatbook/core";
import type { Context } from "hono";
import type { AppEnv } from "../middleware/authenticate.ts";
import { ProblemError, problemHeaders, toProblem } from "../problem.ts";
import { send } from "../send.ts";

export const errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";
export const scimMediaType = "application/scim+json";

/** The detail error keywords of RFC 7644, section 3.12, that are used here. */
export type ScimType =
  | "invalidFilter"
  | "invalidPath"
  | "invalidSyntax"
  | "invalidValue"
  | "mutability"
  | "noTarget"
  | "uniqueness";

/** Thrown by SCIM routes for what RFC 7644 has a keyword for. */
export class ScimError extends Error {
  readonly scimType: ScimType;

  constructor(scimType: ScimType, detail: string) {
    super(detail);
    this.name = "ScimError";
    this.scimType = scimType;
  }
}

export function isScimPath(path: string): boolean {
  return /^\/v1\/workspaces\/[^/]+\/scim\/v2(?:\/|$)/.test(path);
}

const typeOfRefusal: Partial<Record<RefusalCode, ScimType>> = {
  "identity-taken": "uniqueness",
  "member-unknown": "invalidValue",
};

/** The status and the body of RFC 7644, section 3.12, for whatever was thrown. */
export function toScimError(error: unknown) {
  if (error instanceof ScimError) return scimError(400, error.message, error.scimType);
  const { status, detail, errors, code } = toProblem(error);
  const scimType = typeOf(error, code);
  const fields =
    error instanceof ProblemError ? (errors ?? []).map(({ field, message }) => ` ${field}: ${message}`) : [];
  // SCIM has no 422.
  return scimError(status === 422 ? 400 : status, [detail, ...fields].join(""), scimType);
}

function typeOf(error: unknown, code: string): ScimType | undefined {
  if (error instanceof Refusal) return typeOfRefusal[error.code];
  if (code === "malformed-json" || code === "malformed-body") return "invalidSyntax";
  return code === "invalid-input" ? "invalidValue" : undefined;
}

function scimError<S extends number>(status: S, detail: string, scimType?: ScimType) {
  return {
    status,
    body: { schemas: [errorSchema], status: String(status), ...(scimType && { scimType }), detail },
  };
}

export function answerScimError(c: Context<AppEnv>, error: unknown): Response {
  const { status, body } = toScimError(error);
  const headers = { ...problemHeaders[status], "Cache-Control": "no-store" };
  return send(c, JSON.stringify(body), scimMediaType, status, headers);
}
