import { XmlCData, XmlDocument, XmlElement, XmlText } from "libxml2-wasm";

/** An element of an invoice in CII syntax. `name` is without its prefix, `text` is what stands directly in it. */
export type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

let last: { xml: string; root: Element } | undefined;

/** The root of a well-formed document; throws for any other. Rules read it many times, which is slow on libxml2's own; and
 *  what is parsed once is asked by several tables of rules. */
export function parseXml(xml: string): Element {
  if (last?.xml === xml) return last.root;
  const document = XmlDocument.fromString(xml);
  try {
    const root = copy(document.root);
    last = { xml, root };
    return root;
  } finally {
    document.dispose();
  }
}

function copy(element: XmlElement): Element {
  const children: Element[] = [];
  let text = "";
  for (let node = element.firstChild; node; node = node.next) {
    if (node instanceof XmlElement) children.push(copy(node));
    else if (node instanceof XmlText || node instanceof XmlCData) text += node.content;
  }
  const attributes = Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
  return { name: element.name, attributes, children, text };
}

/** The elements at a path of names, "A/B/C"; the element itself at the empty path, and at "//A" all within that have the name. */
export function all(from: Element, path: string): Element[] {
  if (path === "") return [from];
  if (path.startsWith("//")) return indexOf(from).get(path.slice(2)) ?? [];
  let found = [from];
  for (const step of path.split("/")) {
    found = found.flatMap(({ children }) => children.filter(({ name }) => name === step));
  }
  return found;
}

const indexes = new WeakMap<Element, Map<string, Element[]>>();

/** All elements within one, by name, in their order. */
function indexOf(from: Element): Map<string, Element[]> {
  const known = indexes.get(from);
  if (known) return known;
  const index = new Map<string, Element[]>();
  const visit = (element: Element) => {
    for (const child of element.children) {
      const named = index.get(child.name);
      if (named) named.push(child);
      else index.set(child.name, [child]);
      visit(child);
    }
  };
  visit(from);
  indexes.set(from, index);
  return index;
}

export function has(from: Element, path: string): boolean {
  return all(from, path).length > 0;
}

/** The text of the first element at `path`, without the white space around it. */
export function textOf(from: Element, path: string): string | undefined {
  return all(from, path)[0]?.text.trim();
}

/** Whether one of the elements at `path` says something. */
export function isFilled(from: Element, path: string): boolean {
  return all(from, path).some(({ text }) => text.trim() !== "");
}

/** The number at `path`, exactly, in millionths; undefined where there is none. */
export function numberOf(from: Element, path: string): bigint | undefined {
  return millionths(textOf(from, path));
}

/** The sum of the numbers at `path`; undefined if one of them is none. */
export function sumOf(from: Element, path: string): bigint | undefined {
  let sum = 0n;
  for (const { text } of all(from, path)) {
    const number = millionths(text.trim());
    if (number === undefined) return undefined;
    sum += number;
  }
  return sum;
}

/** A decimal number in millionths, since binary fractions are not exact; undefined for anything else. */
export function millionths(text: string | undefined): bigint | undefined {
  const [, sign, whole, fraction = ""] = /^([+-]?)(\d+)(?:\.(\d{1,6}))?$/.exec(text ?? "") ?? [];
  if (whole === undefined) return undefined;
  const size = BigInt(whole + fraction.padEnd(6, "0"));
  return sign === "-" ? -size : size;
}
