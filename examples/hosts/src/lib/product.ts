// A product without Seatbook: whom it knows, who is signed in, and what each may do. Here it is kept in memory; you have a database.
import { randomUUID } from "node:crypto";

/** The customer whose settings these are. A product with several takes it from whoever is signed in. */
export const workspace = process.env["WORKSPACE"] ?? "acme";

export interface Person {
  id: string;
  name: string;
  email: string;
  teams: string[];
  /** What the person may do in the settings. */
  rights: "admin" | "viewer" | "none";
  removed: boolean;
}

export interface Team {
  id: string;
  name: string;
  archived: boolean;
}

export const teams = new Map<string, Team>(
  ["Design", "Sales"].map((name) => [name.toLowerCase(), { id: name.toLowerCase(), name, archived: false }]),
);

export const people = new Map<string, Person>(
  (
    [
      ["Kim", "admin", "design"],
      ["Vera", "viewer", "sales"],
      ["Noa", "none", "sales"],
      ["Bo", "none", "design"],
      ["Cy", "none", "sales"],
    ] as const
  ).map(([name, rights, team]) => [name.toLowerCase(), toPerson(name, rights, team)]),
);

/** @param id as a form has it. */
export function findPerson(id: unknown): Person | undefined {
  return typeof id === "string" ? people.get(id) : undefined;
}

/** Adds somebody new to the team Design. @param name as a form has it. Undefined where it is none, or taken. */
export function addPerson(name: unknown): Person | undefined {
  if (typeof name !== "string" || !/^[a-z]{1,40}$/i.test(name)) return undefined;
  const person = toPerson(name, "none", "design");
  if (people.has(person.id)) return undefined;
  people.set(person.id, person);
  return person;
}

function toPerson(name: string, rights: Person["rights"], team: string): Person {
  const id = name.toLowerCase();
  return { id, name, email: `${id}@acme.example`, teams: [team], rights, removed: false };
}

/** By the value of the cookie: who is signed in with it. */
const sessions = new Map<string, string>();

export function signIn({ id }: Person): string {
  const session = randomUUID();
  sessions.set(session, id);
  return session;
}

export function endSessionsOf(id: string): void {
  for (const [session, person] of sessions) if (person === id) sessions.delete(session);
}

/** Who is signed in, by the request's header Cookie. */
export function signedIn(cookies: string | null | undefined): Person | undefined {
  const session = /(?:^|;\s*)session=(?<session>[\w-]+)/.exec(cookies ?? "")?.groups?.["session"] ?? "";
  return people.get(sessions.get(session) ?? "");
}

/** The header Set-Cookie. A product behind TLS adds `Secure`. */
export function sessionCookie(session: string): string {
  return `session=${session}; HttpOnly; SameSite=Lax; Path=/`;
}
