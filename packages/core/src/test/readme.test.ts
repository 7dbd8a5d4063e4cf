import { expect, test } from "vitest";
import { instant } from "./workspace.ts";
import { freeFrom, net, november, why } from "./readme/count.ts";

test("the README says what its example gives", () => {
  expect(november.map(({ holder }) => holder.id)).toEqual(["ana"]);
  expect({ net, freeFrom }).toEqual({ net: { currency: "EUR", minor: 4900 }, freeFrom: "2026-12-01" });
  expect(why).toMatchObject([
    {
      team: { id: "design" },
      from: instant("2026-10-31T23:00:00Z"),
      to: instant("2026-11-12T09:00:00Z"),
      endedBy: { what: "team-archived", by: { type: "operator" } },
    },
  ]);
});
