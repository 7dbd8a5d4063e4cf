import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type SellerMistake, sellerMistakes } from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import * as v from "valibot";
import { ConfigError } from "../config.ts";
import { address, email, text, vatId } from "../contract/values.ts";
import { readLogo } from "../invoice-document/logo.ts";
import { Logos } from "./logos.ts";
import type { SellerSetup } from "./seller.ts";

const noSpaces = v.transform((value: string) => value.replaceAll(" ", ""));

const sellerFile = v.strictObject({
  name: text(200),
  address,
  vatId: v.exactOptional(vatId),
  taxNumber: v.exactOptional(text(40)),
  registration: v.exactOptional(text(100)),
  contact: v.strictObject({
    name: text(100),
    phone: v.pipe(text(40), v.regex(/(?:\d.*){3}/, "Give a telephone number of at least three digits.")),
    email,
  }),
  bank: v.strictObject({
    iban: v.pipe(v.string(), noSpaces),
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
});

/** Where the file has what a mistake is about. */
const fileFields: Record<SellerMistake["field"], string> = {
  vatId: "vatId",
  "bank.iban": "bank.iban",
  numberFormat: "invoiceNumbers",
};

/** Reads SEATBOOK_SELLER's file and keeps its logo in the store, so that invoices have it from then on.
 *  @throws ConfigError with one sentence for each mistake. */
export async function readSeller(path: string, driver: CreateDriver): Promise<SellerSetup> {
  const json = await readJson(path);
  const result = v.safeParse(sellerFile, json);
  const setup = result.success ? toSetup(result.output) : undefined;
  const logo = await readLogoOf(json, dirname(path));
  const mistakes = [
    ...(result.issues ?? []).map((issue) => `${v.getDotPath(issue) ?? "the file"}: ${toSentence(issue.message)}`),
    ...(setup ? sellerMistakes(setup.seller, setup.numberFormat) : []).map(
      ({ field, message }) => `${fileFields[field]}: ${message}`,
    ),
    ...(typeof logo === "string" ? [`logo: ${logo}`] : []),
  ];
  if (!setup || typeof logo === "string" || mistakes.length > 0) {
    throw new ConfigError(mistakes.map((mistake) => `SEATBOOK_SELLER: ${mistake}`));
  }
  return logo ? { ...setup, seller: { ...setup.seller, logo: await new Logos(driver).put(logo) } } : setup;
}

function toSetup(file: v.InferOutput<typeof sellerFile>): SellerSetup {
  const {
    invoiceNumbers,
    invoiceNumbersRestart,
    paymentDays,
    licenseAnnex,
    mailboxApproval,
    logo: _,
    ...seller
  } = file;
  const restart = invoiceNumbersRestart ?? (invoiceNumbers.includes("{year}") ? "yearly" : "never");
  return {
    seller,
    paymentDays,
    annex: licenseAnnex,
    numberFormat: { template: invoiceNumbers, restart },
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

/** The logo that the file names, or a sentence that says why it cannot be used. */
async function readLogoOf(json: unknown, folder: string): Promise<Uint8Array | string | undefined> {
  const given = v.safeParse(v.object({ logo: v.pipe(v.string(), v.minLength(1)) }), json);
  if (!given.success) return undefined;
  const { logo } = given.output;
  const [, base64] = /^data:image\/(?:png|jpeg);base64,(.*)$/.exec(logo) ?? [];
  const path = resolve(folder, logo);
  let bytes: Uint8Array;
  try {
    bytes = base64 === undefined ? await readFile(path) : Buffer.from(base64, "base64");
  } catch {
    return `The file ${path} cannot be read.`;
  }
  try {
    readLogo(bytes);
    return bytes;
  } catch (error) {
    return error instanceof Error ? error.message : "It cannot be used.";
  }
}

/** Valibot's own words are not for people. */
function toSentence(message: string): string {
  if (message.startsWith("Invalid key: Expected never"))
    return "There is no such setting. Take it out, or correct its name.";
  if (message.startsWith("Invalid key: ")) return "This is missing.";
  return message.startsWith("Invalid ") ? "Give another value." : message;
}
