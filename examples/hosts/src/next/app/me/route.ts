import { signedIn } from "#lib/product";

export function GET(request: Request): Response {
  const person = signedIn(request.headers.get("Cookie"));
  return person ? Response.json({ id: person.id }) : new Response("Nobody is signed in.", { status: 401 });
}
