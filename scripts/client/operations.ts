import type {
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  Schema,
} from "../../packages/server/src/openapi/document-types.ts";
import { ownOptions } from "../../packages/client/src/options.ts";
import { comment, referencesOf, toType } from "./types.ts";

/** One operation of the document, as the client has it. */
export interface Operation {
  id: string;
  method: "get" | "put" | "post" | "patch" | "delete";
  about: OperationObject;
  /** Of the path below the workspace's, or the whole. */
  segments: string[];
  isWorkspaces: boolean;
  query: ParameterObject[];
  /** Whether the request may have this header. */
  takes: (header: "IfMatch" | "IdempotencyKey" | "IfNoneMatch") => boolean;
  body: Schema | undefined;
  /** Absent where the answer has no body; a string of JSON's media type is a schema, of any other a file. */
  answer: { mediaType: string; schema: Schema } | undefined;
  /** Of an entry, where the answer is a page of a list. */
  item: Schema | undefined;
}

const workspacePath = "/v1/workspaces/{ws}";

/** POSTs that take a key, but are better sent without one: the server keeps every key in its log, and here a repetition does no
 *  harm. */
const repeatable: ReadonlySet<string> = new Set(["createSession"]);

/** Whose body is streamed where it is given as one. */
const streamed: ReadonlySet<string> = new Set(["putDirectory"]);

/** What every operation may be refused with, which would only hide what is special about one. */
const everywhere: ReadonlySet<string> = new Set(
  "body-too-large,busy,contended,forbidden,idempotency-key-reused,internal-error,invalid-input,malformed-body,malformed-cursor,malformed-json,malformed-path,request-abandoned,route-not-found,stale-version,storage-failed,store-unavailable,token-invalid,token-missing,token-stale,workspace-not-found,rate-limited".split(
    ",",
  ),
);

/** The operations that hosts call. What an identity provider asks in another protocol is not among them. */
export function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths)
    .filter(([path]) => !path.includes("/scim/"))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, about]) => toOperation(document, path, method, about)),
    );
}

function toOperation(document: OpenApiDocument, path: string, method: string, about: OperationObject): Operation {
  if (method !== "get" && method !== "put" && method !== "post" && method !== "patch" && method !== "delete")
    throw new Error(`${about.operationId}: the client has no ${method}.`);
  const isWorkspaces = path === workspacePath || path.startsWith(`${workspacePath}/`);
  const below = isWorkspaces ? path.slice(workspacePath.length) : path;
  const parameters = about.parameters ?? [];
  const headers = parameters.flatMap((parameter) => ("$ref" in parameter ? [parameter.$ref.split("/").at(-1)] : []));
  const [answer] = Object.entries(about.responses).filter(([status]) => status.startsWith("2"));
  const response = answer?.[1];
  const [content] = Object.entries((response && "content" in response && response.content) || {});
  const body = about.requestBody?.content["application/json"]?.schema;
  const query = parameters.flatMap((parameter) => ("$ref" in parameter || parameter.in !== "query" ? [] : [parameter]));
  for (const { name } of query)
    if (Object.hasOwn(ownOptions, name)) throw new Error(`${about.operationId}: ${name} is an option of the client.`);
  const isList = query.some(({ name }) => name === "cursor");
  return {
    id: about.operationId,
    method,
    about,
    segments: below.split("/").filter((segment) => segment !== ""),
    isWorkspaces,
    query,
    takes: (header) => headers.includes(header),
    body,
    answer: content && { mediaType: content[0], schema: content[1].schema ?? {} },
    item: isList ? itemOf(document, content?.[1].schema) : undefined,
  };
}

function itemOf({ components }: OpenApiDocument, { $ref = "" }: Schema = {}): Schema {
  const items = components.schemas[$ref.slice($ref.lastIndexOf("/") + 1)]?.properties?.["items"]?.items;
  if (!items) throw new Error(`An operation with a cursor answers ${$ref}, which is no page.`);
  return items;
}

/** The schemas that methods and options name: those that are sent, and those that are answered. */
export function namesOf(operations: readonly Operation[]): { sent: string[]; answered: string[] } {
  return {
    sent: operations.flatMap(({ body, query }) => referencesOf([body, query])),
    answered: operations.flatMap(({ answer, item }) => referencesOf([answer, item])),
  };
}

/** The members of the two classes: those of one workspace, and those of the whole server. */
export function writeMethods(operations: readonly Operation[]): string {
  return operations.map(writeMethod).join("\n\n");
}

/** An interface for the options of each operation that has parameters of its own. */
export function writeOptions(operations: readonly Operation[]): string {
  return operations
    .filter(({ query }) => query.length > 0)
    .map((operation) => {
      const fields = operation.query.map(
        ({ name, description, required, schema }) =>
          `${comment(description ?? defaultOf(schema))}${name}${required ? "" : "?"}: ${toQueryType(name, schema)}${required ? "" : " | undefined"};`,
      );
      return `export interface ${optionsName(operation)} extends ${baseOptions(operation)} {\n${fields.join("\n")}\n}`;
    })
    .join("\n\n");
}

function defaultOf({ default: value }: Schema): string | undefined {
  return value === undefined || value === "" ? undefined : `Default ${JSON.stringify(value)}.`;
}

/** Numbers and flags are text only on their way. */
function toQueryType(name: string, schema: Schema): string {
  if (name === "cursor") return "string";
  if (schema.enum?.every((value) => value === "true" || value === "false")) return "boolean";
  if (typeof schema.default === "number" || schema.pattern === "^\\d{1,9}$") return "number";
  return toType(schema);
}

function optionsName({ id }: Operation): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}Options`;
}

function baseOptions(operation: Operation): string {
  const { method, takes } = operation;
  if (method === "get" && isJson(operation) && takes("IfNoneMatch")) return `ReadOptions<${answerType(operation)}>`;
  if (takes("IfMatch")) return "WriteOptions";
  return takes("IdempotencyKey") ? "KeyOptions" : "RequestOptions";
}

function isJson({ answer }: Operation): boolean {
  return answer?.mediaType === "application/json";
}

function answerType({ answer }: Operation): string {
  return answer ? toType(answer.schema) : "void";
}

function writeMethod(operation: Operation): string {
  const { id, method, segments, body, query, about } = operation;
  const parameters = segments.flatMap((segment) => /^\{(\w+)\}/.exec(segment)?.[1] ?? []);
  const path = `[${segments.map(writeSegment).join(", ")}]`;
  const options = query.length > 0 ? optionsName(operation) : baseOptions(operation);
  const required = query.some((parameter) => parameter.required);
  const bodyType = body && (streamed.has(id) ? `Streamed<${toType(body)}>` : toType(body, true));
  const signature = [
    ...parameters.map((name) => `${name}: string`),
    ...(bodyType === undefined ? [] : [`body: ${bodyType}`]),
    `options${required ? "" : "?"}: ${options}`,
  ].join(", ");
  const type = answerType(operation);
  const sent =
    method === "post" ? `, ${body ? "body" : "undefined"}` : method === "put" || method === "patch" ? ", body" : "";
  const [result, call] = operation.item
    ? [`List<${toType(operation.item)}, ${type}>`, `list(${path}, options)`]
    : operation.answer && !isJson(operation)
      ? ["Promise<Response>", `file(${path}, options)`]
      : [`Answer<${type}>`, `${verb(operation)}<${type}>(${path}${sent}, options)`];
  return `${comment(describe(about))}${id}(${signature}): ${result} {\nreturn this.#call.${call};\n}`;
}

function verb({ id, method, takes }: Operation): string {
  return method === "post" && (repeatable.has(id) || !takes("IdempotencyKey")) ? "ask" : method;
}

/** `{member}` is the parameter, `{number}.pdf` begins with it. */
function writeSegment(segment: string): string {
  const [, name, extension = ""] = /^\{(\w+)\}(.*)$/.exec(segment) ?? [];
  if (name === undefined) return JSON.stringify(segment);
  return extension === "" ? name : `\`\${${name}}${extension}\``;
}

function describe({ summary, description, responses }: OperationObject): string {
  const codes = Object.values(responses).flatMap((response) =>
    codesOf(response).filter((code) => !everywhere.has(code)),
  );
  const refused = codes.length > 0 ? `@throws SeatbookError ${codes.map((code) => `\`${code}\``).join(", ")}` : "";
  return [`${summary}.`, description, refused].filter(Boolean).join("\n\n");
}

/** The codes of a problem that is documented with them. */
function codesOf(response: unknown): string[] {
  const [, list] = /"code":\{"enum":(\[[^\]]*\])/.exec(JSON.stringify(response)) ?? [];
  const codes: string[] = list === undefined ? [] : JSON.parse(list);
  return codes;
}
