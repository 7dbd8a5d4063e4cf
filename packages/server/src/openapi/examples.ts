/** One of each of the main shapes, by its name in the document. */
export const examples: Record<string, unknown> = {
  Money: { currency: "EUR", minor: 4900 },
};
