import type { Cause, FrozenLicense } from "../workspace/events.ts";
import type { Period } from "../workspace/state.ts";

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const verbs: Record<Cause["what"], string> = {
  "team-added": "added",
  "team-unarchived": "unarchived",
  "team-archived": "archived",
  "member-joined-team": "joined",
  "member-left-team": "left",
  "member-removed": "removed",
};

/** Why a license counts, as one English sentence with times in the workspace's zone. It is part of the export of closed
 *  months, which never changes: neither may the wording. Source: R10, R13. */
export function explain({ holder, spans }: FrozenLicense, period: Period, at: number): string {
  const zone = period.terms.timeZone;
  const stretches = spans.map(({ team, from, to, endedBy }) => {
    const place = holder.type === "team" ? "" : `in ${team.name} `;
    if (to > at) return `${place}since ${local(from, zone)}`;
    const end = endedBy ? ` (${verbs[endedBy.what]} by ${nameOf(endedBy.by)})` : "";
    return `${place}from ${local(from, zone)} to ${local(to, zone)}${end}`;
  });
  return `Active ${stretches.join("; ")}. Times in ${zone}.`;
}

function nameOf(by: Cause["by"]): string {
  if (by.type === "member") return by.name ?? by.id;
  return by.type === "operator" ? "the operator" : "Seatbook";
}

const keptTimes = 10_000;
/** Many licenses begin and end at the same instants, and telling what a clock shows takes its time. */
const times = new Map<string, string>();

function local(instant: number, zone: string): string {
  const key = `${instant} ${zone}`;
  const known = times.get(key);
  if (known !== undefined) return known;
  const time = describeTime(instant, zone);
  if (times.size >= keptTimes) times.clear();
  times.set(key, time);
  return time;
}

/** Not through Intl, whose wording changes with its version. */
function describeTime(instant: number, zone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const clock = `${String(time.hour).padStart(2, "0")}:${String(time.minute).padStart(2, "0")}`;
  return `${time.day} ${monthNames[time.month - 1]} ${time.year} ${clock}`;
}
