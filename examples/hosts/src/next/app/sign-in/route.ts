import { html } from "#lib/html";
import { isOwnOrigin } from "#lib/origin";
import { refusalPage } from "#lib/pages";
import { findPerson, sessionCookie, signIn } from "#lib/product";
import { mayEnter } from "#lib/seatbook";

export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers.get("Origin"))) return html(refusalPage("Not from a page of ours."), 403);
  const person = findPerson((await request.formData()).get("person"));
  if (!person || !(await mayEnter(person))) return html(refusalPage("You have no access."), 403);
  const headers = { Location: "/", "Set-Cookie": sessionCookie(signIn(person)) };
  return new Response(null, { status: 303, headers });
}
