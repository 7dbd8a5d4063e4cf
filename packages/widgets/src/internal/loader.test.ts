import { assert } from "chai";
import { Loader } from "./loader.ts";

const host = {
  addController() {},
  removeController() {},
  requestUpdate() {},
  updateComplete: Promise.resolve(true),
};

/** A loader of the next of `values`, that has read the first of them. */
async function loaded(...values: string[]) {
  const loader = new Loader(host, () => Promise.resolve(values.shift() ?? "none"));
  await loader.run();
  return loader;
}

const refused = () => Promise.reject(new Error("refused"));

/** What it shows while the action is under way, and after it. */
async function assumed(loader: Loader<string>, action: () => Promise<unknown>) {
  const end = loader.assume((value) => `${value}, assumed`, action).catch(String);
  const meanwhile = loader.value;
  return { meanwhile, thrown: await end, after: loader.value };
}

describe("Loader.assume", () => {
  it("shows what the action will come to, and keeps it", async () => {
    assert.deepEqual(await assumed(await loaded("a"), () => Promise.resolve()), {
      meanwhile: "a, assumed",
      thrown: undefined,
      after: "a, assumed",
    });
  });

  it("shows what was there before once it fails, and passes the reason on", async () => {
    assert.deepEqual(await assumed(await loaded("a"), refused), {
      meanwhile: "a, assumed",
      thrown: "Error: refused",
      after: "a",
    });
  });

  it("puts nothing over what was read meanwhile", async () => {
    const loader = await loaded("a", "b");
    const { after } = await assumed(loader, async () => {
      await loader.run();
      await refused();
    });
    assert.equal(after, "b");
  });

  it("puts nothing where everything was forgotten meanwhile", async () => {
    const loader = await loaded("a");
    const { after } = await assumed(loader, () => {
      loader.reset();
      return refused();
    });
    assert.isUndefined(after);
  });

  it("assumes nothing before anything was read", async () => {
    const loader = new Loader(host, () => Promise.resolve("a"));
    assert.deepEqual(await assumed(loader, refused), {
      meanwhile: undefined,
      thrown: "Error: refused",
      after: undefined,
    });
  });
});
