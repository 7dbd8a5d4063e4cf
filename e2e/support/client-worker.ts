import { parentPort, workerData } from "node:worker_threads";
import { createClient } from "@seatbook/client";

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
parentPort?.postMessage(await createClient({ url: String(workerData), apiKey: "none" }).getHealth());
