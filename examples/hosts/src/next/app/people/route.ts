import { html } from "#lib/html";
import { isOwnOrigin } from "#lib/origin";
import { refusalPage } from "#lib/pages";
import { addPerson, signedIn } from "#lib/product";
import { sendPerson } from "#lib/seatbook";

export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers.get("Origin"))) return html(refusalPage("Not from a page of ours."), 403);
  const person = signedIn(request.headers.get("Cookie"));
  if (person?.rights !== "admin") return html(refusalPage("You have no rights here."), 403);
  const added = addPerson((await request.formData()).get("name"));
  if (!added) return html(refusalPage("Give a name of letters that nobody has."), 422);
  await sendPerson(added);
  return new Response(null, { status: 303, headers: { Location: "/" } });
}
