import { type Command, decide, estimate, evolve, initialState, licenses, Refusal } from "@seatbook/core";

const state = initialState();

/** What happens, and when. Whoever calls brings the time: the rules have no clock. */
function run(instant: string, command: Command): void {
  const at = Temporal.Instant.from(instant).epochMilliseconds;
  const events = decide(state, command, at);
  if (events instanceof Refusal) throw events; // `code` is stable, `message` is a sentence for people
  if (events.length > 0) evolve(state, { at, by: { type: "operator" }, events });
}

run("2026-10-01T08:00:00Z", {
  type: "configure-workspace",
  workspace: "acme",
  name: "Acme",
  contractStart: "2026-01-01",
  legacyContractsBefore: "2023-03-01",
  licenseModel: "user",
  timeZone: "Europe/Berlin",
  price: { currency: "EUR", unitMinor: 4900 },
});
run("2026-10-01T08:00:00Z", { type: "put-team", id: "design", name: "Design" });
run("2026-10-01T08:00:00Z", {
  type: "put-member",
  id: "ana",
  name: "Ana Silva",
  email: "ana@acme.example",
  teams: ["design"],
});
run("2026-11-12T09:00:00Z", { type: "archive-team", team: "design" });

export const november = licenses(state, "2026-11", "any-in-month");
export const { net } = estimate(state, "2026-11", "any-in-month"); // { currency: "EUR", minor: 4900 }
export const why = november[0]?.spans; // in Design, from 1 November until it was archived, and who archived it
export const freeFrom = november[0]?.freeFrom; // "2026-12-01"
