// What the product asks Seatbook, and tells it.
import { type Access, createClient, isSeatbookError, type Session } from "@seatbook/client";
import { seatbookApiKey, seatbookUrl } from "#lib/environment";
import { people, type Person, teams, workspace } from "#lib/product";

const seatbook = createClient({ url: seatbookUrl, apiKey: seatbookApiKey });
const own = seatbook.workspace(workspace);

/** A token for whoever is signed in, with the role that the product's own rights come to; undefined for whom they give none. */
export async function sessionFor({ id, rights }: Person): Promise<Session | undefined> {
  if (rights === "none") return undefined;
  return seatbook.createSession({ workspace, member: id, role: rights });
}

const known = new Map<string, { data: Access; etag: string | undefined }>();

/** Whether a person may enter, asked at every page view. While nothing has changed the server only says so (304). Where it cannot be
 *  asked, what it said last is good, since webhooks tell of removals too; who was never asked about may not enter. */
export async function mayEnter({ id }: Person): Promise<boolean> {
  const previous = known.get(id);
  try {
    const answer = await own.getAccess(id, { previous, timeoutMs: 2000, maxRetries: 0 }).withResponse();
    known.set(id, answer);
    return answer.data.access;
  } catch (error) {
    if (isSeatbookError(error, "connection-failed", "timed-out", "store-unavailable"))
      return previous?.data.access ?? false;
    throw error;
  }
}

/** After a change in the product. The client tries again by itself; what fails for good is made up for by `sendEverything`. */
export async function sendPerson({ id, name, email, teams: inTeams, removed }: Person): Promise<void> {
  if (removed) await own.removeMember(id);
  else await own.putMember(id, { name, email, teams: inTeams });
}

/** When the product starts, and every night: the directory becomes exactly this, whatever was missed. A team that an administrator has
 *  archived stays archived, also where the product has not heard of it yet. */
export async function sendEverything(): Promise<void> {
  await own.putWorkspace({
    name: "Acme",
    contractStart: "2024-05-01",
    licenseModel: "user",
    timeZone: "Europe/Berlin",
    price: { currency: "EUR", unitMinor: 4900 },
  });
  const members = [...people.values()]
    .filter(({ removed }) => !removed)
    .map(({ id, name, email, teams: inTeams }) => ({ id, name, email, teams: inTeams }));
  const all = [...teams.values()].map(({ id, name, archived }) => ({ id, name, ...(archived && { archived }) }));
  await own.putDirectory({ teams: all, members });
}
