import type { Result, Summary } from "./run-seeds.ts";

const shownMistakes = 3;
const shownCharacters = 1_000;

/** What a person needs of a seed that failed: what does not hold, what happened last, and how to see it again. */
export function reportFailure({ seed, mistakes, trace }: Result, breakage?: string): string {
  const shown = mistakes.slice(0, shownMistakes).map((mistake) => `  ${shorten(mistake)}`);
  const more = mistakes.length > shownMistakes ? [`  and ${mistakes.length - shownMistakes} more`] : [];
  const replay = `npm run simulate -- --seed ${seed}${breakage === undefined ? "" : ` --break ${breakage}`}`;
  return [
    `Seed ${seed} fails. What does not hold:`,
    ...shown,
    ...more,
    "The last steps before (virtual milliseconds, then what happened to whom):",
    ...trace.map(shorten),
    `Replay it with: ${replay}`,
  ].join("\n");
}

/** One line. */
export function reportFigures({ seeds, figures, failures }: Summary): string {
  const counts: [count: number, what: string][] = [
    [seeds, "seeds"],
    [figures.steps, "steps"],
    [figures.requests, "requests"],
    [figures.records, "records"],
    [figures.crashes, "crashes"],
    [figures.lostReplies, "lost replies"],
    [figures.recoveries, "recoveries"],
    [figures.mails, "mails"],
    [figures.closedMonths, "closed months"],
    [figures.invoices, "invoices"],
    [failures.length, "failures"],
  ];
  return counts.map(([count, what]) => `${count.toLocaleString("en-US")} ${what}`).join(", ");
}

function shorten(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)} …` : text;
}
