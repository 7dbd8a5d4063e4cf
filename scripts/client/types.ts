import type { OpenApiDocument, Schema } from "../../packages/server/src/openapi/document-types.ts";

/** The declarations of `names`, and of every schema that these refer to, in the document's order. What a request can have in its
 *  body is read only: the client changes nothing that it is given. */
export function writeTypes(document: OpenApiDocument, names: Iterable<string>, inputs: Iterable<string>): string {
  const { schemas } = document.components;
  const wanted = reach(schemas, names);
  const given = reach(schemas, inputs);
  return Object.entries(schemas)
    .filter(([name]) => wanted.has(name) || given.has(name))
    .map(([name, schema]) => declare(name, schema, given.has(name)))
    .join("\n\n");
}

/** Names of `schemas` that `names` lead to, themselves included. */
function reach(schemas: Record<string, Schema>, names: Iterable<string>): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    const schema = schemas[name];
    if (!schema) throw new Error(`The document has no schema ${name}.`);
    if (found.has(name)) return;
    found.add(name);
    referencesOf(schema).forEach(visit);
  };
  for (const name of names) visit(name);
  return found;
}

/** The names of the schemas that are referred to anywhere in `part` of a document. */
export function referencesOf(part: unknown): string[] {
  const text = JSON.stringify(part) ?? "";
  return [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name = ""]) => name);
}

function declare(name: string, schema: Schema, isInput: boolean): string {
  const type = toType(schema, isInput);
  const isInterface = schema.properties !== undefined && !schema.allOf && !schema.anyOf;
  return `${comment(schema.description)}export ${isInterface ? `interface ${name} ${type}` : `type ${name} = ${type};`}`;
}

/** TypeScript for a schema. @throws Error for one that it would say nothing of. */
export function toType(schema: Schema, isInput = false): string {
  const { $ref, type, items, properties } = schema;
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf("/") + 1);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => toType(choice, isInput)).join(" | ");
  if (schema.allOf) return schema.allOf.map((part) => `(${toType(part, isInput)})`).join(" & ");
  if (typeof type === "object") return type.map((each) => toType({ ...schema, type: each }, isInput)).join(" | ");
  if (type === "array") return `${isInput ? "readonly " : ""}(${toType(items ?? {}, isInput)})[]`;
  if (properties) return toObject(schema, properties, isInput);
  if (type === "object") return `Record<string, ${toValue(schema.additionalProperties, isInput)}>`;
  if (type === "integer") return "number";
  if (type !== undefined) return type;
  throw new Error(`The document has a schema without a type: ${JSON.stringify(schema)}`);
}

function toObject(schema: Schema, properties: Record<string, Schema>, isInput: boolean): string {
  const { required = [], additionalProperties } = schema;
  const fields = Object.entries(properties).map(([name, property]) => {
    const value = toType(property, isInput);
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    const field = required.includes(name) ? `${key}: ${value};` : `${key}?: ${value} | undefined;`;
    return comment(property.description) + field;
  });
  if (additionalProperties) fields.push(`[field: string]: ${toValue(additionalProperties, isInput)};`);
  return `{\n${fields.join("\n")}\n}`;
}

function toValue(schema: Schema["additionalProperties"], isInput: boolean): string {
  return typeof schema === "object" && Object.keys(schema).length > 0 ? toType(schema, isInput) : "unknown";
}

/** A doc comment, and the line break after it; empty without a text. */
export function comment(text: string | undefined): string {
  if (!text) return "";
  const lines = text.replaceAll("*/", "*\\/").split("\n");
  return `/** ${lines.map((line) => line.trimEnd()).join("\n *  ")} */\n`;
}
