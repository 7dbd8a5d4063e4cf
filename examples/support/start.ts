// Shows the example in the current folder: a Seatbook server with a small workspace, and Vite.
import { createServer, defaultClientConditions } from "vite";
import { startSeatbook } from "./seatbook.ts";

const seatbook = await startSeatbook();
process.once("exit", () => void seatbook.stop());
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit());

await seatbook.fill();
// Our packages from their source, in the pages and in the configuration, so that nothing has to be built.
const vite = await createServer({
  configLoader: "native",
  resolve: { conditions: ["@seatbook/source", ...defaultClientConditions] },
});
await vite.listen();
vite.printUrls();
