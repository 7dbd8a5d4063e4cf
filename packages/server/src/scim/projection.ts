/** Which attributes an answer is to have. Source: RFC 7644, section 3.9. */
export type Projection = { attributes: readonly string[]; excludedAttributes: readonly string[] };

/** These are in every answer. */
const always = ["schemas", "id"];

/** Whether the answer is to have `attribute` (lower case), or a part of it. */
export function isAsked({ attributes, excludedAttributes }: Projection, attribute: string): boolean {
  const isNamed = attributes.some((path) => path === attribute || path.startsWith(`${attribute}.`));
  return (attributes.length === 0 || isNamed) && !excludedAttributes.includes(attribute);
}

/** The resource with what is asked for of it. */
export function project(resource: object, projection: Projection): object {
  const { attributes, excludedAttributes } = projection;
  if (attributes.length === 0 && excludedAttributes.length === 0) return resource;
  return Object.fromEntries(
    Object.entries(resource).flatMap(([key, value]: [string, unknown]) => {
      const name = key.toLowerCase();
      if (always.includes(name)) return [[key, value]];
      if (!isAsked(projection, name)) return [];
      const isWhole = attributes.length === 0 || attributes.includes(name);
      const isPart = (part: string): boolean =>
        (isWhole || attributes.includes(`${name}.${part}`)) && !excludedAttributes.includes(`${name}.${part}`);
      return [[key, withParts(value, isPart)]];
    }),
  );
}

/** The names of a list such as `userName,emails.value`, in lower case and without the URN of a core schema. */
export function attributeNames(list: readonly string[]): string[] {
  return list
    .map((path) =>
      path
        .slice(path.lastIndexOf(":") + 1)
        .trim()
        .toLowerCase(),
    )
    .filter((path) => path !== "");
}

function withParts(value: unknown, isPart: (part: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((entry) => withParts(entry, isPart));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([part]) => isPart(part.toLowerCase())));
}
