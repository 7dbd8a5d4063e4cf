// The same product must behave in the same way in each framework: one check for all, with a Seatbook server and a browser.
import { createClient } from "@seatbook/client";
import { launchBrowser } from "../../../e2e/support/browser.ts";
import { ServerProcess } from "../../../e2e/support/process.ts";
import { freePort } from "../../../scripts/free-port.ts";
import { startSeatbook } from "../../support/seatbook.ts";
import { backends } from "./backends.ts";
import { checkHost } from "./check-host.ts";

const ports = await Promise.all(Object.keys(backends).map(freePort));
const seatbook = await startSeatbook({
  SEATBOOK_ORIGINS: ports.map((port) => `http://127.0.0.1:${port}`).join(","),
  SEATBOOK_WEBHOOK_ALLOW: "127.0.0.1",
});
const { SEATBOOK_URL = "", SEATBOOK_API_KEY = "" } = process.env;
const operator = createClient({ url: SEATBOOK_URL, apiKey: SEATBOOK_API_KEY });
const browser = await launchBrowser();
try {
  for (const [index, [name, file]] of Object.entries(backends).entries()) {
    const url = `http://127.0.0.1:${ports[index]}`;
    // Each has a workspace of its own. What happened before the endpoint is enabled, it is not told of.
    const { id, secret } = await operator.createWebhookEndpoint({
      url: `${url}/api/webhooks/seatbook`,
      workspaces: [name],
    });
    await operator.changeWebhookEndpoint(id, { enabled: false });
    const host = await ServerProcess.start(`examples/hosts/src/${file}`, [], {
      PORT: String(ports[index]),
      SEATBOOK_URL,
      SEATBOOK_API_KEY,
      SEATBOOK_WEBHOOK_SECRET: secret,
      WORKSPACE: name,
    });
    try {
      await checkHost({ name, url, browser, operator, workspace: operator.workspace(name), endpoint: id, secret });
      console.log(`${name}: sessions, webhooks, directory and access are as they should be.`);
    } finally {
      await host.stop("SIGKILL");
    }
  }
} finally {
  await browser.close();
  await seatbook.stop();
}
