// npm start -w examples/hosts -- [hono | express | next]
//
// Shows a host: a Seatbook server, a webhook endpoint, and the product in one of the frameworks.
import { createClient } from "@seatbook/client";
import { buildWidgets } from "../../support/build-widgets.ts";
import { startSeatbook } from "../../support/seatbook.ts";
import { backends } from "./backends.ts";

const { PORT = "3000" } = process.env;
const [name = "hono"] = process.argv.slice(2);
const file = Object.entries(backends).find(([each]) => each === name)?.[1];
if (file === undefined) throw new Error(`There is no ${name}. Give one of ${Object.keys(backends).join(", ")}.`);

const appUrl = `http://127.0.0.1:${PORT}`;
buildWidgets();
// Of this machine, webhooks are only sent where that is allowed.
const seatbook = await startSeatbook({ SEATBOOK_ORIGINS: appUrl, SEATBOOK_WEBHOOK_ALLOW: "127.0.0.1" });
process.once("exit", () => void seatbook.stop());
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit());

const operator = createClient({ url: seatbook.url, apiKey: process.env["SEATBOOK_API_KEY"] ?? "" });
const { secret } = await operator.createWebhookEndpoint({ url: `${appUrl}/api/webhooks/seatbook` });
process.env["SEATBOOK_WEBHOOK_SECRET"] = secret;
await import(`./${file}`);
