import { ForkableMap } from "../forkable-map.ts";
import type { MemberIdentity } from "./events.ts";

/** What of a member says who it is. */
type Known = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly identity?: MemberIdentity;
};

/** By what an identity provider knows the member; what the host gave stands for what no provider gave. */
export function identityOf(member: Known): MemberIdentity {
  return member.identity ?? { userName: member.email, externalId: member.id, displayName: member.name };
}

type Index = ForkableMap<string, readonly string[]>;

/** Which members go by a user name or an external id, the deleted ones included. It follows from the members; it is kept from when
 *  it is first asked for, so that one is found without a walk over all. */
export class Identities {
  #userNames: Index | undefined;
  #externalIds: Index | undefined;

  fork(): Identities {
    const copy = new Identities();
    copy.#userNames = this.#userNames?.fork();
    copy.#externalIds = this.#externalIds?.fork();
    return copy;
  }

  /** @param members all there are. */
  named<M extends Known>(members: ForkableMap<string, M>, userName: string): M[] {
    return found(members, this.#filled(members).userNames.get(userName.toLowerCase()));
  }

  /** @param members all there are. */
  withExternalId<M extends Known>(members: ForkableMap<string, M>, externalId: string): M[] {
    return found(members, this.#filled(members).externalIds.get(externalId));
  }

  /** Takes note of a member that was set. */
  note(before: Known | undefined, member: Known): void {
    if (!this.#userNames || !this.#externalIds) return;
    const was = before && identityOf(before);
    const is = identityOf(member);
    move(this.#userNames, member.id, was?.userName.toLowerCase(), is.userName.toLowerCase());
    move(this.#externalIds, member.id, was?.externalId, is.externalId);
  }

  #filled(members: ForkableMap<string, Known>): { userNames: Index; externalIds: Index } {
    if (!this.#userNames || !this.#externalIds) {
      this.#userNames = new ForkableMap();
      this.#externalIds = new ForkableMap();
      for (const member of members.values()) this.note(undefined, member);
    }
    return { userNames: this.#userNames, externalIds: this.#externalIds };
  }
}

function found<M>(members: ForkableMap<string, M>, ids: readonly string[] = []): M[] {
  return ids.flatMap((id) => members.get(id) ?? []);
}

function move(index: Index, id: string, before: string | undefined, after: string | undefined): void {
  if (before === after) return;
  if (before !== undefined) {
    const rest = (index.get(before) ?? []).filter((each) => each !== id);
    if (rest.length > 0) index.set(before, rest);
    else index.delete(before);
  }
  if (after !== undefined) index.set(after, [...(index.get(after) ?? []), id]);
}
