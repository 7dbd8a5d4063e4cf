export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export const iso = (instant: number) => new Date(instant).toISOString();

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return iso(Date.UTC(year, number - 1 + count, 1)).slice(0, 7);
}

/** YYYY-MM-DD of an instant in a time zone. */
export const localDate = (instant: number, timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone }).format(instant);

/** The first instant of a month in a time zone. */
export function startOf(month: string, timeZone: string): number {
  const wall = Date.parse(`${month}-01T00:00:00Z`);
  const shown = (instant: number) =>
    Date.parse(
      `${new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(instant).replace(" ", "T")}Z`,
    );
  const guess = wall - (shown(wall) - wall);
  return guess - (shown(guess) - wall);
}

/** The date `days` after a date, both YYYY-MM-DD. */
export const addDays = (date: string, days: number) => iso(Date.parse(date) + days * dayMs).slice(0, 10);
