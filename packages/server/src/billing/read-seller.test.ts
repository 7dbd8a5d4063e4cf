import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memory } from "@seatbook/storage";
import { afterAll, describe, expect, test } from "vitest";
import { ConfigError } from "../config.ts";
import { sellerSetup } from "../test/test-server.ts";
import { Logos } from "./logos.ts";
import { readSeller } from "./read-seller.ts";

const folder = mkdtempSync(join(tmpdir(), "seatbook-seller-"));
afterAll(() => rmSync(folder, { recursive: true }));

// One red pixel.
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);
const driver = memory();
const logos = new Logos(driver);

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const seller = (differing: object) => file("seller.json", JSON.stringify({ ...sellerSetup.seller, ...differing }));

async function mistakes(differing: object): Promise<readonly string[]> {
  return readSeller(seller(differing), driver).then(
    () => [],
    (error: unknown) => {
      if (error instanceof ConfigError) return error.mistakes;
      throw error;
    },
  );
}

describe("SEATBOOK_SELLER", () => {
  test("needs no more than who the seller is; the rest has its defaults", async () => {
    expect(await readSeller(seller({}), driver)).toEqual(sellerSetup);
  });

  test("takes everything that can be set, the logo beside it", async () => {
    file("logo.png", png);
    const path = seller({
      invoiceNumbers: "RE{number:4}",
      paymentDays: 30,
      logo: "logo.png",
      licenseAnnex: true,
      mailboxApproval: true,
      bank: { iban: "DE89 3704 0044 0532 0130 00", bic: "COBADEFF", holder: "Northwind" },
    });
    const setup = await readSeller(path, driver);
    expect(setup).toMatchObject({
      numberFormat: { template: "RE{number:4}", restart: "never" },
      paymentDays: 30,
      annex: true,
      mailboxApproval: true,
      seller: { bank: { iban: "DE89370400440532013000" }, logo: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(Buffer.from(await logos.get(setup.seller.logo ?? "")).equals(png)).toBe(true);
  });

  test("takes the logo as a data URL too", async () => {
    const { seller: read } = await readSeller(
      seller({ logo: `data:image/png;base64,${png.toString("base64")}` }),
      driver,
    );
    expect(Buffer.from(await logos.get(read.logo ?? "")).equals(png)).toBe(true);
  });

  test("numbers with the year begin again each year, unless it says otherwise", async () => {
    expect((await readSeller(seller({}), driver)).numberFormat.restart).toBe("yearly");
    const never = seller({ invoiceNumbersRestart: "never" });
    expect((await readSeller(never, driver)).numberFormat.restart).toBe("never");
  });

  test.each<[differing: object, mistake: string]>([
    [{ name: undefined }, "name: This is missing."],
    [{ vatId: undefined, taxNumber: undefined }, "vatId: An invoice needs"],
    [{ vatId: "123456789" }, "vatId: Give a VAT id in the form of its country"],
    [{ address: { ...sellerSetup.seller.address, country: "Germany" } }, "address.country: Give an ISO 3166"],
    [{ bank: { iban: "DE89370400440532013001" } }, "bank.iban: Give an IBAN"],
    [{ bank: { ...sellerSetup.seller.bank, bic: "x" } }, "bank.bic: Give a BIC"],
    [{ contact: { ...sellerSetup.seller.contact, phone: "call me" } }, "contact.phone: Give a telephone number"],
    [{ accountingEmail: "nobody" }, "accountingEmail: Give an e-mail address"],
    [{ invoiceNumbers: "{year}" }, "invoiceNumbers: Write {number}"],
    [{ invoiceNumbers: "{number}", invoiceNumbersRestart: "yearly" }, "invoiceNumbers: Numbers that begin again"],
    [
      { invoiceNumbers: "F.{number}", address: { ...sellerSetup.seller.address, country: "FR" } },
      "invoiceNumbers: French invoice numbers",
    ],
    [{ paymentDays: -1 }, "paymentDays: Give at least 0."],
    [{ paymentDays: 1.5 }, "paymentDays: Give a whole number"],
    [{ logo: "absent.png" }, "logo: The file"],
    [{ mailboxAproval: true }, "mailboxAproval: There is no such setting."],
  ])("%j: %s", async (differing, mistake) => {
    const [found = "", ...more] = await mistakes(differing);
    expect(found).toContain(`SEATBOOK_SELLER: ${mistake}`);
    expect(more).toEqual([]);
  });

  test("all mistakes are told at once", async () => {
    const found = await mistakes({ bank: { iban: "DE89" }, vatId: "123", paymentDays: -1, logo: "absent.png" });
    expect(found.map((mistake) => mistake.split(": ")[1])).toEqual(["vatId", "paymentDays", "logo"]);
    const later = await mistakes({ bank: { iban: "DE89" }, invoiceNumbers: "{year}", logo: "absent.png" });
    expect(later.map((mistake) => mistake.split(": ")[1])).toEqual(["bank.iban", "invoiceNumbers", "logo"]);
  });

  test("a logo that is no picture is told so", async () => {
    file("logo.png", "not a picture");
    expect((await mistakes({ logo: "logo.png" }))[0]).toContain("SEATBOOK_SELLER: logo: ");
  });

  test("a file that is not there, or no JSON", async () => {
    await expect(readSeller(join(folder, "absent.json"), driver)).rejects.toThrow("cannot be read");
    await expect(readSeller(file("broken.json", "{"), driver)).rejects.toThrow("is not JSON");
  });
});
