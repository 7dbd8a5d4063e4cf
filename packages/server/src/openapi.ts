import type { Permission } from "@seatbook/core";
import type { MiddlewareHandler } from "hono";
import { findTargetHandler } from "hono/utils/handler";
import type { GenericSchema } from "valibot";
import type { AnswerHeader } from "./openapi/headers.ts";
import type { Tag } from "./openapi/info.ts";
import type { Code } from "./contract/problem-codes.ts";

/** One answer that is no problem. Without a schema it is a file of its media type, and without that it has no body. */
type Answer = {
  /** Default 200. */
  status?: number;
  description?: string;
  /** Default "application/json" where there is a schema. */
  mediaType?: string;
  schema?: GenericSchema;
  headers?: readonly AnswerHeader[];
};

/** What a route is to those who call it. */
type Operation = {
  /** Stable: clients have methods of this name. A verb and a noun, as `listMembers`. */
  id: string;
  tag: Tag;
  /** Half a sentence, without a full stop. */
  summary: string;
  /** Whole sentences: what else a caller has to know. Markdown. */
  description?: string;
  answers: readonly Answer[];
  /** The refusals and problems of its own; what the middleware before the handler answers is known. */
  problems?: readonly Code[];
  /** What of it is conditional. A GET by default has an `ETag` and answers 304; a write by default takes `If-Match` and
   *  `Idempotency-Key`. */
  takes?: readonly ("If-None-Match" | "If-Match" | "Idempotency-Key")[];
  /** Where problems are written in another protocol's form. */
  problemForm?: ProblemForm;
  /** False where no store is read, which can be out of reach. */
  readsStore?: false;
};

/** `statusOf` is given the status that a problem has elsewhere. */
export type ProblemForm = { mediaType: string; schema: GenericSchema; statusOf: (status: number) => number };

/** Who may call a route. `apiKey`: the scopes that a key needs. `session`: what the role of a session has to allow; absent where
 *  no session may. */
type Access = { apiKey: readonly string[]; session?: Permission };

/** What a handler, a middleware's too, tells of the routes that it is part of. */
export type Documentation = {
  operation?: Operation;
  access?: Access;
  /** What it answers instead of going on. */
  problems?: readonly Code[] | ((route: { method: string; path: string }) => readonly Code[]);
  parameters?: { in: "path" | "query"; schema: GenericSchema };
  body?: GenericSchema;
  /** Default "application/json". */
  bodyMediaType?: string;
  /** What every answer has from there on. */
  headers?: readonly AnswerHeader[];
};

const key = Symbol("documentation");

/** Attaches to a handler what the OpenAPI document tells of it. */
export function documents<H extends object>(documentation: Documentation, handler: H): H {
  return Object.assign(handler, { [key]: documentation });
}

export function documentationOf(handler: Parameters<typeof findTargetHandler>[0]): Documentation | undefined {
  const target: object = findTargetHandler(handler);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `documents` has the symbol
  return Reflect.get(target, key) as Documentation | undefined;
}

type Described = Omit<Operation, "answers">;

const goesOn: MiddlewareHandler = (_, next) => next();

/** Documents a route, and comes first in it. `answer`: the schema of its JSON. `answers`: where it has others. */
export function documented(
  operation: Described & ({ answer: GenericSchema } | { answers: readonly Answer[] }),
): MiddlewareHandler {
  const answers = "answer" in operation ? [{ schema: operation.answer }] : operation.answers;
  return documents({ operation: { ...operation, answers } }, goesOn.bind(undefined));
}

/** Documents a route whose answer is a file to save. */
export function documentedFile({ mediaType, ...operation }: Described & { mediaType: string }): MiddlewareHandler {
  return documented({ ...operation, answers: [{ mediaType, headers: ["Content-Disposition"] }] });
}
