/** Registers an element. Does nothing without a DOM (in Node), and warns when the tag is taken, for example because two
 *  bundles of the widgets are on the page: the first one stays. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (typeof customElements === "undefined") return;
  const existing = customElements.get(tag);
  if (!existing) customElements.define(tag, element);
  // oxlint-disable-next-line no-console -- the one thing a host's developer should see; throwing would break the page
  else if (existing !== element) console.warn(`<${tag}> is defined already. The first definition stays.`);
}
