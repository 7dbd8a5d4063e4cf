import { html } from "#lib/html";
import { refusalPage, settingsPage, signInPage } from "#lib/pages";
import { signedIn } from "#lib/product";

export function GET(request: Request): Response {
  const person = signedIn(request.headers.get("Cookie"));
  if (!person) return html(signInPage(), 401);
  return person.rights === "none" ? html(refusalPage("You have no rights here."), 403) : html(settingsPage());
}
