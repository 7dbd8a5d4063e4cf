import { assert } from "chai";
import { TeamsAdmin } from "../teams-admin/define.ts";
import { createFakeClient } from "./fake-client.ts";
import { TokenSource } from "./token-source.ts";

const acme = "https://billing.example.com/v1/workspaces/acme";

/** A `getToken` that gives "1", "2", …, and how often it was called. */
function counter() {
  const getToken = async () => {
    getToken.calls += 1;
    const token = String(getToken.calls);
    await new Promise((resolve) => setTimeout(resolve, 10));
    return token;
  };
  getToken.calls = 0;
  return getToken;
}

describe("sources with the same function", () => {
  it("ask it once for the first token, when they need it at the same time", async () => {
    const getToken = counter();
    const sources = [new TokenSource(getToken), new TokenSource(getToken), new TokenSource(getToken)];
    assert.deepEqual(await Promise.all(sources.map((source) => source.get(acme))), ["1", "1", "1"]);
  });

  it("ask it once for a token in place of the one that they had, also one after the other", async () => {
    const getToken = counter();
    const [one, two] = [new TokenSource(getToken), new TokenSource(getToken)];
    await Promise.all([one.get(acme), two.get(acme)]);
    assert.deepEqual(await Promise.all([one.get(acme, "1"), two.get(acme, "1")]), ["2", "2"]);
    assert.deepEqual([await one.get(acme, "2"), await two.get(acme, "2")], ["3", "3"]);
    assert.equal(getToken.calls, 3);
  });

  it("ask it each for the first token when one comes later: another person may have signed in", async () => {
    const getToken = counter();
    const [one, two] = [new TokenSource(getToken), new TokenSource(getToken)];
    assert.deepEqual([await one.get(acme), await one.get(acme, "1"), await two.get(acme)], ["1", "2", "3"]);
  });

  it("ask it each for the first token of another workspace", async () => {
    const getToken = counter();
    const sources = [new TokenSource(getToken), new TokenSource(getToken)];
    const tokens = await Promise.all(sources.map((source, index) => source.get(`${acme}-${index}`)));
    assert.deepEqual(tokens, ["1", "2"]);
  });

  it("ask it again after it failed, and after it gave the token that was refused", async () => {
    const answers = ["same", "same", undefined, "other"];
    const getToken = () => {
      const answer = answers.shift();
      if (answer === undefined) throw new Error("signed out");
      return answer;
    };
    const source = new TokenSource(getToken);
    assert.equal(await source.get(acme), "same");
    assert.equal(await source.get(acme, "same"), "same");
    const refusal = await source.get(acme, "same").catch((error: unknown) => error);
    assert.include(refusal, { code: "token-unavailable" });
    assert.equal(await source.get(acme, "same"), "other");
  });
});

describe("elements with the same function", () => {
  const { fetch } = globalThis;
  const page = document.createElement("div");
  let valid = "1";

  beforeEach(() => {
    const fake = createFakeClient();
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.headers.get("Authorization") !== `Bearer ${valid}`)
        return Response.json({ code: "token-stale" }, { status: 401 });
      return Response.json(request.url.includes("/teams") ? await fake.teams("", {}) : await fake.summary("acme"));
    };
    document.body.append(page);
  });
  afterEach(() => {
    globalThis.fetch = fetch;
    page.replaceChildren();
    page.remove();
  });

  it("call it once when they load, and once when their token has expired", async () => {
    const getToken = counter();
    const elements = [1, 2, 3].map(() =>
      Object.assign(new TeamsAdmin(), { apiUrl: "/seatbook", workspace: "acme", getToken }),
    );
    page.append(...elements);
    await Promise.all(elements.map((element) => element.refresh()));
    assert.equal(getToken.calls, 1);

    valid = "2";
    await Promise.all(elements.map((element) => element.refresh()));
    assert.equal(getToken.calls, 2);
    assert.isTrue(elements.every((element) => element.matches(":state(ready)")));
  });
});
