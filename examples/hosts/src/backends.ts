/** The same product, each in a framework's own way. */
export const backends = { hono: "hono.ts", express: "express.ts", next: "next/serve.ts" } as const;
