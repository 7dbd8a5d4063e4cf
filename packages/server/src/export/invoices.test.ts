import { readFile } from "node:fs/promises";
import { invoiceColumns, licenseColumns } from "@seatbook/core";
import { memory } from "@seatbook/storage";
import { parseCsv } from "hucre/csv";
import { beforeEach, describe, expect, test } from "vitest";
import type { InvoiceItem, Page, PendingItem } from "../contract/types.ts";
import { readExport } from "../test/parse-csv.ts";
import { billedBody, type Client, inPath, sellerSetup, TestServer, workspaceBody } from "../test/test-server.ts";

let server: TestServer;
let operator: Client;

beforeEach(() => {
  server = new TestServer({ seller: sellerSetup, now: "2026-09-01T09:00:00Z" });
  operator = server.operator;
});

/** A workspace with so many active members since September. */
async function create(id: string, members: number, differing: object = {}): Promise<string> {
  const path = `/v1/workspaces/${inPath(id)}`;
  await operator.put(path, { ...workspaceBody, ...billedBody, ...differing });
  await operator.put(`${path}/directory`, {
    teams: [{ id: "t", name: "Design" }],
    members: Array.from({ length: members }, (_, index) => ({
      id: `m${index}`,
      name: `M ${index}`,
      email: `m${index}@acme.example`,
      teams: ["t"],
    })),
  });
  return path;
}

async function close(month: string, now: string): Promise<void> {
  server.at(now);
  await operator.post(`/v1/months/${month}/close`);
  await server.idle();
}

async function rowsOf(path: string): Promise<Record<string, string>[]> {
  return readExport(await operator.get<string>(path));
}

async function daysOf(query: string): Promise<(string | undefined)[]> {
  return [...new Set((await rowsOf(`/v1/invoices.csv${query}`)).map((row) => row["Issued on"]))];
}

/** Four workspaces of every tax treatment, two months, an invoice canceled and issued again, one paid. */
async function fill(): Promise<void> {
  await create("acme", 2);
  await create("zeta", 3, {
    tax: { treatment: "reverse-charge" },
    customer: { ...billedBody.customer, language: "fr" },
  });
  await create("kyoto", 1, { price: { currency: "JPY", unitMinor: 4900 }, tax: { treatment: "outside-eu" } });
  await create("bern", 7, { tax: { treatment: "standard", ratePercent: 8.1 } });
  await close("2026-09", "2026-10-02T09:00:00Z");
  await close("2026-10", "2026-11-02T09:00:00Z");
  server.at("2026-11-05T09:00:00Z");
  const [canceled] = await numbersOf("acme");
  await operator.post(`/v1/invoices/${canceled}/cancel`, { reason: "=1+1" });
  await operator.post("/v1/workspaces/acme/months/2026-09/invoice");
  const [paid] = await numbersOf("bern");
  await operator.post(`/v1/invoices/${paid}/payments`, { paidOn: "2026-11-04" });
  await server.idle();
}

async function numbersOf(id: string): Promise<string[]> {
  return (await operator.all<InvoiceItem>(`/v1/workspaces/${id}/invoices`)).map(({ number }) => number).toReversed();
}

describe("the invoices of all workspaces", () => {
  test("are all there, in the order of their numbers, and add up to what the API says", async () => {
    await fill();
    const rows = await rowsOf("/v1/invoices.csv");
    const items = (await operator.all<InvoiceItem & { workspace: string }>("/v1/invoices", 3)).toReversed();
    expect(rows.map((row) => row["Number"])).toEqual(items.map(({ number }) => number));
    expect(rows).toHaveLength(10);
    for (const [index, item] of items.entries()) {
      const digits = item.gross.currency === "JPY" ? 0 : 2;
      const decimal = ({ minor }: { minor: number }) => (minor / 10 ** digits).toFixed(digits);
      expect(rows[index]).toMatchObject({
        "Workspace id": item.workspace,
        Type: item.type,
        "S/H": item.type === "invoice" ? "S" : "H",
        "Issued on": item.issuedOn,
        "Due on": item.dueOn,
        Month: item.month,
        Currency: item.gross.currency,
        Net: decimal(item.net),
        Tax: decimal(item.tax),
        Gross: decimal(item.gross),
        "Signed gross": `${item.type === "invoice" ? "" : "-"}${decimal(item.gross)}`,
        Status: item.status,
        "Paid on": item.paidOn ?? "",
        Corrects: item.corrects ?? "",
      });
    }
  });

  test("have what the tax says of them", async () => {
    await fill();
    const rows = await rowsOf("/v1/invoices.csv");
    const of = (id: string) => rows.find((row) => row["Workspace id"] === id);
    expect(of("acme")).toMatchObject({ "Tax category": "S", "Tax percent": "19", Tax: "18.62", Status: "canceled" });
    expect(of("bern")).toMatchObject({ "Tax category": "S", "Tax percent": "8.1", Tax: "27.78", Status: "paid" });
    expect(of("zeta")).toMatchObject({ "Tax category": "AE", "Tax percent": "0", Tax: "0.00", Status: "overdue" });
    expect(of("kyoto")).toMatchObject({ "Tax category": "O", "Tax percent": "0", Tax: "0", Gross: "4900" });
    expect(of("zeta")?.["Posting text"]).toBe("Licences utilisateur, septembre 2026");
    expect(of("acme")).toMatchObject({ Country: "DE", "VAT id": "DE987654321", Customer: "Acme GmbH" });
    expect(of("acme")).toMatchObject({ "Service from": "2026-09-01", "Service to": "2026-09-30" });
    const corrected = rows.find((row) => row["Type"] === "credit-note");
    expect(corrected?.["Corrects"]).toBe(of("acme")?.["Number"]);
  });

  test("from and to are days of issue, both included, and each may be left out", async () => {
    await fill();
    expect(await daysOf("")).toEqual(["2026-10-02", "2026-11-02", "2026-11-05"]);
    expect(await daysOf("?from=2026-11-02")).toEqual(["2026-11-02", "2026-11-05"]);
    expect(await daysOf("?to=2026-11-02")).toEqual(["2026-10-02", "2026-11-02"]);
    expect(await daysOf("?from=2026-11-02&to=2026-11-02")).toEqual(["2026-11-02"]);
    expect(await daysOf("?from=2026-10-03&to=2026-11-01")).toEqual([]);
    for (const [query, field] of [
      ["?from=2026-11-03&to=2026-11-02", "to"],
      ["?from=2026-02-30", "from"],
      ["?to=yesterday", "to"],
      ["?separator=tab", "separator"],
    ]) {
      const { status, errors } = await operator.refused("GET", `/v1/invoices.csv${query}`);
      expect([query, status, errors?.map((error) => error.field)]).toEqual([query, 422, [field]]);
    }
  });

  test("with a semicolon have a decimal comma, and are otherwise the same", async () => {
    await fill();
    const text = await operator.get<string>("/v1/invoices.csv?separator=semicolon");
    expect(text.startsWith("\ufeffNumber;Type;Issued on;S/H;")).toBe(true);
    const [header = [], ...rows] = parseCsv(text, { delimiter: ";" });
    const expected = await rowsOf("/v1/invoices.csv");
    expect(header).toEqual(Object.keys(expected[0] ?? {}));
    expect(rows).toEqual(
      expected.map((row) =>
        Object.entries(row).map(([name, cell]) =>
          /gross|net|tax|percent/i.test(name) && name !== "Tax category" ? cell.replace(".", ",") : cell,
        ),
      ),
    );
  });

  test("have no gap where a crash kept a number from its workspace, and asking for them completes nothing", async () => {
    const data = new Map<string, string>();
    const driver = memory({ data });
    let isBroken = false;
    server = new TestServer({
      seller: sellerSetup,
      now: "2026-09-01T09:00:00Z",
      driver: {
        ...driver,
        createItem: (key, value) => {
          if (isBroken && value.includes('"InvoiceIssued"')) throw new Error("the server ends here");
          return driver.createItem(key, value);
        },
      },
    });
    operator = server.operator;
    await create("acme", 2);
    server.at("2026-10-02T09:00:00Z");
    isBroken = true;
    const headers = { Authorization: `Bearer ${operator.token}` };
    const closing = await server.app.request("/v1/workspaces/acme/months/2026-09/close", { method: "POST", headers });
    expect(closing.status).toBe(500);
    isBroken = false;
    const before = new Map(data);
    expect(await rowsOf("/v1/invoices.csv")).toMatchObject([{ Number: "2026-000001", "Workspace id": "acme" }]);
    const { items } = await operator.get<Page<InvoiceItem>>("/v1/invoices");
    expect(items.map(({ number }) => number)).toEqual(["2026-000001"]);
    expect(await rowsOf("/v1/workspaces/acme/invoices.csv")).toEqual([]);
    expect(await numbersOf("acme")).toEqual([]);
    expect((await operator.get<{ items: PendingItem[] }>("/v1/pending")).items).toMatchObject([{ workspace: "acme" }]);
    expect(data).toEqual(before);

    await server.scheduler.run();
    expect(await rowsOf("/v1/workspaces/acme/invoices.csv")).toEqual(await rowsOf("/v1/invoices.csv"));
    expect(await numbersOf("acme")).toEqual(["2026-000001"]);
  });
});

/** The first column of the table that a page goes on with. */
function named(page: string): (string | undefined)[] {
  const [table = ""] = page.split("\n\n", 1);
  return [...table.matchAll(/^\| ([^|]*?) +\|/gm)].map(([, name]) => name);
}

test("docs/exports.md promises exactly these columns, in this order", async () => {
  const page = await readFile(new URL("../../../../docs/exports.md", import.meta.url), "utf8");
  const [, licenses = "", invoices = ""] = page.split(/^\| column .*\n\| -.*\n/m);
  expect(named(licenses)).toEqual(licenseColumns.map(({ header }) => header));
  expect(named(invoices)).toEqual(invoiceColumns.map(({ header }) => header));
});

describe("the invoices of one workspace", () => {
  test("are its rows of those of all", async () => {
    await fill();
    const all = await rowsOf("/v1/invoices.csv");
    for (const id of ["acme", "zeta", "kyoto", "bern"]) {
      const own = await rowsOf(`/v1/workspaces/${id}/invoices.csv`);
      expect(own).toEqual(all.filter((row) => row["Workspace id"] === id));
      expect(own.map((row) => row["Number"])).toEqual(await numbersOf(id));
    }
  });

  test("of one that has none are the header, and another workspace's are not there", async () => {
    await create("acme", 2);
    await create("other", 2);
    expect(await rowsOf("/v1/workspaces/acme/invoices.csv")).toEqual([]);
    const session = await server.session("acme", "billing");
    expect(await session.refused("GET", "/v1/workspaces/other/invoices.csv")).toMatchObject({ status: 404 });
    expect(await session.refused("GET", "/v1/invoices.csv")).toMatchObject({ status: 403 });
  });

  test("are told to be unchanged until the day after", async () => {
    await fill();
    const path = "/v1/workspaces/acme/invoices.csv";
    const { etag, headers } = await operator.request("GET", path);
    expect(headers.get("Content-Disposition")).toBe('attachment; filename="invoices.csv"');
    const known = { headers: { "If-None-Match": etag } };
    expect((await operator.request("GET", path, known)).status).toBe(304);
    server.at("2026-11-30T09:00:00Z");
    const later = await operator.request("GET", path, known);
    expect(later.status).toBe(200);
    expect(readExport(later.text).map((row) => row["Status"])).toContain("overdue");
  });
});

test.each(["comma", "semicolon"] as const)("nothing that people wrote runs, separated by a %s", async (separator) => {
  const hostile = ["=1+1", "+49 30", "-2", "@SUM(A1)", " =x", "＝1", '"=1', 'a"b', "a;=1", "a,=1", "ü 😀"];
  for (const name of hostile) {
    const customer = { ...billedBody.customer, name, reference: name };
    await create(name, 1, { name, customer });
  }
  await close("2026-09", "2026-10-02T09:00:00Z");
  const text = await operator.get<string>(`/v1/invoices.csv?separator=${separator}`);
  const [header = [], ...rows] = parseCsv(text, { delimiter: separator === "comma" ? "," : ";" });
  expect(rows).toHaveLength(hostile.length);
  const people = ["Workspace id", "Customer", "Customer reference"];
  const found = new Set<string>();
  for (const row of rows) {
    expect(row).toHaveLength(header.length);
    for (const [index, cell] of row.entries()) {
      if (!people.includes(String(header[index]))) continue;
      found.add(String(cell).replaceAll("'", ""));
      for (const part of String(cell).split(separator === "comma" ? ";" : /[;,]/)) {
        expect(part).not.toMatch(/^[\s\u200b\ufeff"]*[=+\-@＝＋－＠]/u);
      }
    }
  }
  for (const name of hostile) expect(found).toContain(name);
});
