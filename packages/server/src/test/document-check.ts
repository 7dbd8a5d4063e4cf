import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type {
  Content,
  HeaderObject,
  OpenApiDocument,
  OperationObject,
  Reference,
  ResponseObject,
  Schema,
} from "../openapi/document-types.ts";

/** What an answer is held against the document by. `body` is the parsed JSON, or the text of a file. */
export type Checked = { status: number; headers: Headers; body: unknown };

type Resolved = Omit<ResponseObject, "headers"> & { headers: Record<string, HeaderObject> };

/** Holds answers against an OpenAPI document: status, headers, media type, and every field of a body with its type. What the
 *  document does not name is wrong, though it does not say so itself: clients are to bear with new fields. */
export class DocumentCheck {
  readonly document: OpenApiDocument;
  readonly #ajv: Ajv2020;
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: OpenApiDocument) {
    this.document = document;
    this.#ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
    addFormats.default(this.#ajv);
    this.#ajv.addVocabulary(["components"]);
    this.#ajv.addSchema({ $id: "document", components: { schemas: closed(document.components.schemas) } });
  }

  /** The operation of a method and a path template, as `/v1/workspaces/{ws}`. */
  operation(method: string, template: string): OperationObject | undefined {
    return this.document.paths[template]?.[method.toLowerCase()];
  }

  /** What of the answer the document does not allow; nothing where all is well. */
  complaints(method: string, template: string, { status, headers, body }: Checked): string[] {
    const operation = this.operation(method, template);
    if (!operation) return [`${method} ${template} is not in the document`];
    const response = operation.responses[status];
    if (!response) return [`status ${status} is not documented`];
    const resolved = this.#resolve(response);
    const where = `${operation.operationId} ${status}`;
    return [
      ...Object.entries(resolved.headers).flatMap(([name, header]) => this.#header(where, name, header, headers)),
      ...this.#content(where, resolved.content, headers.get("Content-Type"), body),
    ];
  }

  #header(where: string, name: string, { required, schema }: HeaderObject, headers: Headers): string[] {
    const value = headers.get(name);
    if (value === null) return required ? [`the header ${name} is missing`] : [];
    return this.errors(`${where} ${name}`, schema, value, `the header ${name}`);
  }

  #content(where: string, content: Content | undefined, type: string | null, body: unknown): string[] {
    if (!content) return body === "" ? [] : ["a body is not documented"];
    const mediaType = type?.split(";")[0]?.trim() ?? "none";
    const media = content[mediaType];
    if (!media) return [`the media type ${mediaType} is not documented`];
    if (!/[/+]json$/.test(mediaType)) return typeof body === "string" ? [] : ["the file is no text"];
    return media.schema ? this.errors(where, media.schema, body, "the body") : [];
  }

  /** What keeps `value` from being of `schema`. `key` is the schema's own, for it to be compiled once. */
  errors(key: string, schema: Schema, value: unknown, what: string): string[] {
    let validate = this.#validators.get(key);
    if (!validate) {
      validate = this.#ajv.compile(closed(schema));
      this.#validators.set(key, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${what}${instancePath}: ${message} ${JSON.stringify(params)}`,
    );
  }

  #resolve(response: ResponseObject | Reference): Resolved {
    const found = "$ref" in response ? this.document.components.responses[last(response.$ref)] : response;
    if (!found) throw new Error(`The document has no ${JSON.stringify(response)}`);
    const headers = Object.entries(found.headers ?? {}).map(([name, { $ref }]): [string, HeaderObject] => {
      const header = this.document.components.headers[last($ref)];
      if (!header) throw new Error(`The document has no ${$ref}`);
      return [name, header];
    });
    return { ...found, headers: Object.fromEntries(headers) };
  }
}

const last = (reference: string): string => reference.slice(reference.lastIndexOf("/") + 1);

/** The schema with no field more than it names, unless it says that there are more; its references lead to the document. */
function closed<T extends object>(schema: T): T {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === "$ref" && typeof value === "string") return `document${value}`;
      if (key === "example" || key === "examples") return undefined;
      if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
      const isObject = "type" in value && value.type === "object" && "properties" in value;
      return isObject && !("additionalProperties" in value) ? { ...value, additionalProperties: false } : value;
    }),
  );
}
