import { describe, expect, test } from "vitest";
import { patchSchema } from "./patch-request.ts";
import { canonicalUser, patchUser } from "./patch-user.ts";

const before = {
  userName: "bjensen@example.com",
  displayName: "Babs Jensen",
  name: { givenName: "Barbara", familyName: "Jensen" },
  emails: [{ value: "bjensen@example.com", type: "work", primary: true }],
  roles: [{ value: "member", primary: true }],
  active: true,
};

const patch = (...Operations: unknown[]) => patchUser(before, { schemas: [patchSchema], Operations });

const values = (count: number) => Array.from({ length: count }, (_, index) => `e${index}@jensen.org`);

test("names that every object has are no attributes", () => {
  const user = JSON.parse(
    '{"__proto__": {"userName": "x"}, "constructor": 1, "name": {"constructor": 1, "givenName": "Bb"}}',
  );
  expect(canonicalUser(user)).toEqual({ name: { givenName: "Bb" } });
});

describe("PATCH", () => {
  // RFC 7644, section 3.5.2, with what Seatbook has a place for; and what providers send besides.
  test.each<[what: string, operation: object, after: object]>([
    [
      "add without a path",
      { op: "add", value: { emails: [{ value: "babs@jensen.org", type: "home" }], nickname: "Babs" } },
      { emails: [...before.emails, { value: "babs@jensen.org", type: "home" }] },
    ],
    [
      "add what is there changes nothing",
      { op: "add", path: "emails", value: [{ value: "bjensen@example.com", type: "work", primary: true }] },
      {},
    ],
    [
      "the value added as primary is the only one",
      { op: "add", path: "emails", value: { value: "b@jensen.org", type: "home", primary: true } },
      {
        emails: [
          { value: "bjensen@example.com", type: "work", primary: false },
          { value: "b@jensen.org", type: "home", primary: true },
        ],
      },
    ],
    ["remove a simple attribute", { op: "remove", path: "displayName" }, { displayName: undefined }],
    ["remove a list", { op: "remove", path: "emails" }, { emails: [] }],
    [
      "remove those of a filter",
      { op: "remove", path: 'emails[type eq "work" and value ew "example.com"]' },
      { emails: [] },
    ],
    ["remove those of another filter", { op: "remove", path: 'emails[type eq "home"]' }, {}],
    ["remove the values that are listed", { op: "Remove", path: "roles", value: [{ value: "member" }] }, { roles: [] }],
    [
      "replace a list",
      { op: "replace", path: "emails", value: [{ value: "babs@jensen.org", type: "home", display: "Babs" }] },
      { emails: [{ value: "babs@jensen.org", type: "home" }] },
    ],
    [
      "replace those of a filter",
      { op: "replace", path: 'emails[type eq "work"]', value: { type: "work", value: "other@example.com" } },
      { emails: [{ value: "other@example.com", type: "work", primary: true }] },
    ],
    [
      "replace a part of those of a filter",
      { op: "replace", path: 'emails[type eq "work"].value', value: "other@example.com" },
      { emails: [{ value: "other@example.com", type: "work", primary: true }] },
    ],
    [
      "replace a part of what is not there adds it",
      { op: "Replace", path: 'emails[type eq "home"].value', value: "babs@jensen.org" },
      { emails: [...before.emails, { type: "home", value: "babs@jensen.org" }] },
    ],
    [
      "replace a part of a value",
      { op: "replace", path: "name.familyName", value: "Smith" },
      { name: { givenName: "Barbara", familyName: "Smith" } },
    ],
    [
      "replace a value leaves its other parts",
      { op: "replace", path: "name", value: { familyname: "Smith" } },
      { name: { givenName: "Barbara", familyName: "Smith" } },
    ],
    ["without a path", { op: "replace", value: { DISPLAYNAME: "Bb", id: "x", meta: {} } }, { displayName: "Bb" }],
    [
      "dotted names",
      { op: "replace", value: { "name.givenName": "Bb" } },
      { name: { givenName: "Bb", familyName: "Jensen" } },
    ],
    [
      "a whole URN",
      { op: "replace", path: "urn:ietf:params:scim:schemas:core:2.0:User:displayName", value: "Bb" },
      { displayName: "Bb" },
    ],
    [
      "another schema",
      { op: "add", path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", value: "x" },
      {},
    ],
    ["an attribute without a place", { op: "add", path: 'addresses[type eq "work"].country', value: "DE" }, {}],
    ["a part without a place", { op: "replace", path: "name.middleName", value: "Q" }, {}],
    [
      "roles by primary",
      { op: "replace", path: "roles[primary eq true].value", value: "admin" },
      { roles: [{ value: "admin", primary: true }] },
    ],
    [
      "names that are no attributes",
      { op: "add", value: JSON.parse('{"constructor": "x", "toString": "y", "valueOf": {}}') },
      {},
    ],
  ])("%s", (_, operation, after) => {
    expect(patch(operation)).toEqual({ ...before, ...after });
  });

  test("so many operations and filters as a user has need of are taken", () => {
    const rename = { op: "replace", path: "displayName", value: "Bb" };
    const removals = values(20).map((value) => ({ op: "remove", path: `emails[value eq "${value}"]` }));
    expect(patch(...removals, ...Array.from({ length: 80 }, () => rename))).toEqual({ ...before, displayName: "Bb" });
  });

  test("a filter on an attribute without a place is not looked at", () => {
    expect(patch({ op: "add", path: "addresses[no filter].country", value: "DE" })).toEqual(before);
  });

  test("operations follow one another", () => {
    const one = { op: "replace", path: "displayName", value: "One" };
    expect(patch(one, { ...one, value: "Two" })).toMatchObject({ displayName: "Two" });
  });

  test("what is patched stays as it was", () => {
    const copy = structuredClone(before);
    patch(
      { op: "replace", path: 'emails[type eq "work"].value', value: "x" },
      { op: "remove", path: "name.givenName" },
    );
    expect(before).toEqual(copy);
  });

  test.each([
    ["invalidSyntax", [{ op: "move", path: "displayName" }]],
    ["invalidSyntax", [{ path: "displayName", value: "x" }]],
    ["invalidSyntax", ["x"]],
    ["invalidSyntax", []],
    ["noTarget", [{ op: "remove" }]],
    ["noTarget", [{ op: "replace", path: 'emails[type eq "home"]', value: { value: "x" } }]],
    ["noTarget", [{ op: "replace", path: 'emails[type sw "h"].value', value: "x" }]],
    ["invalidValue", [{ op: "add", path: "emails", value: values(101) }]],
    ["invalidValue", [{ op: "replace", path: 'emails[type eq "work"]', value: values(200_000) }]],
    ["invalidValue", values(100).map((value) => ({ op: "add", path: "emails", value }))],
    [
      "invalidValue",
      [
        { op: "replace", path: "emails", value: values(100) },
        { op: "add", path: 'emails[value eq "a"].type', value: "x" },
      ],
    ],
    ["invalidValue", [{ op: "add", path: "emails", value: { value: ["x"] } }]],
    ["invalidValue", [{ op: "add", path: "emails", value: "x".repeat(2001) }]],
    ["invalidValue", [{ op: "replace", path: 'emails[type eq "work"].value', value: {} }]],
    ["invalidValue", [{ op: "replace", path: "roles.value", value: "x".repeat(2001) }]],
    ["invalidSyntax", values(101).map((value) => ({ op: "replace", path: "displayName", value }))],
    [
      "invalidSyntax",
      [{ op: "add", value: Object.fromEntries(values(101).map((value) => [`name[x eq "${value}"]`, 1])) }],
    ],
    ["invalidFilter", values(21).map((value) => ({ op: "remove", path: `emails[value eq "${value}"]` }))],
    ["invalidPath", [{ op: "add", path: "emails[", value: "x" }]],
    ["invalidPath", [{ op: "add", path: "name.givenName.x", value: "x" }]],
    ["invalidPath", [{ op: "add", path: 7, value: "x" }]],
    ["invalidPath", [{ op: "add", path: "displayName.x", value: "x" }]],
    ["invalidPath", [{ op: "add", path: 'name[givenName eq "x"]', value: {} }]],
    ["invalidFilter", [{ op: "add", path: "emails[type]", value: "x" }]],
    ["invalidValue", [{ op: "add", value: "x" }]],
    ["invalidValue", [{ op: "replace", path: "name", value: "x" }]],
    ["mutability", [{ op: "replace", path: "id", value: "x" }]],
    ["mutability", [{ op: "add", path: "groups", value: [{ value: "x" }] }]],
  ])("is refused as %s: %#", (scimType, operations) => {
    expect(() => patch(...operations)).toThrow(expect.objectContaining({ scimType }));
  });

  test("is refused without the schema of a PATCH", () => {
    const Operations = [{ op: "replace", value: { active: false } }];
    expect(() => patchUser(before, { Operations })).toThrow(expect.objectContaining({ scimType: "invalidSyntax" }));
  });
});
