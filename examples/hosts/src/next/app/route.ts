import { html } from "#lib/html";
import { productPage, refusalPage, signInPage } from "#lib/pages";
import { signedIn } from "#lib/product";
import { mayEnter } from "#lib/seatbook";

export async function GET(request: Request): Promise<Response> {
  const person = signedIn(request.headers.get("Cookie"));
  if (!person) return html(signInPage(), 401);
  return (await mayEnter(person)) ? html(productPage(person)) : html(refusalPage("You have no access any more."), 403);
}
