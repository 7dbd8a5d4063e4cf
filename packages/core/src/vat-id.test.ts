import { expect, test } from "vitest";
import { isVatId, toVatId } from "./vat-id.ts";

test("a VAT id begins with its country; Greece writes EL", () => {
  expect(["DE123456789", "EL123456789", "XI123456789"].map(isVatId)).toEqual([true, true, true]);
  expect(["123456789", "DE", "UK123456789", "de123456789", ""].map(isVatId)).toEqual(Array(5).fill(false));
});

test.each([
  "ATU12345678",
  "BE0123456789",
  "BE1123456789",
  "BG123456789",
  "BG1234567890",
  "CY12345678X",
  "CZ12345678",
  "CZ1234567890",
  "DE123456789",
  "DK12345678",
  "EE123456789",
  "EL123456789",
  "ESX12345678",
  "ES12345678X",
  "ESX1234567X",
  "FI12345678",
  "FR12345678901",
  "FRXX123456789",
  "HR12345678901",
  "HU12345678",
  "IE1234567X",
  "IE1X23456X",
  "IE1234567WA",
  "IT12345678901",
  "LT123456789",
  "LT123456789012",
  "LU12345678",
  "LV12345678901",
  "MT12345678",
  "NL123456789B01",
  "PL1234567890",
  "PT123456789",
  "RO12",
  "RO1234567890",
  "SE123456789012",
  "SI12345678",
  "SK1234567890",
  "XI123456789",
  "XI123456789012",
  "GB123456789",
  "GBGD001",
  "GBHA501",
  "CHE123456789",
  "CHE123456789MWST",
  "CHE123456789TVA",
  "NO123456789",
  "NO123456789MVA",
  "US123",
  "RS123456789",
])("%s is a VAT id", (id) => {
  expect(isVatId(id)).toBe(true);
});

test.each([
  "",
  "DE",
  "DE ",
  "DE-",
  "DE12345678",
  "DE1234567890",
  "DE12345678X",
  "DE١٢٣٤٥٦٧٨٩",
  "AT12345678",
  "NL123456789",
  "GR123456789",
  "UK123456789",
  "CH123456789",
  "US1",
  "US\u200b\u200b",
  "123456789",
  "DE123456789\n",
])("%j is none", (id) => {
  expect(isVatId(id)).toBe(false);
});

test.each([
  ["DE 123 456 789", "DE123456789"],
  ["de123456789", "DE123456789"],
  ["BE 0123.456.789", "BE0123456789"],
  ["ES-X1234567-X", "ESX1234567X"],
  ["CHE-123.456.789 MWST", "CHE123456789MWST"],
  ["FR\u00a012\u202f345678901", "FR12345678901"],
  ["PL 123–456–78–90", "PL1234567890"],
])("%s is kept as %s", (written, kept) => {
  expect(toVatId(written)).toBe(kept);
  expect(isVatId(kept)).toBe(true);
});
