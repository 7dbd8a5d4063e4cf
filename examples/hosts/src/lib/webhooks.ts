// What Seatbook tells the product.
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { webhookSecret } from "#lib/environment";
import { endSessionsOf, people, teams, workspace } from "#lib/product";

/** The part of a message that is of use here. */
interface Message {
  type: string;
  data: { workspace: string; member?: string; team?: string };
}

const webhook = new Webhook(webhookSecret);

/** Ids of what was done. Each message comes at least once, and may come again. In a database: a table with the id as its key, written in
 *  the transaction that does the work. */
const done = new Set<string>();

/** Takes a webhook. What takes long is put in a queue, so that the answer is there within seconds.
 *  @param body as it came, byte for byte: the signature is of that.
 *  @param header gives a header by its name.
 *  @returns the status to answer: 204, also for what was done before; 400 for what is forged, or too old to be trusted. */
export function receiveWebhook(body: string, header: (name: string) => string | null | undefined): 204 | 400 {
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  const headers = Object.fromEntries(names.map((name) => [name, header(name) ?? ""]));
  try {
    webhook.verify(body, headers);
  } catch (error) {
    if (error instanceof WebhookVerificationError) return 400;
    throw error;
  }
  const id = headers["webhook-id"] ?? "";
  if (done.has(id)) return 204;
  const message: Message = JSON.parse(body);
  act(message);
  done.add(id);
  return 204;
}

/** What is of no use is answered like everything else: an endpoint that refuses it is sent it again. */
function act({ type, data }: Message): void {
  if (data.workspace !== workspace) return;
  const person = people.get(data.member ?? "");
  const team = teams.get(data.team ?? "");
  if (type === "member.removed" && person) {
    person.removed = true;
    endSessionsOf(person.id);
  } else if (type === "member.restored" && person) person.removed = false;
  else if (type === "team.archived" && team) team.archived = true;
  else if (type === "team.unarchived" && team) team.archived = false;
}
