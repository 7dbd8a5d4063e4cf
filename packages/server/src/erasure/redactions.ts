import { type ErasedMail, type Erasure, foldAddress, isErased, type Redaction } from "@seatbook/core";
import type { WorkspaceJournal } from "../journals/workspace-journal.ts";
import { type AboutMember, addressOf, isAboutMember } from "./told-of-member.ts";

/** What an erasure takes out of the records before it. */
export type KnownRedaction = Redaction & {
  /** The names and addresses, as they were written; undefined where an interrupted erasure has got so far that
   *  nothing tells them any more. */
  readonly words: readonly string[] | undefined;
  /** The records that tell names and addresses, overwritten last of all. */
  readonly sources: ReadonlySet<number>;
};

/** What the log tells of an erased person. */
type Told = { words: Set<string>; addresses: Set<string>; sources: Set<number>; isBegun: boolean };

/** Reads what `erasures` are about off the log, which it reads once. */
export async function readRedactions(
  { log, state }: WorkspaceJournal,
  erasures: readonly Erasure[],
): Promise<KnownRedaction[]> {
  const wanted = new Set(erasures.map(({ version }) => version));
  const last = Math.max(...wanted);
  const byMember = Map.groupBy(state.erasures, ({ member }) => member);
  const told = new Map<number, Told>();
  const redactions: KnownRedaction[] = [];
  for await (const [version, { events }] of log.readFrom(1)) {
    for (const event of events) {
      if (event.type === "MemberErased" && wanted.has(version)) {
        redactions.push(toRedaction(version, event, told.get(version)));
      }
      if (!isAboutMember(event)) continue;
      // Who was erased and added again is another one to whatever came before.
      const erasure = byMember.get(event.member)?.find((each) => each.version > version);
      if (erasure && wanted.has(erasure.version)) note(told, erasure.version, version, event);
    }
    if (version === last) break;
  }
  return redactions;
}

function note(told: Map<number, Told>, erasure: number, version: number, event: AboutMember): void {
  const known = told.get(erasure) ?? { words: new Set(), addresses: new Set(), sources: new Set(), isBegun: false };
  told.set(erasure, known);
  known.sources.add(version);
  if (event.type === "MemberProvisioned") {
    for (const word of Object.values(event.identity)) if (typeof word === "string") known.words.add(word);
  } else if (isErased(event)) known.isBegun = true;
  else known.words.add(event.name).add(event.email);
  // By number, in the order in which `findPersonalData` comes upon them.
  const address = addressOf(event);
  if (address !== "") known.addresses.add(foldAddress(address));
}

function toRedaction(
  version: number,
  { member, addresses: erased, mails }: { member: string; addresses: number[]; mails: ErasedMail[] },
  told: Told | undefined,
): KnownRedaction {
  // The sources are the last to be overwritten: where one is, no address is left to be looked for.
  const isBegun = told?.isBegun ?? true;
  const all = [...(told?.addresses ?? [])];
  const addresses = new Map(isBegun ? [] : erased.map((number) => [all[number - 1] ?? "", number]));
  return {
    version,
    member,
    addresses,
    mails: new Map(mails.map(({ mail, address }) => [mail, address])),
    words: isBegun ? undefined : [...(told?.words ?? [])],
    sources: told?.sources ?? new Set(),
  };
}
