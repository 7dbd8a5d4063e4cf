import { hash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type ServerType, serve } from "@hono/node-server";
import { licenseColumns } from "@seatbook/core";
import { type CreateDriver, memory } from "@seatbook/storage";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readExport } from "../test/parse-csv.ts";
import { processEnvironment, startProcess } from "../test/server-process.ts";
import { apiKey, type Client, inPath, TestServer, workspaceBody } from "../test/test-server.ts";
import { collect, instantOf, readWorkbook } from "./test/read-workbook.ts";

const ws = "/v1/workspaces/acme";
const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const hostile = [
  "=1+1",
  "+49 30",
  "-2",
  "@SUM(A1)",
  " =x",
  "＝1",
  'a"b,c;d',
  "ü 😀",
  "a;=1",
  "_x0041_",
  "<b>&",
  "\u{f8ff}",
  "日本語",
];

let server: TestServer;
let operator: Client;

beforeEach(() => {
  server = new TestServer({ now: "2026-09-20T08:00:00Z" });
  operator = server.operator;
});

async function get(path: string, from = server): Promise<{ bytes: Uint8Array<ArrayBuffer>; headers: Headers }> {
  const response = await from.app.request(path, { headers: { Authorization: `Bearer ${apiKey}` } });
  expect(response.status, path).toBe(200);
  return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}

const shaOf = async (path: string, from = server) => hash("sha256", (await get(path, from)).bytes);

/** Teams and members of every hostile name from September on, October closed, and then some changes. */
async function fill(licenseModel: "user" | "team"): Promise<void> {
  await operator.put(ws, { ...workspaceBody, licenseModel });
  await operator.put(`${ws}/directory`, {
    teams: hostile.map((name) => ({ id: name, name })),
    members: hostile.map((name) => ({ id: name, name, email: `${name.codePointAt(0)}@acme.example`, teams: [name] })),
  });
  server.at("2026-10-14T21:59:59.123Z");
  await operator.post(`${ws}/teams/${inPath("=1+1")}/archive`);
  server.at("2026-11-03T08:00:00Z");
  for (const month of ["2026-09", "2026-10"]) await operator.post(`${ws}/months/${month}/close`);
  await operator.post(`${ws}/teams/${inPath("-2")}/archive`);
}

describe.each(["user", "team"] as const)("with a %s license", (licenseModel) => {
  test("a month's workbook has the columns and rows of its CSV, and what people wrote is text in both", async () => {
    await fill(licenseModel);
    for (const month of ["2026-10", "2026-11"]) {
      const path = `${ws}/months/${month}/licenses`;
      const { bytes, headers } = await get(`${path}.xlsx`);
      expect(headers.get("Content-Type")).toBe(xlsxType);
      expect(headers.get("Content-Disposition")).toBe(`attachment; filename="licenses-${month}.xlsx"`);
      const book = await readWorkbook(bytes);
      for (const part of Object.values(book.parts)) expect(part).not.toMatch(/<f[ >/]/);
      const [header = [], ...rows] = book.sheets[0]?.rows ?? [];
      const csv = readExport(await operator.get<string>(`${path}.csv`));
      expect(header).toEqual(Object.keys(csv[0] ?? {}));
      expect(header).toEqual(licenseColumns.map((column) => column.header));
      expect(rows).toHaveLength(csv.length);
      expect(rows.map((row) => row[2])).toEqual(
        (month === "2026-10" ? hostile : hostile.filter((name) => name !== "=1+1")).toSorted((a, b) =>
          a < b ? -1 : 1,
        ),
      );
      for (const [index, row] of csv.entries()) {
        for (const [column, name] of header.entries()) {
          const cell = rows[index]?.[column];
          const text = row[String(name)] ?? "";
          if (/instant/.test(String(name))) {
            const instant = instantOf(book, `${column === 6 ? "G" : "H"}${index + 2}`);
            expect(instant === undefined ? "" : new Date(instant).toISOString()).toBe(text);
          } else if (name === "Free from")
            expect(cell instanceof Date ? cell.toISOString().slice(0, 10) : "").toBe(text);
          // The CSV has an apostrophe before what could run; the workbook's cell is text and needs none.
          else expect(typeof cell === "string" ? bare(cell) : "").toBe(bare(text));
        }
      }
    }
  });

  test("R10: a closed month's files are the same after renames, archives, removals, a restart and years", async () => {
    await fill(licenseModel);
    const paths = ["csv", "xlsx"].map((format) => `${ws}/months/2026-10/licenses.${format}`);
    const before = await Promise.all(paths.map((path) => shaOf(path)));
    for (const id of hostile) {
      await operator.put(`${ws}/teams/${inPath(id)}`, { name: `New ${id}` });
      await operator.put(`${ws}/members/${inPath(id)}`, { name: `New ${id}`, email: "new@acme.example" });
      await operator.post(`${ws}/teams/${inPath(id)}/archive`);
    }
    await operator.delete(`${ws}/members/${inPath("-2")}`);
    await operator.put(ws, {
      ...workspaceBody,
      name: "New",
      timeZone: "Pacific/Kiritimati",
      price: { currency: "USD", unitMinor: 1 },
    });
    expect(await Promise.all(paths.map((path) => shaOf(path)))).toEqual(before);
    const restarted = new TestServer({ driver: server.driver, now: "2031-01-01T00:00:00Z", rule: "month-start" });
    expect(await Promise.all(paths.map((path) => shaOf(path, restarted)))).toEqual(before);
  });
});

function decode(chunks: (Uint8Array | undefined)[]): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    Buffer.concat(chunks.filter((chunk) => chunk !== undefined)),
  );
}

/** Without the apostrophes that keep a formula from running. */
function bare(text: string): string {
  return text.replaceAll(/(^|;)'/g, "$1");
}

test("R10: a closed month's files are the same in another time zone, at another time, in another process", async () => {
  const folder = await mkdtemp(join(tmpdir(), "seatbook-exports-"));
  try {
    const shas: string[][] = [];
    for (const [TZ, now] of [
      ["America/Los_Angeles", "2026-11-03T08:00:00Z"],
      ["Asia/Kathmandu", "2027-06-30T23:59:59Z"],
    ] as const) {
      const running = await startProcess({
        ...processEnvironment,
        TZ,
        SEATBOOK_STORAGE: `sqlite:${join(folder, "a.db")}`,
      });
      if (shas.length === 0) {
        await running.send("PUT", "/v1/demo/clock", { now: "2026-10-20T08:00:00Z" });
        await running.send("PUT", ws, workspaceBody);
        await running.send("PUT", `${ws}/teams/t`, { name: "Ω 😀" });
        const ana = { name: "Ana", email: "ana@acme.example", teams: ["t"] };
        await running.send("PUT", `${ws}/members/ana`, ana);
      }
      await running.send("PUT", "/v1/demo/clock", { now });
      await running.send("POST", `${ws}/months/2026-10/close`);
      const files = ["csv", "xlsx"].map(async (format) => {
        const response = await running.request("GET", `${ws}/months/2026-10/licenses.${format}`);
        expect(response.status).toBe(200);
        return hash("sha256", new Uint8Array(await response.arrayBuffer()));
      });
      shas.push(await Promise.all(files));
      await running.stop();
    }
    expect(shas[1]).toEqual(shas[0]);
    expect(new Set(shas.flat()).size).toBe(2);
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe("the files of all months", () => {
  test("are the files of the months, one after the other", async () => {
    await fill("user");
    const months = ["2026-09", "2026-10", "2026-11"];
    const { bytes, headers } = await get(`${ws}/licenses.csv`);
    expect(headers.get("Content-Disposition")).toBe('attachment; filename="licenses.csv"');
    const texts = await Promise.all(months.map((month) => operator.get<string>(`${ws}/months/${month}/licenses.csv`)));
    const header = `${licenseColumns.map((column) => column.header).join(",")}\r\n`;
    const all = texts.map((text) => text.slice(1 + header.length)).join("");
    expect(decode([bytes])).toBe(`\ufeff${header}${all}`);

    const read = async (path: string) => (await readWorkbook((await get(path)).bytes)).sheets[0]?.rows.slice(1) ?? [];
    const books = await Promise.all(months.map((month) => read(`${ws}/months/${month}/licenses.xlsx`)));
    expect(books.map((rows) => rows.length)).toEqual([hostile.length, hostile.length, hostile.length - 1]);
    expect(await read(`${ws}/licenses.xlsx`)).toEqual(books.flat());
  });

  test("of a workspace with nothing in it are the header", async () => {
    await operator.put(ws, workspaceBody);
    expect(readExport(await operator.get<string>(`${ws}/licenses.csv`))).toEqual([]);
    const { sheets } = await readWorkbook((await get(`${ws}/licenses.xlsx`)).bytes);
    expect(sheets[0]?.rows).toHaveLength(1);
  });
});

test("whoever has a file is told so until something changes", async () => {
  await fill("user");
  for (const path of [
    "/licenses.csv",
    "/licenses.xlsx",
    "/months/2026-11/licenses.xlsx",
    "/months/2026-10/licenses.csv",
  ]) {
    const { etag } = await operator.request("GET", `${ws}${path}`);
    const known = { headers: { "If-None-Match": etag } };
    expect(await operator.request("GET", `${ws}${path}`, known)).toMatchObject({ status: 304, text: "" });
    await operator.put(`${ws}/teams/new`, { name: path });
    expect((await operator.request("GET", `${ws}${path}`, known)).status).toBe(200);
    expect((await operator.request("HEAD", `${ws}${path}`)).status).toBe(200);
  }
});

/** Members enough that a month's file is sent in several pieces. */
async function fillLarge(client: Client, at: TestServer): Promise<void> {
  at.at("2026-09-20T08:00:00Z");
  await client.put(ws, workspaceBody);
  await client.put(`${ws}/directory`, {
    teams: [{ id: "t", name: "T" }],
    members: Array.from({ length: 3_000 }, (_, index) => ({
      id: `m${String(index).padStart(4, "0")}`,
      name: `Member ${index}`,
      email: `m${index}@acme.example`,
      teams: ["t"],
    })),
  });
  at.at("2026-11-03T08:00:00Z");
  await client.post(`${ws}/months/2026-09/close`);
}

/** Asks for a file, and reads nothing of it yet. */
async function open(path: string, token = apiKey): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const { body } = await server.app.request(`${ws}${path}`, { headers: { Authorization: `Bearer ${token}` } });
  if (!body) throw new Error("a file has a body");
  return body.getReader();
}

describe("while a file is on its way", () => {
  test("changes leave each month of one version: one that is closed meanwhile as it was closed", async () => {
    await fillLarge(operator, server);
    const octoberBefore = await operator.get<string>(`${ws}/months/2026-10/licenses.csv`);
    const reader = await open("/licenses.csv");
    const first = await reader.read();
    await operator.post(`${ws}/months/2026-10/close`);
    await operator.put(`${ws}/members/m0000`, { name: "Renamed", email: "m0@acme.example" });
    await operator.put(`${ws}/members/late`, { name: "Late", email: "late@acme.example", teams: ["t"] });
    const rows = readExport(decode([first.value, await collect(rest(reader))]));
    const of = (month: string) => rows.filter((row) => row["Month"] === month);
    expect(rows).toEqual([...of("2026-09"), ...of("2026-10"), ...of("2026-11")]);
    expect(of("2026-10")).toEqual(readExport(octoberBefore));
    expect(of("2026-11")).toEqual(readExport(await operator.get<string>(`${ws}/months/2026-11/licenses.csv`)));
    expect(of("2026-11").find((row) => row["Holder id"] === "m0000")).toMatchObject({ Name: "Renamed" });
  });

  test("a month that is not closed is as it was when the file was asked for", async () => {
    await fillLarge(operator, server);
    const before = await operator.get<string>(`${ws}/months/2026-11/licenses.csv`);
    const reader = await open("/months/2026-11/licenses.csv");
    const first = await reader.read();
    await operator.post(`${ws}/teams/t/archive`);
    const second = await collect(rest(reader));
    expect(second.length).toBeGreaterThan(0);
    expect(decode([first.value, second])).toBe(before);
  });

  test("a change while a live month is read leaves it of one version", async () => {
    await fillLarge(operator, server);
    const reading = operator.get<string>(`${ws}/months/2026-11/licenses.csv`);
    await nextTurn();
    await operator.put(`${ws}/teams/t`, { name: "Renamed" });
    const names = new Set(readExport(await reading).map(({ Teams }) => Teams));
    expect(names).toEqual(new Set(["Renamed"]));
  });

  test("R9: a member who is removed gets no further month", async () => {
    await fillLarge(operator, server);
    const session = await server.session("acme", "admin", "m0001");
    const reader = await open("/licenses.csv", session.token);
    await reader.read();
    await operator.delete(`${ws}/members/m0001`);
    await expect(collect(rest(reader))).rejects.toThrow("ended early");
  });
});

async function* rest(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** Fails to read the records of the workspace's log from now on when asked to. */
function failing(driver: CreateDriver): CreateDriver & { failAfter: (reads: number) => void } {
  let left = Infinity;
  return {
    ...driver,
    failAfter: (reads) => (left = reads),
    getItem: (key, options) => {
      if (/workspace:.*:\d+$/.test(key) && left-- <= 0) throw new Error("acme's disk is gone");
      return driver.getItem(key, options);
    },
  };
}

describe("a store that fails", () => {
  let listening: ServerType | undefined;

  afterEach(() => {
    listening?.close();
    vi.restoreAllMocks();
  });

  const listen = (at: TestServer): Promise<string> =>
    new Promise((resolve) => {
      listening = serve({ fetch: at.app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
        resolve(`http://127.0.0.1:${port}`),
      );
    });

  test("before anything was sent is answered as a problem", async () => {
    const driver = failing(memory());
    server = new TestServer({ driver });
    await fillLarge(server.operator, server);
    await server.idle();
    driver.failAfter(0);
    const url = await listen(server);
    const response = await fetch(`${url}${ws}/licenses.csv`, { headers: { Authorization: `Bearer ${apiKey}` } });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: "internal-error" });
  });

  test.each(["csv", "xlsx"])("half way cuts the connection, and names nobody: %s", async (format) => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    const driver = failing(memory());
    server = new TestServer({ driver });
    await fillLarge(server.operator, server);
    await server.operator.post(`${ws}/months/2026-10/close`);
    await server.idle();
    const url = await listen(server);
    // It reads: whether the log has moved on, and again before each month; September's list; October's is not there.
    driver.failAfter(4);
    const response = await fetch(`${url}${ws}/licenses.${format}`, { headers: { Authorization: `Bearer ${apiKey}` } });
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow("terminated");
    for (const call of printed.mock.calls) expect(String(call[0])).not.toContain("acme");
  });
});
