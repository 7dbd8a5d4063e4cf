// Shows the example: a Seatbook server with a small workspace, and the host.
import { buildWidgets } from "../../support/build-widgets.ts";
import { startSeatbook } from "../../support/seatbook.ts";

const { PORT = "3000" } = process.env;

buildWidgets();
const seatbook = await startSeatbook({ SEATBOOK_ORIGINS: `http://127.0.0.1:${PORT}` });
process.once("exit", () => void seatbook.stop());
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit());

await seatbook.fill();
await import("./host.ts");
