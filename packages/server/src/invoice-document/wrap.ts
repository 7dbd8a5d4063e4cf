/** Where a line may end: after a space, and after a hyphen or a slash between letters. */
const opportunities = /(?<= )(?=[^ ])|(?<=[^\s\d][-\u2010\u2013\u2014/])(?=[^\s\d])/u;

/** Breaks one line of text into lines of at most `width`; a word that is wider by itself is broken anywhere. At least one
 *  line comes back, and all of the text but the spaces where it is broken. */
export function wrapLine(text: string, width: number, measure: (text: string) => number): string[] {
  if (measure(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  let used = 0;
  const endLine = (): void => {
    lines.push(line.trimEnd());
    line = "";
    used = 0;
  };
  for (const chunk of text.split(opportunities)) {
    const needed = measure(chunk.trimEnd());
    if (used + needed > width && line !== "") endLine();
    if (needed <= width) {
      line += chunk;
      used += measure(chunk);
      continue;
    }
    for (const character of chunk) {
      const advance = measure(character);
      if (used + advance > width && line !== "") endLine();
      line += character;
      used += advance;
    }
  }
  if (line.trimEnd() !== "" || lines.length === 0) endLine();
  return lines;
}

/** The same for a text that its author broke into lines already. */
export function wrapLines(lines: readonly string[], width: number, measure: (text: string) => number): string[] {
  return lines.flatMap((line) => wrapLine(line, width, measure));
}
