// Rules that hold this repository's own promises; .oxlintrc.json says which folders each one binds.

const isDate = (node) => node.type === "Identifier" && node.name === "Date";

/** Server code gets the time from the clock that is passed in, so that tests and the demo can move it. */
const clockComesIn = {
  meta: {
    docs: { description: "Disallow reading the machine's clock" },
    messages: { clock: "The clock comes in from outside: take the time from the clock that was passed in." },
    schema: [],
  },
  create(context) {
    const report = (node) => context.report({ node, messageId: "clock" });
    return {
      NewExpression(node) {
        if (isDate(node.callee) && node.arguments.length === 0) report(node);
      },
      CallExpression(node) {
        if (isDate(node.callee)) report(node);
      },
      MemberExpression(node) {
        const { object, property } = node;
        if (object.type !== "Identifier") return;
        const name = property.type === "Identifier" ? property.name : property.value;
        if ((object.name === "Date" && name === "now") || (object.name === "Temporal" && name === "Now")) report(node);
      },
    };
  },
};

/** What a host page with `style-src 'self'` would block. */
const strictCsp = {
  meta: {
    docs: { description: "Disallow styles and markup that a strict content security policy blocks" },
    messages: {
      element: "A strict content security policy blocks <style> in a template: use `static styles`.",
      attribute:
        "A strict content security policy blocks style attributes: bind the property (.style=${…}) or a class.",
      markup: "Trusted Types block {{name}}: render a template.",
    },
    schema: [],
  },
  create(context) {
    const markup = new Set(["innerHTML", "outerHTML", "insertAdjacentHTML", "unsafeHTML", "unsafeSVG"]);
    return {
      TaggedTemplateExpression(node) {
        if (node.tag.type !== "Identifier" || !["html", "svg", "mathml"].includes(node.tag.name)) return;
        // An expression in the middle must not end an attribute or a tag.
        const text = node.quasi.quasis.map((part) => part.value.raw).join("x");
        if (/<style[\s>]/i.test(text)) context.report({ node, messageId: "element" });
        if (/<[^>]*\sstyle\s*=/i.test(text)) context.report({ node, messageId: "attribute" });
        if (/[\s"']\.(?:innerHTML|outerHTML)\s*=/i.test(text))
          context.report({ node, messageId: "markup", data: { name: ".innerHTML" } });
      },
      CallExpression({ callee, arguments: [name] }) {
        if (callee.type !== "MemberExpression" || callee.property.name !== "setAttribute") return;
        if (name?.type === "Literal" && name.value === "style")
          context.report({ node: callee, messageId: "attribute" });
      },
      MemberExpression({ property }) {
        const name = property.type === "Identifier" ? property.name : property.value;
        if (markup.has(name)) context.report({ node: property, messageId: "markup", data: { name } });
      },
    };
  },
};

export default {
  meta: { name: "seatbook" },
  rules: { "clock-comes-in": clockComesIn, "strict-csp": strictCsp },
};
