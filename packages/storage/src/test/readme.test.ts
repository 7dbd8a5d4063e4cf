import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answer, archived, repeated, version } from "./readme/archive-team.ts";

const folder = new URL("./readme/", import.meta.url);
const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const snippets = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);

describe("README", () => {
  it("quotes files that are type-checked and run", () => {
    expect(snippets).toHaveLength(3);
    for (const snippet of snippets) expect(files.find((file) => file.endsWith(snippet ?? ""))).toContain(snippet);
  });

  it("says what its first call gives", () => {
    expect({ answer, version, repeated }).toEqual({ answer: { archivedTeams: 1 }, version: 1, repeated: false });
    expect(archived).toEqual(new Set(["design"]));
  });
});
