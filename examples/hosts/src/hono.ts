import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { type Context, Hono } from "hono";
import { port } from "#lib/environment";
import { isOwnOrigin } from "#lib/origin";
import * as pages from "#lib/pages";
import { addPerson, findPerson, sessionCookie, signedIn, signIn } from "#lib/product";
import { mayEnter, sendEverything, sendPerson, sessionFor } from "#lib/seatbook";
import { receiveWebhook } from "#lib/webhooks";

const app = new Hono();
const whoIs = (c: Context) => signedIn(c.req.header("Cookie"));

app.use(async (c, next) => {
  await next();
  c.header("Content-Security-Policy", pages.contentSecurityPolicy);
});

// Before what asks for the product's own origin: it does not come from a page. The text is the body as it came.
app.post("/api/webhooks/seatbook", async (c) =>
  c.body(
    null,
    receiveWebhook(await c.req.text(), (name) => c.req.header(name)),
  ),
);

app.use(async (c, next) => {
  if (!["GET", "HEAD"].includes(c.req.method) && !isOwnOrigin(c.req.header("Origin")))
    return c.text("Not from a page of ours.", 403);
  return next();
});

app.post("/api/seatbook-session", async (c) => {
  const person = whoIs(c);
  if (!person) return c.text("Nobody is signed in.", 401);
  const session = await sessionFor(person);
  c.header("Cache-Control", "no-store");
  return session ? c.json(session) : c.text("You have no rights here.", 403);
});

app.get("/", async (c) => {
  const person = whoIs(c);
  if (!person) return c.html(pages.signInPage(), 401);
  if (!(await mayEnter(person))) return c.html(pages.refusalPage("You have no access any more."), 403);
  return c.html(pages.productPage(person));
});

app.get("/settings", (c) => {
  const person = whoIs(c);
  if (!person) return c.html(pages.signInPage(), 401);
  if (person.rights === "none") return c.html(pages.refusalPage("You have no rights here."), 403);
  return c.html(pages.settingsPage());
});

app.post("/sign-in", async (c) => {
  const person = findPerson((await c.req.formData()).get("person"));
  if (!person || !(await mayEnter(person))) return c.html(pages.refusalPage("You have no access."), 403);
  c.header("Set-Cookie", sessionCookie(signIn(person)));
  return c.redirect("/", 303);
});

app.post("/people", async (c) => {
  if (whoIs(c)?.rights !== "admin") return c.html(pages.refusalPage("You have no rights here."), 403);
  const person = addPerson((await c.req.formData()).get("name"));
  if (!person) return c.html(pages.refusalPage("Give a name of letters that nobody has."), 422);
  await sendPerson(person);
  return c.redirect("/", 303);
});

app.get("/me", (c) => {
  const person = whoIs(c);
  return person ? c.json({ id: person.id }) : c.text("Nobody is signed in.", 401);
});

app.get("/settings.js", serveStatic({ root: `${import.meta.dirname}/public` }));

await sendEverything();
serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, ({ port: actual }) => {
  console.log(`The host in Hono listens on http://127.0.0.1:${actual}.`);
});
