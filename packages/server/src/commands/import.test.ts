import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDriver } from "@seatbook/storage";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Member, Team, WorkspaceSummary } from "../contract/types.ts";
import { TestServer, workspaceBody } from "../test/test-server.ts";
import { Text } from "../test/text.ts";
import { main } from "./main.ts";

let folder: string;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbook-import-"));
  url = `sqlite:${join(folder, "seatbook.db")}`;
  await onServer((server) => server.operator.put("/v1/workspaces/acme", { ...workspaceBody, licenseModel: "user" }));
});
afterEach(() => rm(folder, { recursive: true }));

/** What a server on the store answers. */
async function onServer<T>(ask: (server: TestServer) => Promise<T>): Promise<T> {
  const driver = await openDriver(url);
  try {
    return await ask(new TestServer({ driver }));
  } finally {
    await driver.dispose?.();
  }
}

const summary = () => onServer((server) => server.operator.get<WorkspaceSummary>("/v1/workspaces/acme"));
const members = () => onServer((server) => server.operator.all<Member>("/v1/workspaces/acme/members"));

/** Runs the command on files of this content. */
async function run(files: Record<string, string | Uint8Array>, ...options: string[]) {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const [stdout, stderr] = [new Text(), new Text()];
  const paths = Object.keys(files).map((name) => join(folder, name));
  const env = { SEATBOOK_STORAGE: url };
  const code = await main(["import", "acme", ...paths, ...options], { stdout, stderr, env, now: () => 0 });
  return { code, stdout: stdout.text, stderr: stderr.text.replaceAll(`${folder}/`, "") };
}

const csv = (...lines: string[]): string => lines.map((line) => `${line}\r\n`).join("");
const three = csv(
  "id,name,email,role,teams",
  "ana,Ana,ana@acme.example,owner,a;b",
  'bo,"Bo ""Bobby"", Jr.",bo@acme.example,,a',
  "cy,Cy,cy@acme.example,,",
);

describe("seatbook import", () => {
  test("tells what it would do, does it, and finds nothing to do then", async () => {
    const would = await run({ "members.csv": three }, "--dry-run");
    expect(would).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^Members: 3 added, 0 changed, 0 removed, 3 joined a team, 0 left one\.\nTeams: 2 added, 0 renamed, 0 archived, 0 unarchived\.\nLicenses in \d{4}-\d\d: 0 before, 2 after\.\nLicenses in \d{4}-\d\d: 0 before, 2 after\.\nThis was a dry run: nothing was changed\.\n$/,
      ),
      stderr: "",
    });
    expect((await summary()).version).toBe(1);
    const done = await run({ "members.csv": three });
    expect(`${done.stdout}This was a dry run: nothing was changed.\n`).toBe(would.stdout);
    expect(await members()).toMatchObject([
      { id: "ana", role: "owner", teams: [{ id: "a", name: "a" }, { id: "b" }] },
      { id: "bo", name: 'Bo "Bobby", Jr.', role: "member", teams: [{ id: "a" }] },
      { id: "cy", status: "inactive", teams: [] },
    ]);
    expect((await run({ "members.csv": three })).stdout).toMatch(/^Members: 0 added, 0 changed, 0 removed,/);
    expect((await summary()).version).toBe(2);
  });

  test.each([
    [
      "a byte order mark and semicolons",
      { "members.csv": `\ufeffID;Name;Email;Teams\nana;Ana;ana@acme.example;"a;b"\n` },
    ],
    ["no line break at the end", { "members.csv": "id,name,email,teams\nana,Ana,ana@acme.example,a;b" }],
    [
      "empty lines, and blanks around",
      { "members.csv": "id,name,email,teams\n\n ana , Ana ,ana@acme.example,a; b\n\n" },
    ],
    [
      "tabs, and the separator that Excel names",
      { "members.csv": "sep=\t\r\nid\tname\temail\tteams\r\nana\tAna\tana@acme.example\ta;b\r\n" },
    ],
    [
      "a file of teams",
      {
        "members.csv": "id,name,email,teams\nana,Ana,ana@acme.example,a;b\n",
        "teams.csv": "id,name,archived\na,a,\nb,b,false\n",
      },
    ],
    [
      "JSON",
      {
        "directory.json": JSON.stringify({
          teams: [
            { id: "a", name: "a" },
            { id: "b", name: "b" },
          ],
          members: [{ id: "ana", name: "Ana", email: "ana@acme.example", teams: ["a", "b"] }],
        }),
      },
    ],
  ])("reads %s", async (_, files) => {
    expect(await run(files)).toMatchObject({ code: 0, stderr: "" });
    expect(await members()).toMatchObject([
      {
        id: "ana",
        name: "Ana",
        email: "ana@acme.example",
        teams: [
          { id: "a", name: "a" },
          { id: "b", name: "b" },
        ],
      },
    ]);
  });

  test("teams that are named by members alone begin with the first of them", async () => {
    const head = "id,name,email,teams,since";
    const first = "ana,Ana,ana@acme.example,a,2026-11-01T06:00:00Z";
    const second = "bo,Bo,bo@acme.example,a;b,2026-11-01T05:00:00Z";
    expect(await run({ "members.csv": csv(head, first, second, "cy,Cy,cy@acme.example,c,") })).toMatchObject({
      code: 0,
    });
    const teams = await onServer((server) => server.operator.all<Team>("/v1/workspaces/acme/teams"));
    expect(teams.slice(0, 2).map(({ id, addedAt }) => [id, addedAt])).toEqual([
      ["a", "2026-11-01T05:00:00.000Z"],
      ["b", "2026-11-01T05:00:00.000Z"],
    ]);
    expect(Date.parse(teams[2]?.addedAt ?? "")).toBeGreaterThan(Date.parse("2026-11-01T06:00:00Z"));
  });

  const head = "id,name,email,role,teams,since";
  test.each<[what: string, files: Record<string, string | Uint8Array>, ...lines: string[]]>([
    [
      "fields",
      {
        "m.csv": csv(
          head,
          "ana,Ana,ana,,,",
          ",Bo,bo@acme.example,,,",
          "cy,,cy@acme.example,chief,.,yesterday",
          "di,Di,di@acme.example,,,",
        ),
      },
      "m.csv:2: email: Give an e-mail address, for example ana@acme.example.",
      "m.csv:3: id: Give at least one visible character.",
      "m.csv:4: name: Give at least one visible character.",
      'm.csv:4: role: Give "owner", "admin" or "member".',
      'm.csv:4: teams: The ids "." and ".." cannot be written in a URL.',
      "m.csv:4: since: Give an instant in ISO 8601 with a time zone, for example 2026-11-03T09:00:00Z.",
    ],
    [
      "too few and too many cells",
      { "m.csv": csv("id,name,email", "ana,Ana", "bo,Bo,bo@acme.example,a", "cy,Cy,cy@acme.example") },
      "m.csv:2: The number of cells is 2, and that of columns 3. Put quotes around a cell that holds the separator.",
      "m.csv:3: The number of cells is 4, and that of columns 3. Put quotes around a cell that holds the separator.",
    ],
    [
      "a file of Excel, where cells have several lines",
      { "m.csv": 'id;name;email\r\nana;"A\r\nB";ana@acme.example\r\nbo;Bo;nope\r\n' },
      "m.csv:2: name: Leave out control characters.",
      "m.csv:4: email: Give an e-mail address, for example ana@acme.example.",
    ],
    [
      "what is no directory",
      { "m.csv": csv("id,name,e-mail", "ana,Ana,ana@acme.example"), "t.csv": "" },
      "m.csv:1: This is no file of members (columns id, name, email) and none of teams (id, name). The first line names the columns; separate cells by commas, semicolons or tabs.",
      "t.csv:1: This is no file of members (columns id, name, email) and none of teams (id, name). The first line names the columns; separate cells by commas, semicolons or tabs.",
    ],
    [
      "the same id twice",
      { "m.csv": csv("id,name,email", "ana,Ana,ana@acme.example", "ana,Ana,ana@acme.example") },
      "m.csv:3: id: Line 2 has the same id. Leave one of them out.",
    ],
    [
      "columns",
      { "m.csv": csv("id,email,email,phone", "ana,ana@acme.example,,1") },
      "m.csv:1: The column name is missing. The first line names the columns.",
      'm.csv:1: The column "phone" is not known. Of members there are: id, name, email, role, teams, since.',
      "m.csv:1: The column email is there twice. Leave one of them out.",
    ],
    [
      "quotation marks",
      { "m.csv": csv("id,name,email", 'ana,"Ana,ana@acme.example') },
      "m.csv:2: A quotation mark opens a cell and none closes it. Write one inside of a cell twice.",
    ],
    [
      "an encoding",
      {
        "m.csv": Buffer.concat([
          Buffer.from("id,name,email\nana,Ana,ana@acme.example\nbo,B"),
          Buffer.from([0xf6, 0x0a]),
        ]),
      },
      "m.csv:3: This is not UTF-8. Save the file as UTF-8, then import it again.",
    ],
    [
      "a team that the file of teams lacks, and what is wrong in that",
      {
        "m.csv": csv("id,name,email,teams", "ana,Ana,ana@acme.example,a;c"),
        "t.csv": csv("id,name,archived", "a,A,no"),
      },
      "t.csv:2: archived: Give true or false, or nothing.",
      'm.csv:2: teams: The team "c" is not in t.csv. Add it there, or take it out here.',
    ],
    [
      "no members",
      { "t.csv": csv("id,name", "a,A") },
      "t.csv:1: There is no column email: give a file of members too.",
    ],
    [
      "two files of members",
      { "m.csv": three, "n.csv": three },
      "n.csv:1: m.csv lists members already. Give one file of members.",
    ],
    [
      "JSON fields",
      { "d.json": JSON.stringify({ teams: [], members: [{ id: "ana", name: "Ana", email: "no" }], more: 1 }) },
      "d.json: members.0.email: Give an e-mail address, for example ana@acme.example.",
      "d.json: more: This field is not known. Leave it out.",
    ],
    ["JSON that was cut off", { "d.json": '{"teams": [' }, "d.json: The body is not valid JSON in UTF-8."],
  ])("of %s it tells every bad line, and changes nothing", async (_, files, ...lines) => {
    const { code, stdout, stderr } = await run(files);
    const told = stderr.replaceAll(`${folder}/`, "").trimEnd().split("\n");
    expect(told.slice(0, -1)).toEqual(lines);
    expect(told.at(-1)).toBe(`${lines.length} ${lines.length === 1 ? "mistake" : "mistakes"}. Nothing was changed.`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect((await summary()).version).toBe(1);
  });

  test("removes more than half of the members only where that is allowed", async () => {
    await run({ "members.csv": three });
    const one = { "members.csv": csv("id,name,email", "ana,Ana,ana@acme.example") };
    for (const options of [[], ["--dry-run"]]) {
      expect(await run(one, ...options)).toEqual({
        code: 1,
        stdout: "",
        stderr:
          "2 of 3 members would be removed. Is the file whole? If so, add --allow-removals. Nothing was changed.\n",
      });
    }
    expect((await summary()).counts.members).toBe(3);
    expect((await run(one, "--allow-removals")).code).toBe(0);
    expect((await summary()).counts.members).toBe(1);
  });

  test("tells what a rule refuses, and a workspace that is not there", async () => {
    const later = csv("id,name,email,since", "ana,Ana,ana@acme.example,2098-01-01T00:00:00Z");
    expect(await run({ "members.csv": later })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^acme: member "ana", since: .+\n$/),
    });
    const [stdout, stderr] = [new Text(), new Text()];
    const args = ["import", "nowhere", join(folder, "members.csv")];
    expect(await main(args, { stdout, stderr, env: { SEATBOOK_STORAGE: url }, now: () => 0 })).toBe(1);
    expect(stderr.text).toMatch(/^nowhere: .*workspace/);
  });

  test.each([
    [["acme"], /^The file is missing\./],
    [["acme", "m.csv", "t.csv", "u.csv"], /^"u\.csv" is one argument too many\./],
    [["acme", "members.xlsx"], /^Give --format csv or --format json/],
    [["acme", "a.json", "b.json"], /^A JSON file has the teams too/],
  ])("%j is called wrongly", async (args, sentence) => {
    const [stdout, stderr] = [new Text(), new Text()];
    expect(await main(["import", ...args], { stdout, stderr, env: { SEATBOOK_STORAGE: url }, now: () => 0 })).toBe(2);
    expect(stderr.text).toMatch(sentence);
  });
});
