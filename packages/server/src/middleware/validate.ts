import { sValidator } from "@hono/standard-validator";
import { createMiddleware } from "hono/factory";
import * as v from "valibot";
import { described, id, invoiceNumber, month as monthValue } from "../contract/values.ts";
import { documents } from "../openapi.ts";
import { type FieldError, ProblemError } from "../problem.ts";

export type Issue = {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: unknown })[] | undefined;
};
type Target = "json" | "query" | "param";

/** Checks one part of the request; what does not fit is answered with the field and the remedy, never with the input. */
export function validate<T extends Target, S extends v.GenericSchema>(target: T, schema: S) {
  const documentation =
    target === "json"
      ? ({ body: schema, problems: ["malformed-json", "invalid-input"] } as const)
      : ({
          parameters: { in: target === "param" ? "path" : "query", schema },
          problems: ["invalid-input"],
        } as const);
  return documents(
    documentation,
    sValidator(target, schema, (result) => {
      if (!result.success) throw invalidInput(result.error);
      // To valibot a list is an object too, and where every field may be left out one that fits.
      if (Array.isArray(result.data)) throw invalidInput([{ message: "Give an object." }]);
    }),
  );
}

const noFields = v.pipe(
  v.unknown(),
  // To valibot a list is an object too.
  v.check((body) => !Array.isArray(body), "Send no body, or an empty object."),
  v.strictObject({}),
);

/** For actions that take no fields: no body, or an empty object. */
export const takesNoFields = documents(
  { problems: ["malformed-json", "invalid-input"] },
  createMiddleware(async (c, next) => {
    const body = (await c.req.text()).trim();
    if (body !== "") {
      const result = v.safeParse(noFields, parseJson(body));
      if (!result.success) throw invalidInput(result.issues);
    }
    await next();
  }),
);

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ProblemError("malformed-json", "The body is not valid JSON.");
  }
}

/** So many fields are named at most: what is wrong in one place is often wrong in all. */
export const mostErrors = 100;

export function invalidInput(issues: readonly Issue[]): ProblemError {
  return new ProblemError("invalid-input", "Some fields are not valid. Nothing was changed.", fieldErrors(issues));
}

/** What is wrong with each field, and what to do about it; never what was sent. */
export function fieldErrors(issues: readonly Issue[]): FieldError[] {
  const remedies = new Map<string, string>();
  for (const issue of issues) {
    const field = fieldOf(issue);
    if (!remedies.has(field)) remedies.set(field, toRemedy(issue.message));
    if (remedies.size === mostErrors) break;
  }
  return Array.from(remedies, ([field, message]) => ({ field, message }));
}

/** Where it is, for example `members.4711.email`. */
export function fieldOf({ path }: Issue): string {
  return (path ?? []).map((segment) => String(typeof segment === "object" ? segment.key : segment)).join(".");
}

const remedyByType: Record<string, string> = {
  Array: "Give a list.",
  boolean: "Give true or false.",
  number: "Give a number.",
  Object: "Give an object.",
  string: "Give a string.",
};

/** Valibot's own words are not for people, and quote what was sent. */
function toRemedy(message: string): string {
  if (message.startsWith("Invalid key: Expected never")) return "This field is not known. Leave it out.";
  if (message.startsWith("Invalid key: ")) return "This field is missing.";
  if (!message.startsWith("Invalid ")) return message;
  const [, type = ""] = /^Invalid type: Expected (\w+)/.exec(message) ?? [];
  return remedyByType[type] ?? "Give another value.";
}

const ws = described("The workspace's id, as the host gave it.", id);
const number = described("The number of an invoice or credit note.", invoiceNumber);
const month = described("A month, in the workspace's time zone.", monthValue);

export const workspaceParam = v.object({ ws });
export const teamParam = v.object({ ws, team: described("The team's id, as the host gave it.", id) });
export const memberParam = v.object({ ws, member: described("The member's id, as the host gave it.", id) });
export const scimUserParam = v.object({ ws, user: described("The user's id, which is the member's.", id) });
export const scimGroupParam = v.object({ ws, group: described("The group's id, which is the team's.", id) });
export const scimSchemaParam = v.object({ ws, schema: described("The id of a schema or resource type.", id) });
export const monthParam = v.object({ ws, month });
export const anyMonthParam = v.object({ month });
export const apiKeyParam = v.object({ key: described("The id of an API key.", id) });
export const mailParam = v.object({ ws, mail: described("The id of a mail.", id) });
const endpoint = described("The id of a webhook endpoint.", id);
export const webhookEndpointParam = v.object({ endpoint });
export const webhookDeliveryParam = v.object({ endpoint, delivery: described("The id of a message.", id) });
export const numberParam = v.object({ number });
export const invoiceParam = v.object({ ws, number });
/** The last segment of the address is the number and the extension. */
export const pdfParam = v.object({ ws, pdf: fileOf("pdf") });
export const xmlParam = v.object({ ws, xml: fileOf("xml") });

function fileOf(extension: string) {
  return v.pipe(
    v.string(),
    v.metadata({ description: "The number of an invoice or credit note." }),
    v.transform((file) => file.slice(0, -extension.length - 1)),
    invoiceNumber,
  );
}
