/** An element with its text or its children. An attribute that is undefined is left out. */
export type XmlElement = {
  name: string;
  attributes: Record<string, string | undefined>;
  content: string | readonly XmlElement[];
};

type Children = readonly (XmlElement | undefined | readonly (XmlElement | undefined)[])[];

/** An element that holds others; those that are undefined are left out. */
export function group(name: string, ...children: Children): XmlElement {
  const content = children.flat().filter((child) => child !== undefined);
  return { name, attributes: {}, content };
}

/** An element that holds text, or none at all where there is nothing to say: EN 16931 knows no empty elements. */
export function leaf(
  name: string,
  text: string | undefined,
  attributes: Record<string, string | undefined> = {},
): XmlElement | undefined {
  return text === undefined || text.trim() === "" ? undefined : { name, attributes, content: text };
}

/** A whole document, one element a line. Not indented: that would be half of a long invoice. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root)}`;
}

function writeElement({ name, attributes, content }: XmlElement): string {
  let start = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) start += ` ${key}="${escapeXml(value)}"`;
  }
  if (typeof content === "string") return `${start}>${escapeXml(content)}</${name}>\n`;
  if (content.length === 0) return `${start}/>\n`;
  let written = `${start}>\n`;
  for (const child of content) written += writeElement(child);
  return `${written}</${name}>\n`;
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // Parsers make line feeds of carriage returns.
  "\r": "&#13;",
};

/** Everything that XML 1.0 allows survives being parsed again; what it does not allow is left out, and half a surrogate pair
 *  becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll(/[&<>"\r]/gu, (character) => escapes[character] ?? character);
}
