// Shows the example: a Seatbook server, and what two of the files do on it.
import { startSeatbook } from "../../support/seatbook.ts";

const server = await startSeatbook();
try {
  // Only now does the environment name the server.
  await import("./onboard.ts");
  await import("./sync.ts");
} finally {
  await server.stop();
}
