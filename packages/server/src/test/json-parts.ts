/** Every part of a JSON value with its path, the whole left out. */
export function* partsOf(value: unknown, path: (string | number)[] = []): Generator<[(string | number)[], unknown]> {
  if (path.length > 0) yield [path, value];
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* partsOf(item, [...path, index]);
  else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* partsOf(item, [...path, key]);
  }
}

/** A copy with another value at `path`. */
export function replaced(value: unknown, [key, ...rest]: (string | number)[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === key ? replaced(item, rest, replacement) : item));
  }
  const object = Object(value);
  return { ...object, [key]: replaced(Reflect.get(object, key), rest, replacement) };
}
