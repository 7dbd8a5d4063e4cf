import { describe, expect, test } from "vitest";
import { openApiDocument } from "../openapi/document.ts";
import { DocumentCheck } from "./document-check.ts";
import { TestServer } from "./test-server.ts";

const check = new DocumentCheck(openApiDocument(new TestServer().app, "http://127.0.0.1:8787"));

const headers = (more: Record<string, string> = {}) =>
  new Headers({ "Content-Type": "application/json", "X-Request-Id": "request-1", ETag: '"1"', ...more });

const problem = (status: number, code: string) => ({
  type: `urn:seatbook:problem:${code}`,
  title: "T",
  status,
  detail: "D",
  code,
});
const asProblem = { "Content-Type": "application/problem+json" };

const team = {
  id: "t1",
  name: "One",
  status: "active",
  members: 0,
  licensesOnlyThisTeam: 0,
  addedAt: "2026-11-01T09:00:00.000Z",
};
const { ETag: _, ...untagged } = Object.fromEntries(
  [...headers()].map(([name, value]) => [name === "etag" ? "ETag" : name, value]),
);

const archive = ["POST", "/v1/workspaces/{ws}/teams/{team}/archive"] as const;
const pdf = ["GET", "/v1/workspaces/{ws}/invoices/{number}.pdf"] as const;
const file = headers({ "Content-Type": "application/pdf", "Content-Disposition": 'attachment; filename="x.pdf"' });

describe("an answer is held against the document", () => {
  test.each([
    ["as documented", archive, { status: 200, headers: headers(), body: team }],
    [
      "with an optional field",
      archive,
      { status: 200, headers: headers(), body: { ...team, archivedAt: "2026-11-01T09:00:00.000Z" } },
    ],
    ["a problem", archive, { status: 404, headers: headers(asProblem), body: problem(404, "team-not-found") }],
    ["a file", pdf, { status: 200, headers: file, body: "%PDF-1.7" }],
    ["nothing new", pdf, { status: 304, headers: headers(), body: "" }],
  ])("%s: nothing to complain about", (_what, [method, path], answer) => {
    expect(check.complaints(method, path, answer)).toEqual([]);
  });

  test.each([
    [
      "a route that is not documented",
      ["POST", "/v1/nowhere"],
      { status: 200, headers: headers(), body: {} },
      "is not in the document",
    ],
    ["a status that is not", archive, { status: 418, headers: headers(), body: team }, "status 418"],
    ["a status of other routes", archive, { status: 304, headers: headers(), body: "" }, "status 304"],
    [
      "a field more",
      archive,
      { status: 200, headers: headers(), body: { ...team, color: "red" } },
      "additional properties",
    ],
    [
      "a field more within",
      ["GET", "/v1/workspaces/{ws}/teams"],
      { status: 200, headers: headers(), body: { items: [{ ...team, color: "red" }], total: 1 } },
      "additional properties",
    ],
    [
      "a field less",
      archive,
      { status: 200, headers: headers(), body: { ...team, name: undefined } },
      "must have required property 'name'",
    ],
    ["a wrong type", archive, { status: 200, headers: headers(), body: { ...team, members: "0" } }, "must be integer"],
    [
      "a value that is none of the enum",
      archive,
      { status: 200, headers: headers(), body: { ...team, status: "gone" } },
      "allowed values",
    ],
    [
      "an instant that is none",
      archive,
      { status: 200, headers: headers(), body: { ...team, addedAt: "yesterday" } },
      "date-time",
    ],
    [
      "a code that is not of the route",
      archive,
      { status: 404, headers: headers(asProblem), body: problem(404, "member-not-found") },
      "allowed values",
    ],
    [
      "a field more in a problem",
      archive,
      { status: 404, headers: headers(asProblem), body: { ...problem(404, "team-not-found"), stack: "" } },
      "additional properties",
    ],
    [
      "a problem as plain JSON",
      archive,
      { status: 404, headers: headers(), body: problem(404, "team-not-found") },
      "media type application/json",
    ],
    [
      "a file of another media type",
      pdf,
      { status: 200, headers: headers({ "Content-Type": "text/html" }), body: "" },
      "media type text/html",
    ],
    [
      "a file without a name",
      pdf,
      { status: 200, headers: headers({ "Content-Type": "application/pdf" }), body: "%PDF-1.7" },
      "Content-Disposition is missing",
    ],
    ["no tag", archive, { status: 200, headers: new Headers(untagged), body: team }, "ETag is missing"],
    ["a tag without quotes", archive, { status: 200, headers: headers({ ETag: "1" }), body: team }, "ETag: must match"],
    ["a body where there is none", pdf, { status: 304, headers: headers(), body: "%PDF" }, "a body is not documented"],
  ] as const)("%s is wrong", (_what, [method, path], answer, complaint) => {
    expect(check.complaints(method, path, answer).join("\n")).toContain(complaint);
  });
});
