import { createHash } from "node:crypto";
import type { AnnexRow, Invoice } from "@seatbook/core";
import { layOut } from "./layout.ts";
import { toLogoImage } from "./logo.ts";
import { writePdf } from "./pdf.ts";
import { titleOf } from "./title.ts";
import { invoiceXml } from "./xml.ts";

/** `annex`: the license holders that the PDF ends with. `logo`: a file that `readLogo` takes. */
export type DocumentInput = { invoice: Invoice; annex?: AnnexRow[]; logo?: Uint8Array };

/** `pdf` is a Factur-X file (PDF/A-3B) that embeds `xml`, byte for byte. */
export type Documents = { pdf: Uint8Array<ArrayBuffer>; xml: Uint8Array<ArrayBuffer> };

/** The documents of an invoice or credit note, made from its frozen data alone: the same data gives the same bytes each time.
 *  @throws Error as `invoiceXml` and `readLogo` do */
export function makeDocuments({ invoice, annex, logo }: DocumentInput): Documents {
  const xml = new TextEncoder().encode(invoiceXml(invoice, "en16931"));
  const image = logo && toLogoImage(logo);
  const pages = layOut(invoice, { annex, logo: image });
  // Of what is written, not of the data, whose fields a store may give back in another order.
  const hash = createHash("sha256")
    .update(xml)
    .update(JSON.stringify(pages))
    .update(image?.hash ?? "");
  const { language, issuedOn, seller } = invoice;
  const pdf = writePdf(pages, {
    title: titleOf(invoice),
    author: seller.name,
    language,
    createdOn: issuedOn,
    fileId: hash.digest("hex").slice(0, 32).toUpperCase(),
    xml,
    logo: image,
  });
  return { pdf, xml };
}
