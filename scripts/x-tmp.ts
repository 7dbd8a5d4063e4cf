import { serve } from "@hono/node-server";
import { readFileSync } from "node:fs";
import { launchBrowser } from "../e2e/support/browser.ts";
import { World } from "../packages/server/src/test/fuzz/world.ts";
const w = await World.build();
const s = serve({ fetch: w.server.app.fetch, port: 8787, hostname: "127.0.0.1" });
const b = await launchBrowser();
for (const colorScheme of ["light", "dark"] as const)
  for (const width of [360, 1280]) {
    const page = await b.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.on("console", (m) => console.log(m.text()));
    page.on("pageerror", (e) => console.log("ERR", e));
    await page.goto("http://127.0.0.1:8787/docs");
    await page.screenshot({ path: `/tmp/oa/top-${colorScheme}-${width}.png` });
    await page.goto("http://127.0.0.1:8787/docs#putWorkspace");
    await page.locator("#putWorkspace").scrollIntoViewIfNeeded();
    await page
      .locator("section:has(#putWorkspace) details")
      .last()
      .evaluate((d) => ((d as unknown as { open: boolean }).open = true));
    await page.screenshot({ path: `/tmp/oa/op-${colorScheme}-${width}.png` });
    console.log(width, colorScheme, await page.evaluate("document.documentElement.scrollWidth"));
    if (width === 1280 && colorScheme === "light") {
      await page
        .evaluate(readFileSync("node_modules/axe-core/axe.min.js", "utf8"))
        .catch((e) => console.log("axe", String(e).slice(0, 100)));
      const r = await page
        .evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0,200)]))")
        .catch((e) => String(e).slice(0, 200));
      console.log(JSON.stringify(r));
    }
    await page.close();
  }
await b.close();
s.close();
process.exit(0);
