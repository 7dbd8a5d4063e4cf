import { assert } from "chai";
import type { SeatbookClient } from "./client.ts";
import { createFakeClient } from "./fake-client.ts";

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Everything that is shown of a workspace, as text. */
async function everything(client: SeatbookClient): Promise<string> {
  const answers = [
    client.summary("acme"),
    client.members("acme", { limit: 200 }),
    client.teams("acme", {}),
    client.months("acme"),
    client.invoices("acme", {}),
    client.billingDetails("acme"),
    client.mailbox("acme"),
    client.inactiveMembers("acme"),
  ];
  return JSON.stringify(await Promise.all<unknown>(answers));
}

describe("createFakeClient", () => {
  it("is the same workspace each time", async () => {
    assert.equal(await everything(createFakeClient()), await everything(createFakeClient()));
  });

  it("previews what a command then does, and changes nothing by it", async () => {
    const client = createFakeClient();
    const before = await everything(client);
    for (const command of [
      { type: "archive-team", team: "sales" },
      { type: "remove-member", member: "m2" },
      { type: "remove-inactive-members" },
    ] as const) {
      const { currentMonth, nextMonth, counts } = await client.preview("acme", [command]);
      assert.equal(await everything(client), before, "nothing has changed");
      const other = createFakeClient();
      if (command.type === "archive-team") await other.archiveTeam("acme", command.team);
      else if (command.type === "remove-member") await other.removeMember("acme", command.member);
      else await other.removeInactiveMembers("acme", (await other.inactiveMembers("acme")).fingerprint);
      const after = await other.summary("acme");
      assert.deepEqual(counts.after, after.counts);
      assert.equal(currentMonth.after.licenses, after.currentMonth.licenses);
      assert.equal(nextMonth.after.licenses, after.nextMonth.licenses);
    }
  });

  it("is back where it was after archiving and unarchiving, removing and restoring", async () => {
    const client = createFakeClient();
    const { counts } = await client.summary("acme");
    await client.archiveTeam("acme", "sales");
    await client.unarchiveTeam("acme", "sales");
    assert.deepEqual((await client.summary("acme")).counts, counts);
    await client.removeMember("acme", "m2");
    await client.restoreMember("acme", "m2");
    const restored = await client.member("acme", "m2");
    assert.deepInclude(restored, { status: "inactive", teams: [] });
  });

  it("has a currency without minor units", async () => {
    const client = createFakeClient({ currency: "JPY" });
    const { currentMonth } = await client.summary("acme");
    assert.deepEqual(currentMonth.net, { currency: "JPY", minor: 121 * 7500 });
    const [invoice] = (await client.invoices("acme", {})).items;
    assert.equal(invoice?.gross.currency, "JPY");
  });

  it("has people and teams with long names, with and without spaces", async () => {
    const client = createFakeClient({ longNames: true });
    const { items: members } = await client.members("acme", { limit: 200 });
    const { items: teams } = await client.teams("acme", {});
    for (const names of [members.map(({ name }) => name), teams.map(({ name }) => name)]) {
      assert.isTrue(names.every((name) => name.length > 60));
      assert.isTrue(names.some((name) => !name.includes(" ")));
      assert.isTrue(names.some((name) => name.includes(" ")));
    }
    assert.isTrue(members.every(({ email }) => email.length > 100));
  });

  it("has as many months as it was there, and nothing at all before the first", async () => {
    for (const months of [1, 2, 5]) {
      const client = createFakeClient({ months });
      assert.lengthOf(await client.months("acme"), months);
      const { lastClosedMonth, counts } = await client.summary("acme");
      assert.equal(lastClosedMonth, months === 1 ? undefined : "2026-10");
      assert.equal(counts.activeMembers, 117);
    }
    const client = createFakeClient({ months: 0 });
    assert.deepEqual(await client.months("acme"), []);
    assert.deepInclude((await client.summary("acme")).counts, { members: 0, removedMembers: 0, teams: 0 });
  });

  it("has 100,000 members, and gives a page or what is searched in a small part of the time that making them took", async () => {
    let client = createFakeClient();
    const made = await timed(async () => {
      client = createFakeClient({ activeMembers: 100_000, inactiveMembers: 1200 });
      await client.members("acme", {});
    });
    const pages: number[] = [];
    for (const cursor of ["50", "49950", "101150"]) {
      pages.push(await timed(() => client.members("acme", { cursor })));
      assert.lengthOf((await client.members("acme", { cursor })).items, 50);
    }
    assert.isBelow(median(pages), made / 20);
    const searches: number[] = [];
    for (const query of ["s", "si", "sil", "silv", "silva"])
      searches.push(await timed(() => client.members("acme", { query })));
    assert.isBelow(median(searches), made / 5);
    assert.equal((await client.members("acme", {})).total, 101_200);
    assert.equal((await client.members("acme", { query: "nobody-at-all" })).total, 0);
    assert.equal((await client.members("acme", { query: "chidi.okafor@acme.example" })).total, 1);
  });
});
