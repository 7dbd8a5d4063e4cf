/** What a theme uses that the README of the widgets does not document: a custom property, a part, or anything else than
 *  these, which would be a look inside. */
export function undocumented(theme: string, css: string, readme: string): string[] {
  const problems: string[] = [];
  for (const [, selector = "", body = ""] of css.replaceAll(/\/\*.*?\*\//gs, "").matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const part = /::part\(([\w-]+)\)$/.exec(selector.trim())?.[1];
    if (part !== undefined && !isDocumented(part, readme))
      problems.push(`${theme}: the part ${part} is not documented.`);
    if (/::part\(/.test(selector) && part === undefined)
      problems.push(`${theme}: ${selector.trim()} does not end with one part.`);
    for (const [, property = ""] of body.matchAll(/(?:^|;)\s*([\w-]+)\s*:/g)) {
      const isOwn = property.startsWith("--");
      if (part === undefined && !isOwn && property !== "color-scheme")
        problems.push(`${theme}: ${selector.trim()} sets ${property}, which is not of the widgets.`);
    }
    for (const [property] of body.matchAll(/--[\w-]+/g))
      if (!isDocumented(property, readme)) problems.push(`${theme}: ${property} is not documented.`);
  }
  return problems;
}

/** Custom properties and parts stand in the README as code, each in full. */
const isDocumented = (name: string, readme: string) => readme.includes(`\`${name}\``);
