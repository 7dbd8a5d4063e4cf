import type { CDPSession, Page } from "playwright-core";

type Name = string | RegExp;

/** What a screen reader knows of one thing on the page. */
export type AccessibleNode = {
  /** Of the DOM node behind it. */
  readonly id: number;
  readonly role: string;
  readonly name: string;
  readonly value: string;
  /** For example `disabled`, `modal` or `live`. */
  readonly properties: ReadonlyMap<string, unknown>;
  readonly children: readonly AccessibleNode[];
};

const timeoutMs = 15_000;
const pauseMs = 50;

/** The page as a screen reader has it: found by role and name, and used as a screen reader does it, without pointer or keys. */
export class AccessibilityTree {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<AccessibilityTree> {
    const session = await page.context().newCDPSession(page);
    await session.send("DOM.enable");
    await session.send("Accessibility.enable");
    return new AccessibilityTree(session);
  }

  async root(): Promise<AccessibleNode> {
    const { nodes } = await this.#session.send("Accessibility.getFullAXTree");
    return toTree(nodes);
  }

  /** Waits for the only thing with that role and name; inside of `within`, when that is given. */
  async find(role: string, name: Name, within?: { role: string; name: Name }): Promise<AccessibleNode> {
    let found: AccessibleNode[] = [];
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
      // One look after the other: the page changes.
      const root = await this.root();
      const places = within ? all(root, within.role, within.name) : [root];
      found = places.flatMap((place) => all(place, role, name));
      const [only] = found;
      if (only && found.length === 1) return only;
      await pause();
    }
    const place = within ? ` in ${within.role} ${String(within.name)}` : "";
    throw new Error(`There are ${found.length} of ${role} ${String(name)}${place}.`);
  }

  /** What the polite live regions of the page say. */
  async announcements(): Promise<string[]> {
    return all(await this.root(), "status", /^/)
      .map(textOf)
      .filter(Boolean);
  }

  /** What has the focus. */
  async focused(): Promise<AccessibleNode> {
    const { nodes } = await this.#session.send("Accessibility.getPartialAXTree", {
      objectId: await this.#activeObject(),
      fetchRelatives: false,
    });
    return toTree(nodes);
  }

  async press({ id }: AccessibleNode): Promise<void> {
    await this.#session.send("DOM.focus", { backendNodeId: id });
    await this.#call(id, "function () { this.click(); }");
  }

  /** Replaces what is written in a field. */
  async write({ id }: AccessibleNode, text: string): Promise<void> {
    await this.#session.send("DOM.focus", { backendNodeId: id });
    await this.#call(id, "function () { this.select(); }");
    await this.#session.send("Input.insertText", { text });
  }

  /** What the function gives for the element that has the focus. */
  async ofFocused<T>(functionDeclaration: string): Promise<T> {
    const { result } = await this.#session.send("Runtime.callFunctionOn", {
      objectId: await this.#activeObject(),
      functionDeclaration,
      returnByValue: true,
    });
    return result.value;
  }

  async #activeObject(): Promise<string> {
    const { result } = await this.#session.send("Runtime.evaluate", {
      expression: `(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active;
      })()`,
    });
    if (result.objectId === undefined) throw new Error("Nothing has the focus.");
    return result.objectId;
  }

  async #call(backendNodeId: number, functionDeclaration: string): Promise<void> {
    const { object } = await this.#session.send("DOM.resolveNode", { backendNodeId });
    if (object.objectId === undefined) throw new Error("It is gone.");
    await this.#session.send("Runtime.callFunctionOn", { objectId: object.objectId, functionDeclaration });
  }
}

/** A node as the browser's protocol gives it. */
interface ProtocolNode {
  nodeId: string;
  ignored: boolean;
  role?: { value?: unknown };
  name?: { value?: unknown };
  value?: { value?: unknown };
  properties?: { name: string; value: { value?: unknown } }[];
  childIds?: string[];
  backendDOMNodeId?: number;
}

/** The first node with all below it. What is ignored leaves its children to its parent. */
function toTree(nodes: readonly ProtocolNode[]): AccessibleNode {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const childrenOf = ({ childIds = [] }: ProtocolNode): AccessibleNode[] =>
    childIds.flatMap((id) => {
      const child = byId.get(id);
      if (!child) return [];
      return child.ignored ? childrenOf(child) : [convert(child)];
    });
  const convert = (node: ProtocolNode): AccessibleNode => ({
    id: node.backendDOMNodeId ?? 0,
    role: textIn(node.role),
    // What joins words is not read out.
    name: textIn(node.name).replaceAll("\u2060", ""),
    value: textIn(node.value),
    properties: new Map(node.properties?.map(({ name, value }) => [name, value.value])),
    children: childrenOf(node),
  });
  const [first] = nodes;
  if (!first) throw new Error("The page has no accessibility tree.");
  return convert(first);
}

function textIn(property: { value?: unknown } | undefined): string {
  return typeof property?.value === "string" ? property.value : "";
}

/** Everything below a node with that role and name. */
export function all(node: AccessibleNode, role: string, name: Name): AccessibleNode[] {
  return node.children.flatMap((child) => {
    const below = all(child, role, name);
    return child.role === role && isNamed(child, name) ? [child, ...below] : below;
  });
}

function isNamed({ name }: AccessibleNode, wanted: Name): boolean {
  return typeof wanted === "string" ? name === wanted : wanted.test(name);
}

/** What is read out of a node. */
export function textOf({ role, name, children }: AccessibleNode): string {
  if (role === "StaticText") return name;
  return children.map(textOf).join(" ").replaceAll(/\s+/g, " ").trim();
}

function pause(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, pauseMs));
}
