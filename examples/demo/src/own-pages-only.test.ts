import { Hono } from "hono";
import { describe, expect, it, test } from "vitest";
import { ownPagesOnly } from "./own-pages-only.ts";

const site = new Hono()
  .use(ownPagesOnly)
  .all("/demo", (c) => c.text("done"))
  .mount("/seatbook", () => new Response("done"));

async function statusOf(url: string, method = "GET", headers: Record<string, string> = {}): Promise<number> {
  return (await site.request(url, { method, headers })).status;
}

describe("by its name", () => {
  it.each(["http://127.0.0.1:8780", "http://localhost:8780", "http://[::1]:8780"])(
    "%s is this machine",
    async (own) => {
      expect(await statusOf(`${own}/demo`)).toBe(200);
      expect(await statusOf(`${own}/seatbook/widgets.js`)).toBe(200);
      expect(await statusOf(`${own}/demo`, "POST", { Origin: own })).toBe(200);
    },
  );

  it.each(["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "0.0.0.0", "192.168.0.2"])(
    "%s is not",
    async (name) => {
      expect(await statusOf(`http://${name}:8780/demo`)).toBe(403);
      expect(await statusOf(`http://${name}:8780/seatbook/widgets.js`)).toBe(403);
    },
  );
});

const url = "http://127.0.0.1:8780/demo";
const own = "http://127.0.0.1:8780";

test.each([
  ["a page elsewhere", { Origin: "https://evil.example" }],
  ["another server on this machine", { Origin: "http://127.0.0.1:3000" }],
  ["a page that hides where it is from", { Origin: "null" }],
  ["what a browser calls another site", { "Sec-Fetch-Site": "cross-site", Origin: own }],
  ["what it calls another origin of the site", { "Sec-Fetch-Site": "same-site", Origin: "http://127.0.0.1:3000" }],
])("%s changes nothing, whichever the type of its body", async (_, headers) => {
  for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
    expect(await statusOf(url, "POST", { ...headers, "Content-Type": type })).toBe(403);
  }
  expect(await statusOf(url, "DELETE", headers)).toBe(403);
});

test.each([
  ["the demo's own page", { "Sec-Fetch-Site": "same-origin", Origin: own }],
  ["a form on a page of its own without a referrer", { "Sec-Fetch-Site": "same-origin", Origin: "null" }],
  ["a browser that tells the origin only", { Origin: own }],
  ["a program, which no page can command", {}],
])("%s may change something", async (_, headers) => {
  expect(await statusOf(url, "POST", headers)).toBe(200);
});
