import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { DocumentPool, type DocumentPoolOptions } from "./document-pool.ts";
import { makeDocuments } from "./documents.ts";
import { samples } from "./test/samples.ts";

const open: DocumentPool[] = [];

function openPool(options?: DocumentPoolOptions): DocumentPool {
  const pool = new DocumentPool(options);
  open.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

/** A thread that does as an invoice's number says. */
function obedient(): URL {
  const script = `
    import { parentPort, threadId } from "node:worker_threads";
    parentPort.on("message", ({ invoice: { number } }) => {
      if (number === "die") process.exit(3);
      if (number === "throw") throw new Error("out of luck");
      if (number === "hang") return;
      parentPort.postMessage({ documents: { pdf: new Uint8Array([threadId]), xml: new TextEncoder().encode(number) } });
    });`;
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`);
}

const order = (number: string) => ({ invoice: { ...samples["eu-AE"], number } });

describe("documents from the pool", () => {
  test("are those that are made here, whatever the number of threads", async () => {
    const pool = openPool({ workers: 2 });
    const invoices = [samples["de-S"], samples["381"], samples["fr-CTC"], samples["hard-text"]];
    const made = await Promise.all(invoices.map((invoice) => pool.make({ invoice })));
    for (const [index, invoice] of invoices.entries()) {
      const here = makeDocuments({ invoice });
      expect(Buffer.compare(made[index]?.pdf ?? Buffer.alloc(0), here.pdf)).toBe(0);
      expect(Buffer.compare(made[index]?.xml ?? Buffer.alloc(0), here.xml)).toBe(0);
    }
  });

  test("of an input that is refused are an error, and the next ones are made", async () => {
    const pool = openPool({ workers: 1 });
    await expect(pool.make({ invoice: { ...samples["de-S"], currency: "KWD" } })).rejects.toThrow(
      "at most two decimals",
    );
    await expect(pool.make({ invoice: samples["de-S"] })).resolves.toHaveProperty("pdf");
  });

  test("are not made any more when nobody waits for them, unless somebody is at it already", async () => {
    const pool = openPool({ workers: 1, script: obedient() });
    const gone = new AbortController();
    const made = Promise.allSettled(["first", "second"].map((number) => pool.make(order(number), gone.signal)));
    const last = pool.make(order("last"));
    gone.abort();
    expect(await made).toMatchObject([
      { status: "fulfilled" },
      { status: "rejected", reason: { message: expect.stringContaining("Nobody waits") } },
    ]);
    await expect(last).resolves.toHaveProperty("xml");
  });

  test("of an input that cannot be sent are an error too", async () => {
    const pool = openPool({ workers: 1, script: obedient() });
    const unsendable = { invoice: { ...samples["de-S"], toString: () => "" } };
    await expect(pool.make(unsendable)).rejects.toThrow("could not be cloned");
    await expect(pool.make(order("fine"))).resolves.toHaveProperty("xml");
  });
});

describe("threads", () => {
  test("are started when there is work, and no more than allowed", async () => {
    const pool = openPool({ workers: 2, script: obedient() });
    const made = await Promise.all(Array.from({ length: 20 }, (_, index) => pool.make(order(String(index)))));
    expect(made.map(({ xml }) => Buffer.from(xml).toString())).toEqual(
      Array.from({ length: 20 }, (_, index) => String(index)),
    );
    expect(new Set(made.map(({ pdf }) => pdf[0])).size).toBeLessThanOrEqual(2);
  });

  test.each([
    ["die", "ended with code 3"],
    ["throw", "out of luck"],
  ])("that %s take what they have in hand with them, and others take their place", async (number, message) => {
    const pool = openPool({ workers: 1, script: obedient() });
    const [before, fatal, after] = await Promise.allSettled(["a", number, "b"].map((one) => pool.make(order(one))));
    expect(before?.status).toBe("fulfilled");
    expect(fatal).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining(message) } });
    expect(after?.status).toBe("fulfilled");
    await expect(pool.make(order("c"))).resolves.toHaveProperty("pdf");
  });

  test("that cannot even start reject what was to be made, one by one, and the pool goes on", async () => {
    const pool = openPool({ workers: 1, script: new URL("data:text/javascript,nonsense(") });
    const made = await Promise.allSettled([pool.make(order("a")), pool.make(order("b"))]);
    expect(made.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});

describe("a pool that is closed", () => {
  test("rejects what it has in hand, what waits, and what comes", async () => {
    const pool = openPool({ workers: 1, script: obedient() });
    const pending = Promise.allSettled([pool.make(order("hang")), pool.make(order("waits"))]);
    await pool.close();
    for (const result of await pending) {
      expect(result).toMatchObject({ status: "rejected", reason: { message: "The document pool is closed." } });
    }
    await expect(pool.make(order("late"))).rejects.toThrow("closed");
    await pool.close();
  });

  test("and one that never had work, ends at once", async () => {
    await openPool().close();
  });
});

test("an idle pool keeps no process alive, one at work does", () => {
  const folder = import.meta.url.replace(/[^/]*$/, "");
  const script = `
    import { DocumentPool } from "${folder}document-pool.ts";
    import { samples } from "${folder}test/samples.ts";
    const { pdf } = await new DocumentPool().make({ invoice: samples["eu-AE"] });
    console.log(pdf.length);`;
  const args = ["--conditions=@seatbook/source", "--input-type=module", "--eval", script];
  const printed = execFileSync(process.execPath, args, { encoding: "utf8", timeout: 30_000 });
  expect(Number(printed)).toBe(makeDocuments({ invoice: samples["eu-AE"] }).pdf.length);
});
