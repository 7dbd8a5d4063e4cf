import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { SeatbookClient, WorkspaceClient } from "@seatbook/client";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { Webhook } from "standardwebhooks";

export interface Subject {
  /** Of the workspace. */
  name: string;
  /** Of the host. */
  url: string;
  browser: Browser;
  operator: SeatbookClient;
  workspace: WorkspaceClient;
  /** The id of the host's webhook endpoint, which is disabled. */
  endpoint: string;
  /** Its secret. */
  secret: string;
}

/** Whoever is signed in, in a browser of their own. */
interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about. */
  complaints: string[];
}

export async function checkHost(subject: Subject): Promise<void> {
  const { workspace, operator, endpoint } = subject;
  const kim = await signIn(subject, "Kim");
  const vera = await signIn(subject, "Vera");
  const noa = await signIn(subject, "Noa");
  const bo = await signIn(subject, "Bo");

  await mintsSessions(subject, kim, noa);
  await feedsTheDirectory(subject, kim);
  await guardsItsPage(subject);
  await operator.changeWebhookEndpoint(endpoint, { enabled: true });
  await refusesForgeries(subject, vera);
  await endsSessions(subject, kim, bo);
  await showsAViewerLess(subject, vera);
  await hearsOfTeams(subject, kim);
  await letsRestoredIn(subject, kim);

  const { items: deliveries } = await operator.listWebhookDeliveries(endpoint).page();
  assert.deepEqual(
    deliveries.map(({ event, status, attempts }) => [event, status, attempts.length]),
    [
      ["member.restored", "delivered", 1],
      ["team.archived", "delivered", 1],
      ["member.removed", "delivered", 1],
    ],
    "Each webhook was delivered by one attempt.",
  );
  const { items } = await workspace.listMembers({ status: "removed" }).page();
  assert.deepEqual(
    items.map(({ id }) => id),
    ["cy"],
  );
  for (const { complaints } of [kim, vera]) assert.deepEqual(complaints, []);
  await Promise.all([kim, vera, noa, bo].map(({ context }) => context.close()));
}

async function signIn({ url, browser }: Subject, name: string): Promise<Visitor> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("heading", { name: `Hello ${name}` }).waitFor();
  const [cookie] = await context.cookies();
  assert.deepEqual([cookie?.httpOnly, cookie?.sameSite], [true, "Lax"]);

  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    const isIcon = message.location().url.endsWith("/favicon.ico");
    if (["error", "warning"].includes(message.type()) && !isIcon) complaints.push(message.text());
  });
  return { context, page, complaints };
}

async function mintsSessions({ url, browser }: Subject, kim: Visitor, noa: Visitor): Promise<void> {
  const nobody = await browser.newContext();
  const ask = (context: BrowserContext, headers: Record<string, string>) =>
    context.request.post(`${url}/api/seatbook-session`, { headers });
  assert.equal((await ask(nobody, { Origin: url })).status(), 401);
  assert.equal((await ask(noa.context, { Origin: url })).status(), 403);
  assert.equal((await ask(kim.context, { Origin: "https://evil.example" })).status(), 403);
  assert.equal((await ask(kim.context, {})).status(), 403);
  const session = await ask(kim.context, { Origin: url });
  assert.equal(session.status(), 200);
  assert.equal(session.headers()["cache-control"], "no-store");
  assert.deepEqual(Object.keys(await session.json()).toSorted(), ["expiresAt", "token"]);

  assert.equal((await nobody.request.get(`${url}/settings`)).status(), 401);
  assert.equal((await noa.context.request.get(`${url}/settings`)).status(), 403);
  assert.equal((await nobody.request.get(url)).status(), 401);
  const forged = { headers: { Origin: "https://evil.example" }, form: { person: "kim" } };
  assert.equal((await nobody.request.post(`${url}/sign-in`, forged)).status(), 403);
  await nobody.close();
}

async function feedsTheDirectory({ url, workspace }: Subject, { page, context }: Visitor): Promise<void> {
  const ids = async () => (await workspace.listMembers().page()).items.map(({ id }) => id).toSorted();
  assert.deepEqual(await ids(), ["bo", "cy", "kim", "noa", "vera"]);
  await page.getByLabel("Name").fill("Di");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText("People: Kim, Vera, Noa, Bo, Cy, Di").waitFor();
  assert.deepEqual(await ids(), ["bo", "cy", "di", "kim", "noa", "vera"]);
  // Taken already: not a second one, and no other rights.
  const taken = await context.request.post(`${url}/people`, { headers: { Origin: url }, form: { name: "Kim" } });
  assert.equal(taken.status(), 422);
}

/** While no webhook comes: by asking alone. */
async function guardsItsPage(subject: Subject): Promise<void> {
  const { url, workspace } = subject;
  const cy = await signIn(subject, "Cy");
  const before = await unchangedAnswers(subject);
  assert.equal((await cy.context.request.get(url)).status(), 200);
  assert((await unchangedAnswers(subject)) > before, "The product asks with the ETag of the last answer.");
  await workspace.removeMember("cy");
  assert.equal((await cy.context.request.get(url)).status(), 403);
  assert.equal((await cy.context.request.get(`${url}/me`)).status(), 200);
  const again = { headers: { Origin: url }, form: { person: "cy" } };
  assert.equal((await cy.context.request.post(`${url}/sign-in`, again)).status(), 403);
  await cy.context.close();
}

/** How often the server said that access has not changed. */
async function unchangedAnswers({ operator }: Subject): Promise<number> {
  const metrics = await (await operator.getMetrics()).text();
  return Number(
    /_count\{[^}]*access\/:member"[^}]*status="304"[^}]*\} (?<count>\d+)/.exec(metrics)?.groups?.["count"] ?? 0,
  );
}

/** Whoever can send to the endpoint but has not the secret, or has seen a message of long ago. */
async function refusesForgeries({ url, name, secret }: Subject, { context }: Visitor): Promise<void> {
  const now = new Date();
  const body = JSON.stringify({
    type: "member.removed",
    timestamp: now.toISOString(),
    data: { workspace: name, version: 1, member: "vera" },
  });
  const signed = (by: string, at: Date, text = body): Record<string, string> => ({
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(by).sign("msg_1", at, text),
  });
  const send = async (headers: Record<string, string>, text = body): Promise<number> => {
    const init = { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: text };
    return (await fetch(`${url}/api/webhooks/seatbook`, init)).status;
  };
  const isSignedIn = async (): Promise<boolean> => (await context.request.get(`${url}/me`)).ok();

  const anotherSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const anHourAgo = new Date(now.getTime() - 3_600_000);
  assert.equal(await send({}), 400);
  assert.equal(await send(signed(anotherSecret, now)), 400);
  assert.equal(await send(signed(secret, now), body.replace("vera", "kim")), 400);
  assert.equal(await send(signed(secret, now), `${body} `), 400);
  assert.equal(await send({ ...signed(secret, now), "webhook-id": "msg_2" }), 400);
  assert.equal(await send(signed(secret, anHourAgo)), 400);
  assert(await isSignedIn(), "What is refused does nothing.");

  // One that is true, sent twice, is done once.
  assert.equal(await send(signed(secret, now)), 204);
  assert(!(await isSignedIn()));
  const again = { headers: { Origin: url }, form: { person: "vera" } };
  assert((await context.request.post(`${url}/sign-in`, again)).ok());
  assert.equal(await send(signed(secret, new Date())), 204);
  assert(await isSignedIn(), "What was done already is not done again.");
  const ofNoUse = JSON.stringify({ type: "from.the.future", data: { workspace: name } });
  assert.equal(await send({ ...signed(secret, now, ofNoUse) }, ofNoUse), 204);
}

async function endsSessions({ url }: Subject, kim: Visitor, bo: Visitor): Promise<void> {
  await kim.page.goto(`${url}/settings`);
  // Six people were in a team this month, at €49.00.
  await kim.page.locator("billing-settings").getByText("€294.00").first().waitFor();
  await kim.page.locator("teams-admin").getByText("Design").first().waitFor();
  const members = kim.page.locator("members-admin");
  await members.getByText("di@acme.example").waitFor();
  await members.getByRole("button", { name: "Remove Bo…" }).click();
  await members.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await members.getByRole("dialog").waitFor({ state: "hidden" });

  await until(async () => (await bo.context.request.get(`${url}/me`)).status() === 401, "Bo's session is ended.");
  await bo.page.goto(url);
  await bo.page.getByRole("heading", { name: "Sign in" }).waitFor();
}

async function showsAViewerLess({ url }: Subject, { page }: Visitor): Promise<void> {
  await page.goto(`${url}/settings`);
  const members = page.locator("members-admin");
  await members.getByText("di@acme.example").waitFor();
  assert.equal(await members.getByRole("button", { name: /remove/i }).count(), 0);
  assert.equal(await page.getByRole("button", { name: /archive/i }).count(), 0);
}

async function hearsOfTeams({ url }: Subject, { page }: Visitor): Promise<void> {
  const teams = page.locator("teams-admin");
  await teams.getByRole("button", { name: "Archive Sales" }).click();
  await teams.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await teams.getByRole("dialog").waitFor({ state: "hidden" });
  await until(() => shows(url, page, "Teams: Design<"), "The product shows no archived team.");
}

async function letsRestoredIn(subject: Subject, { page }: Visitor): Promise<void> {
  const { url, workspace } = subject;
  assert(!(await shows(url, page, "Bo")));
  await workspace.restoreMember("bo");
  await until(() => shows(url, page, "Bo"), "The product shows who was restored.");
  const { context } = await signIn(subject, "Bo");
  await context.close();
}

async function shows(url: string, page: Page, text: string): Promise<boolean> {
  return (await (await page.context().request.get(url)).text()).includes(text);
}

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await isSo()) return;
    await sleep(100);
  }
  assert.fail(`${what} It did not come to that in time.`);
}
