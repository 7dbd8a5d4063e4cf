// node --conditions=@seatbook/source bench/invoice.ts
//
// What an invoice's documents cost: over jsPDF writing the same texts with no layout, in milliseconds and bytes, and what
// making 300 of them in the pool does to the thread that serves requests.
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Invoice, LineItem } from "@seatbook/core";
import { jsPDF } from "jspdf";
import { DocumentPool } from "../packages/server/src/invoice-document/document-pool.ts";
import { makeDocuments } from "../packages/server/src/invoice-document/documents.ts";
import { layOut } from "../packages/server/src/invoice-document/layout.ts";
import { inTurn, report } from "./measure.ts";

const inPool = 300;

export async function benchInvoices(): Promise<void> {
  for (const [lines, mostMs] of [
    [5, 50],
    [200, 250],
  ] as const) {
    const invoice = sampleInvoice(lines);
    const texts = textsOf(invoice);
    const size = makeDocuments({ invoice }).pdf.length;
    const { ours, bare } = await inTurn(
      41,
      () => makeDocuments({ invoice }),
      () => writeBare(texts),
    );
    const detail = `${ours.toFixed(1)} / ${bare.toFixed(1)} ms, ${(size / 1024).toFixed(1)} KiB`;
    report(`invoice of ${lines} lines, PDF and XML / the bare texts`, ours / bare, { most: 1.5 }, detail);
    report(`  milliseconds`, ours, { most: mostMs }, "");
    report(`  KB`, size / 1000, { most: 100 }, "");
  }
  await benchPool();
}

async function benchPool(): Promise<void> {
  const pool = new DocumentPool();
  const invoice = sampleInvoice(5);
  await pool.make({ invoice });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const startedAt = performance.now();
  const made = await Promise.all(
    Array.from({ length: inPool }, (_, index) => pool.make({ invoice: { ...invoice, number: `2026-${index}` } })),
  );
  const duration = performance.now() - startedAt;
  // What the loop is late by is seen when its next turn comes.
  await sleep(50);
  delay.disable();
  await pool.close();
  const p99 = delay.percentile(99) / 1e6;
  report(
    `event loop's p99 delay, ${made.length} invoices in the pool, ms`,
    p99,
    { most: 50 },
    `${(duration / made.length).toFixed(1)} ms each, longest delay ${(delay.max / 1e6).toFixed(1)} ms`,
  );
}

/** The texts of each page, from the left to the right of each line. */
function textsOf(invoice: Invoice): { text: string; isBold: boolean }[][] {
  return layOut(invoice, {}).map((page) =>
    page.flatMap((item) => (item.kind === "text" ? [{ text: item.text, isBold: item.font === "bold" }] : [])),
  );
}

const [regular = "", bold = ""] = ["Regular", "Bold"].map((style) =>
  readFileSync(`${import.meta.dirname}/../packages/server/src/invoice-document/fonts/NotoSans-${style}.ttf`, "latin1"),
);

function writeBare(pages: ReturnType<typeof textsOf>): ArrayBuffer {
  const doc = new jsPDF({ unit: "pt", format: "a4", compress: true, putOnlyUsedFonts: true });
  doc.addFileToVFS("regular.ttf", regular).addFont("regular.ttf", "Noto", "normal");
  doc.addFileToVFS("bold.ttf", bold).addFont("bold.ttf", "Noto", "bold");
  doc.setFontSize(9);
  for (const [index, page] of pages.entries()) {
    if (index > 0) doc.addPage();
    for (const [line, { text, isBold }] of page.entries()) {
      doc.setFont("Noto", isBold ? "bold" : "normal");
      doc.text(text, 50, 50 + line * 5);
    }
  }
  return doc.output("arraybuffer");
}

function sampleInvoice(count: number): Invoice {
  const lines = Array.from({ length: count }, (_, index): LineItem => {
    const quantity = (index % 23) + 1;
    const unitMinor = 4900 - 10 * index;
    return {
      description: "User licenses, October 2026",
      note: `Licenses ${index * 25 + 1} to ${index * 25 + quantity}`,
      quantity,
      unitMinor,
      net: quantity * unitMinor,
      tax: { category: "S", ratePercent: 19 },
    };
  });
  const net = lines.reduce((sum, line) => sum + line.net, 0);
  const tax = Math.round(net * 0.19);
  return {
    format: 1,
    type: "invoice",
    number: "2026-000123",
    issuedOn: "2026-11-01",
    dueOn: "2026-11-15",
    month: "2026-10",
    period: { first: "2026-10-01", last: "2026-10-31" },
    licenseModel: "user",
    licenses: count,
    language: "en",
    currency: "EUR",
    seller: {
      name: "Example Software GmbH",
      address: {
        line1: "Lindenstraße 12",
        postalCode: "10969",
        city: "Berlin",
        country: "DE",
        countryName: "Germany",
      },
      vatId: "DE123456788",
      registration: "HRB 123456 B, Amtsgericht Berlin",
      contact: { name: "Jo Miller", phone: "+49 30 1234567", email: "billing@example.com" },
      bank: { iban: "DE89370400440532013000", bic: "COBADEFFXXX" },
      accountingEmail: "billing@example.com",
    },
    customer: {
      name: "Acme GmbH",
      address: { line1: "Rheinufer 3", postalCode: "50996", city: "Köln", country: "DE", countryName: "Germany" },
      vatId: "DE987654321",
      reference: "PO-4711",
      email: "invoices@acme.example",
    },
    lines,
    taxes: [{ category: "S", ratePercent: 19, net, tax }],
    net,
    tax,
    gross: net + tax,
    paymentDays: 14,
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await benchInvoices();
