import { erasedAddress, erasedName, type Redaction, redactAddress } from "@seatbook/core";

/** An answer that is kept for an idempotency key, without what the erasure takes out of it: the same views of members, license
 *  holders, actors, mails and mailboxes that the routes give. */
export function redactAnswer(answer: unknown, redaction: Redaction): unknown {
  if (Array.isArray(answer)) return answer.map((part) => redactAnswer(part, redaction));
  if (typeof answer !== "object" || answer === null) return answer;
  const parts = Object.entries(answer).map(([key, part]): [string, unknown] => {
    if (key === "mailbox" || key === "address") return [key, redactMailbox(part, redaction)];
    return [key, redactAnswer(part, redaction)];
  });
  return redactPerson(redactMail(Object.fromEntries(parts), redaction), redaction);
}

type Parts = Record<string, unknown>;

/** What an identity provider is answered of a member. */
const provided = ["userName", "externalId", "displayName", "name", "emails"];

/** A team may have the same id, and has neither an address nor one of these types. */
function redactPerson(parts: Parts, { member }: Redaction): Parts {
  if (parts["id"] === member && "userName" in parts) {
    return Object.fromEntries(Object.entries(parts).filter(([key]) => !provided.includes(key)));
  }
  if (parts["value"] === member && parts["type"] === "User") return { ...parts, display: erasedName };
  const isPerson = parts["id"] === member && (typeof parts["email"] === "string" || parts["type"] === "member");
  if (!isPerson) return parts;
  return {
    ...parts,
    ...("name" in parts && { name: erasedName }),
    ...("email" in parts && { email: "" }),
  };
}

function redactMail(parts: Parts, { mails, version }: Redaction): Parts {
  const { id, to } = parts;
  if (typeof id !== "string" || typeof to !== "string" || !mails.has(id)) return parts;
  const number = mails.get(id);
  return {
    ...parts,
    ...(number !== undefined && { to: erasedAddress(version, number) }),
    ...("detail" in parts && { detail: "" }),
    ...("cause" in parts && { cause: "" }),
  };
}

/** A list of addresses; or one with how far its confirmation is. */
function redactMailbox(part: unknown, redaction: Redaction): unknown {
  if (typeof part === "string") return redactAddress(part, redaction);
  if (Array.isArray(part)) return part.map((each) => redactMailbox(each, redaction));
  return redactAnswer(part, redaction);
}
