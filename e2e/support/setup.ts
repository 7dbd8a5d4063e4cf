import { afterEach, expect } from "vitest";
import { CheckedFetch, originalFetch } from "./checked-fetch.ts";

// Whatever a test asks a server, the server's own document allows the answer.
const checked = new CheckedFetch(originalFetch);
globalThis.fetch = checked.fetch;
afterEach(async () => expect(await checked.settle()).toEqual([]));
