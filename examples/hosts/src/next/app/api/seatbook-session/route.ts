import { isOwnOrigin } from "#lib/origin";
import { signedIn } from "#lib/product";
import { sessionFor } from "#lib/seatbook";

export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers.get("Origin"))) return new Response("Not from a page of ours.", { status: 403 });
  const person = signedIn(request.headers.get("Cookie"));
  if (!person) return new Response("Nobody is signed in.", { status: 401 });
  const session = await sessionFor(person);
  if (!session) return new Response("You have no rights here.", { status: 403 });
  return Response.json(session, { headers: { "Cache-Control": "no-store" } });
}
