import { readFileSync } from "node:fs";
import { permissionsOf } from "@seatbook/core";
import { expect, test } from "vitest";

const page = readFileSync(new URL("../../../docs/embedding.md", import.meta.url), "utf8");

test("the table of docs/embedding.md says which role of a session has which permission, and leaves none out", () => {
  const { admin, billing, viewer } = permissionsOf;
  const rows = [...page.matchAll(/^\|[^|]+\| +(`[a-z.]+`(?:, `[a-z.]+`)*) +\|([^|]*)\|([^|]*)\|([^|]*)\|$/gm)];
  const named = rows.map(([, permissions = "", ...roles]) => ({
    permissions: permissions.replaceAll("`", "").split(", "),
    roles: roles.map((role) => role.trim()),
  }));
  for (const { permissions, roles } of named) {
    const expected = [admin, billing, viewer].map((has) =>
      permissions.every((each) => has.some((one) => one === each)),
    );
    expect(roles, permissions.join()).toEqual(expected.map((has) => (has ? "yes" : "")));
  }
  expect(new Set(named.flatMap(({ permissions }) => permissions))).toEqual(new Set(admin));
});
