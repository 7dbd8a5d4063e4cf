import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { numberFormatMistake } from "@seatbook/core";
import * as v from "valibot";
import { ConfigError } from "../config.ts";
import { address, email, text, vatId } from "../contract/values.ts";
import { readLogo } from "../invoice-document/logo.ts";
import type { Logos } from "./logos.ts";
import type { SellerSetup } from "./seller.ts";

const noSpaces = v.transform((value: string) => value.replaceAll(" ", ""));

const sellerFile = v.pipe(
  v.strictObject({
    name: text(200),
    address,
    vatId: v.exactOptional(v.pipe(text(30), noSpaces, vatId)),
    taxNumber: v.exactOptional(text(40)),
    registration: v.exactOptional(text(100)),
    contact: v.strictObject({
      name: text(100),
      phone: v.pipe(text(40), v.regex(/(?:\d.*){3}/, "Give a telephone number of at least three digits.")),
      email,
    }),
    bank: v.strictObject({
      iban: v.pipe(v.string(), noSpaces, v.check(isIban, "Give an IBAN; its check digits do not fit.")),
      bic: v.exactOptional(
        v.pipe(
          v.string(),
          noSpaces,
          v.regex(/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/, "Give a BIC of 8 or 11 characters."),
        ),
      ),
      holder: v.exactOptional(text(70)),
    }),
    accountingEmail: email,
    invoiceNumbers: v.optional(text(60), "{year}-{number:6}"),
    invoiceNumbersRestart: v.exactOptional(v.picklist(["yearly", "never"], 'Give "yearly" or "never".')),
    paymentDays: v.optional(
      v.pipe(
        v.number("Give a whole number of days."),
        v.integer("Give a whole number of days."),
        v.minValue(0, "Give at least 0."),
        v.maxValue(365, "Give at most 365."),
      ),
      14,
    ),
    logo: v.exactOptional(
      v.pipe(v.string(), v.minLength(1, "Give the path of a PNG or JPEG file, or a data URL of one.")),
    ),
    licenseAnnex: v.optional(v.boolean("Give true or false."), false),
    mailboxApproval: v.optional(v.boolean("Give true or false."), false),
  }),
  v.forward(
    v.check(
      (seller) => seller.vatId !== undefined || seller.taxNumber !== undefined,
      "An invoice needs the seller's VAT id or tax number: give one.",
    ),
    ["vatId"],
  ),
);

/** Reads SEATBOOK_SELLER's file and keeps its logo in the store, so that invoices have it from then on.
 *  @throws ConfigError with one sentence for each mistake. */
export async function readSeller(path: string, logos: Logos): Promise<SellerSetup> {
  const result = v.safeParse(sellerFile, await readJson(path));
  if (!result.success) {
    throw new ConfigError(
      result.issues.map(
        (issue) => `SEATBOOK_SELLER: ${v.getDotPath(issue) ?? "the file"}: ${toSentence(issue.message)}`,
      ),
    );
  }
  const { invoiceNumbers, invoiceNumbersRestart, paymentDays, licenseAnnex, mailboxApproval, logo, ...seller } =
    result.output;
  const restart = invoiceNumbersRestart ?? (invoiceNumbers.includes("{year}") ? "yearly" : "never");
  const numberFormat = { template: invoiceNumbers, restart } as const;
  const mistake = numberFormatMistake(numberFormat);
  if (mistake !== undefined) throw new ConfigError([`SEATBOOK_SELLER: invoiceNumbers: ${mistake}`]);
  // Source: the French rule BR-FR-02.
  if (seller.address.country === "FR" && /[ .]/.test(invoiceNumbers)) {
    throw new ConfigError(["SEATBOOK_SELLER: invoiceNumbers: French invoice numbers have no space and no dot."]);
  }
  const stored = logo === undefined ? undefined : await storeLogo(logo, dirname(path), logos);
  return {
    seller: { ...seller, ...(stored !== undefined && { logo: stored }) },
    paymentDays,
    annex: licenseAnnex,
    numberFormat,
    mailboxApproval,
  };
}

async function readJson(path: string): Promise<unknown> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch {
    throw new ConfigError([`SEATBOOK_SELLER: The file ${path} cannot be read. Give the path of a JSON file.`]);
  }
  try {
    return JSON.parse(content);
  } catch {
    throw new ConfigError([`SEATBOOK_SELLER: The file ${path} is not JSON.`]);
  }
}

async function storeLogo(logo: string, folder: string, logos: Logos): Promise<string> {
  const bytes = await readLogoBytes(logo, folder);
  try {
    readLogo(bytes);
  } catch (error) {
    throw new ConfigError([`SEATBOOK_SELLER: logo: ${error instanceof Error ? error.message : "It cannot be used."}`]);
  }
  return logos.put(bytes);
}

async function readLogoBytes(logo: string, folder: string): Promise<Uint8Array> {
  const [, base64] = /^data:image\/(?:png|jpeg);base64,(.*)$/.exec(logo) ?? [];
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  const path = resolve(folder, logo);
  try {
    return await readFile(path);
  } catch {
    throw new ConfigError([`SEATBOOK_SELLER: logo: The file ${path} cannot be read.`]);
  }
}

/** Valibot's own words are not for people. */
function toSentence(message: string): string {
  if (message.startsWith("Invalid key: Expected never"))
    return "There is no such setting. Take it out, or correct its name.";
  if (message.startsWith("Invalid key: ")) return "This is missing.";
  return message.startsWith("Invalid ") ? "Give another value." : message;
}

/** By its check digits. Source: ISO 13616. */
function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const digits = (iban.slice(4) + iban.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) => String(parseInt(letter, 36)));
  return BigInt(digits) % 97n === 1n;
}
