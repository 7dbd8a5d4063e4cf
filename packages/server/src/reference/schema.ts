import { html } from "hono/html";
import type { OpenApiDocument, Schema } from "../openapi/document-types.ts";
import { markdown } from "./markdown.ts";

type Html = ReturnType<typeof html>;
type Side = "request" | "answer";

const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf("/") + 1);

/** More than so many, such as the codes of problems, are told in words. */
const mostValues = 12;

export function resolve({ components }: OpenApiDocument, schema: Schema): Schema {
  return schema.$ref === undefined ? schema : (components.schemas[nameOf(schema.$ref)] ?? {});
}

/** A type in a word or two, as `string (date)` or `list of Member`. Of a few values by one name, the values. */
export function kindOf(document: OpenApiDocument, schema: Schema): string {
  if (schema.$ref !== undefined) {
    const { enum: values = [] } = resolve(document, schema);
    return values.length > 0 && values.length <= mostValues ? kindOf(document, { enum: values }) : nameOf(schema.$ref);
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return [...new Set(options.map((option) => kindOf(document, option)))].join(" or ");
  if (schema.type === "array") return `list of ${kindOf(document, schema.items ?? {})}`;
  const type = String(schema.type ?? "anything");
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

/** The fields of an object, one below the other; those of the objects in it open below their field. Who asks must know what has to
 *  be there, and who is answered what may be missing. */
export function fields(document: OpenApiDocument, given: Schema, side: Side, depth = 0): Html | "" {
  const schema = resolve(document, given);
  const item = schema.type === "array" ? resolve(document, schema.items ?? {}) : schema;
  const options = (item.oneOf ?? item.anyOf)?.filter((option) => resolve(document, option).properties) ?? [];
  if (options.length > 0) {
    return html`${options.map((option, index) => [
      index > 0 ? html`<p class="or">or</p>` : "",
      fields(document, option, side, depth),
    ])}`;
  }
  const { properties, required = [] } = item;
  if (!properties) return "";
  return html`<dl>
    ${Object.entries(properties).map(
      ([name, part]) =>
        html`<div>
          <dt>
            <code>${name}</code><span class="kind">${kindOf(document, part)}${limits(part)}</span>
            ${presence(side, required.includes(name))}
          </dt>
          ${entry(document, part, side, depth)}
        </div>`,
    )}
  </dl>`;
}

function presence(side: Side, isRequired: boolean): Html | "" {
  if (side === "request") return isRequired ? html`<span class="presence">required</span>` : "";
  return isRequired ? "" : html`<span class="presence">may be absent</span>`;
}

/** What there is to say of a field; a list of definitions needs the place of it all the same. */
function entry(document: OpenApiDocument, part: Schema, side: Side, depth: number): Html {
  const { description = resolve(document, part).description ?? "" } = part;
  const within = below(document, part, side, depth);
  if (description === "" && within === "") return html`<dd hidden></dd>`;
  return html`<dd>${description === "" ? "" : markdown(description)} ${within}</dd>`;
}

function below(document: OpenApiDocument, part: Schema, side: Side, depth: number): Html | "" {
  const within = depth < 2 ? fields(document, part, side, depth + 1) : "";
  if (within === "") return "";
  return html`<details>
    <summary>${labelOf(part)}</summary>
    <div class="inner">${within}</div>
  </details>`;
}

/** What the fields below are those of. */
function labelOf(part: Schema): string {
  const isList = part.type === "array";
  const { $ref } = isList ? (part.items ?? {}) : part;
  const words = [
    "Fields",
    (isList || $ref !== undefined) && "of",
    isList && "each",
    $ref !== undefined && nameOf($ref),
  ];
  return words.filter((word) => word !== false).join(" ");
}

function limits({ maxLength, minimum, maximum, maxItems, default: absent }: Schema): string {
  return [
    maxLength !== undefined && `at most ${maxLength} characters`,
    minimum !== undefined && maximum !== undefined && `${minimum} to ${maximum}`,
    maxItems !== undefined && `at most ${maxItems} items`,
    absent !== undefined && absent !== "" && `default ${JSON.stringify(absent)}`,
  ]
    .flatMap((text) => (text === false ? [] : [`, ${text}`]))
    .join("");
}

/** An example of a shape: its own, or one that is put together from those of its parts. */
export function exampleOf(document: OpenApiDocument, given: Schema, depth = 0): unknown {
  const schema = resolve(document, given);
  const [example] = schema.examples ?? [];
  if (example !== undefined) return example;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [option] = schema.oneOf ?? schema.anyOf ?? [];
  if (option) return exampleOf(document, option, depth);
  if (schema.type === "array") return depth > 3 ? [] : [exampleOf(document, schema.items ?? {}, depth + 1)];
  if (schema.type === "object") {
    const { properties = {}, required = [] } = schema;
    const shown = Object.entries(properties).filter(([name]) => required.includes(name));
    return Object.fromEntries(shown.map(([name, part]) => [name, exampleOf(document, part, depth + 1)]));
  }
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? 1;
  return schema.type === "boolean" ? true : schema.format === "uri" ? "https://app.acme.example" : "…";
}
