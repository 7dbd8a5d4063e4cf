import type { AnnexRow, Invoice } from "@seatbook/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { footer, grid, letter, mm } from "./design.ts";
import { formatCount, formatMoney } from "./format.ts";
import { layOut } from "./layout.ts";
import type { Page, PlacedText, Rectangle } from "./page.ts";
import { anyInvoice } from "./test/any-invoice.ts";
import { samples } from "./test/samples.ts";

const holders = Array.from({ length: 120 }, (_, index): AnnexRow => ({
  name: index % 10 === 0 ? "Wolfgang-Amadeus Freiherr von und zu Hohenstein-Lichtenberg" : `Holder ${index}`,
  email: `holder-${index}@example.com`,
  teams: index % 7 === 0 ? ["Design", "Sales", "Customer Success EMEA", "Finance & Legal"] : ["Design"],
}));

const extreme: Invoice = {
  ...samples["de-S"],
  seller: { ...samples["de-S"].seller, name: "Seller ".repeat(28), registration: "X".repeat(200) },
  customer: {
    ...samples["de-S"].customer,
    name: "W".repeat(200),
    address: { ...samples["de-S"].customer.address, line1: "Street ".repeat(28), line2: "y".repeat(200) },
    reference: "R".repeat(100),
  },
  currency: "CHF",
  lines: samples["de-S"].lines.map((line) => ({
    ...line,
    unitMinor: Number.MAX_SAFE_INTEGER,
    net: Number.MAX_SAFE_INTEGER,
  })),
  net: Number.MAX_SAFE_INTEGER,
  gross: Number.MAX_SAFE_INTEGER,
};

const wordy: Invoice = {
  ...samples["fr-CTC"],
  lines: ["Lorem ipsum dolor sit amet, consectetur. ".repeat(122), "x".repeat(5000)].map((description) => ({
    description,
    quantity: 30,
    unitMinor: 1100,
    net: 33000,
    tax: { category: "S", ratePercent: 20 },
  })),
  notes: (["PMT", "PMD", "AAB"] as const).map((code) => ({ code, text: `${code} lorem ipsum dolor. `.repeat(150) })),
};

const cases: [name: string, pages: Page[]][] = [
  ...Object.entries(samples).map(([name, invoice]): [string, Page[]] => [name, layOut(invoice, {})]),
  ["annex", layOut(samples["de-S"], { annex: holders })],
  ["annex of teams", layOut(samples["fr-CTC"], { annex: holders.map(({ name }) => ({ name, teams: [] })) })],
  ["logo", layOut(samples["de-S"], { logo: { width: 2000, height: 300 } })],
  ["extreme", layOut(extreme, {})],
  ["wordy", layOut(wordy, {})],
];

const texts = (page: Page) => page.filter((item): item is PlacedText => item.kind === "text");
const said = (pages: Page[]) => pages.flatMap((page) => texts(page).map(({ text }) => text));
const find = (pages: Page[], text: string) => pages.flatMap(texts).find((item) => item.text === text);

/** What ink there is of a text: from its ascenders to its descenders. */
function boxOf({ x, y, width, size }: PlacedText): Rectangle {
  return { x, y: y - 0.76 * size, width, height: size };
}

function isOverlap(a: Rectangle, b: Rectangle): boolean {
  const slack = 0.01;
  return (
    a.x + slack < b.x + b.width &&
    b.x + slack < a.x + a.width &&
    a.y + slack < b.y + b.height &&
    b.y + slack < a.y + a.height
  );
}

function overlaps(page: Page): string[] {
  const placed = texts(page).toSorted((a, b) => a.y - b.y);
  return placed.flatMap((one, index) => {
    const found: string[] = [];
    for (const other of placed.slice(index + 1)) {
      if (other.y - one.y > 30) break;
      if (isOverlap(boxOf(one), boxOf(other))) found.push(`${one.text} / ${other.text}`);
    }
    return found;
  });
}

function outOfMargins(page: Page): unknown[] {
  const slack = 0.01;
  return page.filter((item) => {
    const boxes =
      item.kind === "text"
        ? [boxOf(item)]
        : item.kind === "shape"
          ? item.rectangles
          : [{ ...item, height: item.kind === "rule" ? item.thickness : item.height }];
    return boxes.some(
      ({ x, y, width, height }) =>
        x < grid.left - slack || x + width > grid.right + slack || y < 9 * mm || y + height > footer.lastBaseline + 3,
    );
  });
}

/** The figures of each line item on a page, from left to right: what stands right of the margin between two rules. */
function figureRows(page: Page): PlacedText[][] {
  const rules = page.flatMap((item) => (item.kind === "rule" && item.width > 400 ? [item.y] : []));
  // Below the last rule of the table the next one is the footer's.
  return rules.slice(0, -2).flatMap((top, index) => {
    const bottom = rules[index + 1] ?? top;
    const within = texts(page).filter(({ x, y }) => y > top && y < bottom && x > grid.left + 1);
    return within.length > 0 ? [within] : [];
  });
}

function endOf(item: PlacedText | undefined): string {
  return item ? (item.x + item.width).toFixed(3) : "nowhere";
}

function senderOf(pages: Page[]): PlacedText | undefined {
  return texts(pages[0] ?? []).find(({ text, size }) => text === "Beispiel Software GmbH" && size === 15);
}

function hasCode(page: Page): boolean {
  return page.some((item) => item.kind === "shape" && item.rectangles.length > 100);
}

describe.each(cases)("%s", (_, pages) => {
  test("everything stands within the margins", () => {
    for (const page of pages) expect(outOfMargins(page)).toEqual([]);
  });

  test("nothing stands on something else", () => {
    for (const page of pages) expect(overlaps(page)).toEqual([]);
  });

  test("each page tells its number, and how many there are", () => {
    for (const [index, page] of pages.entries()) {
      const counts = new RegExp(`^(?:Page|Seite) ${index + 1} (?:of|von|sur) ${pages.length}$`);
      expect(texts(page).filter(({ text }) => counts.test(text))).toHaveLength(1);
    }
  });
});

describe.each(Object.entries(samples))("%s", (_, invoice) => {
  const pages = layOut(invoice, {});
  const money = (minor: number) => formatMoney(minor, invoice.currency, invoice.language);

  test("the amounts are those of the data, and end where the right margin is", () => {
    const amounts = [
      ...invoice.lines.map(({ net }) => net),
      invoice.net,
      ...invoice.taxes.map(({ tax }) => tax),
      invoice.gross,
    ];
    const right = pages.flatMap(texts).filter(({ x, width }) => Math.abs(x + width - grid.right) < 0.001);
    const shown = right.map(({ text }) => text);
    for (const amount of amounts) expect(shown).toContain(money(amount));
  });

  test("each figure of a line item stands on its line, and ends where those above it do", () => {
    const figures = invoice.lines.map(({ quantity, unitMinor, net }) => [
      formatCount(quantity, invoice.language),
      money(unitMinor),
      money(net),
    ]);
    const rows = pages.flatMap(figureRows);
    expect(rows.map((row) => [row[0], row[1], row.at(-1)].map((item) => item?.text))).toEqual(figures);
    for (const column of [0, 1, -1]) expect(new Set(rows.map((row) => endOf(row.at(column)))).size).toBe(1);
  });

  test("each line item is described in full", () => {
    const all = said(pages).join(" ");
    for (const { description } of invoice.lines) expect(all).toContain(description.split(" ").slice(0, 3).join(" "));
  });
});

describe("the letter", () => {
  test("has the address in the window of an envelope, and who sent it above", () => {
    const pages = layOut(samples["eu-AE"], {});
    const lines = ["Établissements Lemoine SARL", "14 avenue des Cœurs", "Bâtiment C", "69003 Lyon", "France"];
    for (const line of lines) {
      const placed = find(pages, line);
      expect(placed?.x).toBe(grid.left);
      expect(placed?.y).toBeGreaterThan(44.7 * mm);
      expect(placed?.y).toBeLessThan(72 * mm);
    }
    expect(find(pages, "Beispiel Software GmbH · Lindenstraße 12 · 10969 Berlin")?.y).toBe(letter.returnAddress);
  });

  test("names the country only to a customer abroad", () => {
    expect(said(layOut(samples["de-S"], {}))).not.toContain("Deutschland");
    expect(said(layOut(samples["us-O"], {}))).toContain("United States");
  });

  test("begins with the seller's name where there is no logo", () => {
    expect(senderOf(layOut(samples["de-S"], {}))).toBeDefined();
    const withLogo = layOut(samples["de-S"], { logo: { width: 400, height: 100 } });
    expect(senderOf(withLogo)).toBeUndefined();
    const logo = withLogo[0]?.find((item) => item.kind === "logo");
    expect(logo).toMatchObject({ x: grid.left, y: letter.top });
    expect((logo?.width ?? 0) / (logo?.height ?? 1)).toBeCloseTo(4);
  });

  test.each([
    ["de-S", "Rechnung", "391,82\u{a0}€ fällig am 15. November 2026"],
    ["381", "Rechnungskorrektur", "391,82\u{a0}€ zu Ihren Gunsten"],
    ["fr-CTC", "Facture", "417,36\u{a0}€ à régler au plus tard le 15 novembre 2026"],
    ["fr-CTC-381", "Avoir", "417,36\u{a0}€ en votre faveur"],
    ["eu-K", "Invoice", "€100.00 due 15 November 2026"],
  ] as const)("%s says what it is, and what to do", (name, title, headline) => {
    expect(said(layOut(samples[name], {}))).toEqual(expect.arrayContaining([title, headline]));
  });

  test("most invoices are one page", () => {
    for (const name of ["de-S", "fr-CTC", "eu-AE", "381", "us-O"] as const)
      expect(layOut(samples[name], {})).toHaveLength(1);
  });
});

describe("a credit note", () => {
  const credited = said(layOut(samples["381"], {}));

  test("says which invoice it cancels, and why", () => {
    expect(credited).toContain("Rechnungskorrektur zu Rechnung 2026-000101 vom 1. November 2026.");
    expect(credited).toContain("Grund: Falscher Monat berechnet.");
  });

  test("says what becomes of the money", () => {
    expect(credited).toContain("Rechnung 2026-000101 ist damit ausgeglichen: Es ist nichts zu zahlen.");
    const paid = said(layOut(samples["fr-CTC-381"], {}));
    expect(paid).toContain("La facture ayant été réglée, le montant vous sera remboursé.");
  });

  test("asks for no payment, and never calls itself by the word that means another thing", () => {
    expect(credited).not.toContain("Zahlung");
    expect(credited.join(" ")).not.toContain("Gutschrift");
    expect(layOut(samples["381"], {})[0]?.filter(({ kind }) => kind === "shape")).toHaveLength(1);
  });
});

describe("payment", () => {
  test("shows the account, and a code for banking apps where it is in euros", () => {
    const pages = layOut(samples["de-S"], {});
    expect(said(pages)).toEqual(expect.arrayContaining(["DE89 3704 0044 0532 0130 00", "COBADEFFXXX"]));
    expect(pages.some(hasCode)).toBe(true);
    const inDollars = layOut(samples["us-O"], {});
    expect(inDollars.some(hasCode)).toBe(false);
    expect(said(inDollars)).toContain("DE89 3704 0044 0532 0130 00");
  });

  test("is left out where there is nothing to pay", () => {
    const free = said(layOut({ ...samples["de-S"], gross: 0 }, {}));
    expect(free).toContain("0,00\u{a0}€, nichts zu zahlen");
    expect(free).not.toContain("Zahlung");
  });
});

describe("tax", () => {
  test("stands once per category and rate, with its base where there are several", () => {
    const several = said(layOut(samples["de-S"], {}));
    expect(several).toContain("USt. 19\u{a0}% auf 302,31\u{a0}€");
    expect(several).toContain("USt. 7\u{a0}% auf 29,97\u{a0}€");
    expect(said(layOut(samples["de-§19"], {}))).toContain("Umsatzsteuerfrei");
  });

  test("outside its scope no VAT id is named, as in the XML, where a tax number says who the seller is", () => {
    const { seller, ...invoice } = samples["us-O"];
    const outside = { ...invoice, seller: { ...seller, vatId: "DE123456788", taxNumber: "37/123/45678" } };
    const customer = { ...invoice.customer, vatId: "GB123456789" };
    const text = said(layOut({ ...outside, customer }, {})).join("\n");
    expect(text).toContain("37/123/45678");
    expect(text).not.toMatch(/DE123456788|GB123456789/);
    const { taxNumber: _, ...withoutNumber } = outside.seller;
    expect(said(layOut({ ...outside, seller: withoutNumber }, {})).join("\n")).toContain("DE123456788");
  });

  test("a French total is with tax only where there is one", () => {
    expect(said(layOut(samples["fr-CTC"], {}))).toContain("Total TTC");
    const exempt = said(layOut(samples["fr-franchise"], {}));
    expect(exempt).toContain("Net à payer");
    expect(exempt).not.toContain("Total TTC");
  });

  test("says why there is none", () => {
    expect(said(layOut(samples["de-§19"], {}))).toContain("Steuerbefreiung für Kleinunternehmer gemäß § 19 UStG.");
  });
});

describe("long invoices", () => {
  const pages = layOut(samples["200-line"], {});

  test("repeat the head of the table, and say on each page whose they are", () => {
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages.slice(0, -1)) {
      expect(texts(page).map(({ text }) => text)).toEqual(expect.arrayContaining(["Description", "Quantity", "Net"]));
    }
    for (const page of pages) expect(said([page]).join(" ")).toContain("Invoice 2026-000200");
  });

  test("list every line once, in order", () => {
    const listed = said(pages).filter((text) => text.startsWith("User licenses of team "));
    expect(listed).toEqual(samples["200-line"].lines.map(({ description }) => description));
  });

  test("never have the sums alone on a page", () => {
    for (const count of Array.from({ length: 40 }, (_, index) => index + 1)) {
      const shorter = layOut({ ...samples["200-line"], lines: samples["200-line"].lines.slice(0, count) }, {});
      const withSums = shorter.find((page) => said([page]).includes("Net total")) ?? [];
      expect(said([withSums]).some((text) => text.startsWith("User licenses"))).toBe(true);
    }
  });

  test("break a long description over pages and lose none of it", () => {
    const long = layOut(wordy, {});
    const described = said(long);
    expect(described.filter((text) => /^x+$/.test(text)).join("")).toBe("x".repeat(5000));
    expect(described.join(" ").match(/Lorem ipsum dolor sit amet, consectetur\./g)?.length).toBeGreaterThan(100);
    // The figures of each line item stand once, on its first line.
    expect(described.filter((text) => text === "11,00\u{a0}€")).toHaveLength(2);
  });
});

describe("the annex", () => {
  const pages = layOut(samples["de-S"], { annex: holders });
  const [, ...annex] = pages;

  test("begins on a new page, and counts the license holders", () => {
    expect(said(annex.slice(0, 1))).toContain("Lizenzinhaber");
    expect(said(annex.slice(0, 1))).toContain("120 Lizenzinhaber im Oktober 2026");
    expect(said(annex)).toContain("120");
  });

  test("lists each with address and teams, below a head that every page has", () => {
    const listed = said(annex);
    for (const { email } of holders) expect(listed).toContain(email);
    for (const page of annex) expect(said([page])).toEqual(expect.arrayContaining(["Name", "E-Mail", "Teams"]));
  });

  test("has no column for what no one has", () => {
    const teams = layOut({ ...samples["fr-CTC"] }, { annex: [{ name: "Équipe A", teams: [] }] });
    expect(said(teams.slice(1))).toEqual(
      expect.arrayContaining(["Équipe", "Équipe A", "1 titulaire de licence en octobre 2026"]),
    );
    expect(said(teams.slice(1))).not.toContain("E-mail");
  });

  test("may be empty", () => {
    expect(said(layOut(samples["de-S"], { annex: [] }))).toContain("0 Lizenzinhaber im Oktober 2026");
  });
});

test("any invoice stands within the margins, and nothing on something else", () => {
  fc.assert(
    fc.property(anyInvoice, (invoice) => {
      for (const page of layOut(invoice, {})) {
        expect(outOfMargins(page)).toEqual([]);
        expect(overlaps(page)).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
});
