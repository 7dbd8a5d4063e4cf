// Shows the example in the current folder: a Seatbook server with a small workspace, and Vite. Needs what `npm run build` makes.
import { createServer } from "vite";
import { startSeatbook } from "./seatbook.ts";

const seatbook = await startSeatbook();
process.once("exit", () => void seatbook.stop());
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit());

await seatbook.fill();
const vite = await createServer();
await vite.listen();
vite.printUrls();
