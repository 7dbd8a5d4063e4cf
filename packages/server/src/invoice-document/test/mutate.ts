import { XmlDocument, XmlElement, type XmlNode } from "libxml2-wasm";

/** A change to an invoice's XML. Each throws where there is nothing to change: no change is no mutation. */
export type Mutation = (xml: string) => string;

const namespaces = {
  rsm: "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
  ram: "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
  udt: "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
};

/** Without the nodes at an XPath: elements or attributes. */
export function without(path: string): Mutation {
  return editing(path, (node) => {
    node.remove();
  });
}

/** With another text in each of the elements at an XPath. */
export function withText(path: string, text: string): Mutation {
  return editing(path, (node) => {
    if (!(node instanceof XmlElement)) throw new Error(`${path} is no element.`);
    while (node.firstChild) node.firstChild.remove();
    node.addText(text);
  });
}

/** With another value of an attribute at each of the elements at an XPath. */
export function withAttribute(path: string, name: string, value: string): Mutation {
  return editing(path, (node) => {
    if (!(node instanceof XmlElement)) throw new Error(`${path} is no element.`);
    node.setAttr(name, value);
  });
}

/** With another text in the place of each `from`. */
export function replacing(from: string, to: string): Mutation {
  return (xml) => {
    if (!xml.includes(from)) throw new Error(`There is no ${from}.`);
    return xml.replaceAll(from, to);
  };
}

/** With `added` before the first `marker`. */
export function inserting(added: string, marker: string): Mutation {
  return (xml) => {
    if (!xml.includes(marker)) throw new Error(`There is no ${marker}.`);
    return xml.replace(marker, () => added + marker);
  };
}

/** One after the other. */
export function both(...mutations: Mutation[]): Mutation {
  return (xml) => mutations.reduce((changed, mutation) => mutation(changed), xml);
}

function editing(path: string, edit: (node: XmlNode) => void): Mutation {
  return (xml) => {
    const document = XmlDocument.fromString(xml);
    try {
      const nodes = document.find(path, namespaces);
      if (nodes.length === 0) throw new Error(`There is no ${path}.`);
      for (const node of nodes) edit(node);
      return document.toString({ format: false });
    } finally {
      document.dispose();
    }
  };
}
