import express, { type Request } from "express";
import { port } from "#lib/environment";
import { isOwnOrigin } from "#lib/origin";
import * as pages from "#lib/pages";
import { addPerson, findPerson, sessionCookie, signedIn, signIn } from "#lib/product";
import { mayEnter, sendEverything, sendPerson, sessionFor } from "#lib/seatbook";
import { receiveWebhook } from "#lib/webhooks";

/** A request whose body is a form, or missing. */
type Form = Request<Record<string, string>, string, Readonly<Record<string, unknown>> | undefined>;

const app = express();
const whoIs = (request: Request) => signedIn(request.get("Cookie"));

app.use((_request, response, next) => {
  response.set("Content-Security-Policy", pages.contentSecurityPolicy);
  next();
});

// Before any other parser, and before what asks for the product's own origin: it does not come from a page. The text is the body as
// it came.
app.post("/api/webhooks/seatbook", express.text({ type: "application/json" }), (request, response) => {
  const body: unknown = request.body;
  response.sendStatus(receiveWebhook(typeof body === "string" ? body : "", (name) => request.get(name)));
});

app.use((request, response, next) => {
  if (["GET", "HEAD"].includes(request.method) || isOwnOrigin(request.get("Origin"))) next();
  else response.status(403).send("Not from a page of ours.");
});
app.use(express.urlencoded());

app.post("/api/seatbook-session", async (request, response) => {
  const person = whoIs(request);
  if (!person) return void response.status(401).send("Nobody is signed in.");
  const session = await sessionFor(person);
  response.set("Cache-Control", "no-store");
  if (session) response.json(session);
  else response.status(403).send("You have no rights here.");
});

app.get("/", async (request, response) => {
  const person = whoIs(request);
  if (!person) response.status(401).send(pages.signInPage());
  else if (await mayEnter(person)) response.send(pages.productPage(person));
  else response.status(403).send(pages.refusalPage("You have no access any more."));
});

app.get("/settings", (request, response) => {
  const person = whoIs(request);
  if (!person) response.status(401).send(pages.signInPage());
  else if (person.rights === "none") response.status(403).send(pages.refusalPage("You have no rights here."));
  else response.send(pages.settingsPage());
});

app.post("/sign-in", async (request: Form, response) => {
  const person = findPerson(request.body?.["person"]);
  if (!person || !(await mayEnter(person))) {
    return void response.status(403).send(pages.refusalPage("You have no access."));
  }
  response.set("Set-Cookie", sessionCookie(signIn(person))).redirect(303, "/");
});

app.post("/people", async (request: Form, response) => {
  if (whoIs(request)?.rights !== "admin") {
    return void response.status(403).send(pages.refusalPage("You have no rights here."));
  }
  const person = addPerson(request.body?.["name"]);
  if (!person) return void response.status(422).send(pages.refusalPage("Give a name of letters that nobody has."));
  await sendPerson(person);
  response.redirect(303, "/");
});

app.get("/me", (request, response) => {
  const person = whoIs(request);
  if (person) response.json({ id: person.id });
  else response.status(401).send("Nobody is signed in.");
});

app.use(express.static(`${import.meta.dirname}/public`));

await sendEverything();
app.listen(port, "127.0.0.1", () => {
  console.log(`The host in Express listens on http://127.0.0.1:${port}.`);
});
