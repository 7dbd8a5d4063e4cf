import { beforeEach, describe, expect, test } from "vitest";
import type { Member, Team } from "../contract/types.ts";
import { TestServer, workspaceBody } from "../test/test-server.ts";
import { base, replay, type Step } from "./test/replay.ts";

// The requests that Microsoft publishes, in the order in which its provisioning service sends them:
// https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups (requests and responses), and
// https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility (with and
// without the flag aadOptscim062020).

const userUrn = "urn:ietf:params:scim:schemas:core:2.0:User";
const groupUrn = "urn:ietf:params:scim:schemas:core:2.0:Group";
const enterpriseUrn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const patchOf = (...Operations: object[]) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations,
});
const listUrn = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const userName = "Test_User_00aa00aa-bb11-cc22-dd33-44ee44ee44ee";
const address = "Test_User_11bb11bb-cc22-dd33-ee44-55ff55ff55ff@testuser.com";

const createUser: Step = {
  what: "create user",
  request: "POST /Users",
  body: {
    schemas: [userUrn, enterpriseUrn],
    externalId: "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    userName,
    active: true,
    emails: [{ primary: true, type: "work", value: address }],
    meta: { resourceType: "User" },
    name: { formatted: "givenName familyName", familyName: "familyName", givenName: "givenName" },
    roles: [],
  },
  status: 201,
  answer: {
    schemas: [userUrn],
    externalId: "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    meta: { resourceType: "User" },
    userName,
    name: { formatted: "givenName familyName", familyName: "familyName", givenName: "givenName" },
    active: true,
    emails: [{ value: address, type: "work", primary: true }],
  },
  keeps: "user",
};

const noUser = (filter: string): Step => ({
  what: "get user by query, zero results",
  request: `GET /Users?filter=${filter}`,
  status: 200,
  answer: { schemas: [listUrn], totalResults: 0, Resources: [], startIndex: 1 },
});

const users: Step[] = [
  noUser(`userName eq "${userName}"`),
  createUser,
  { what: "get user", request: "GET /Users/{user}", status: 200, answer: { id: "{user}", userName } },
  {
    what: "get user, not found",
    request: "GET /Users/5171a35d82074e068ce2",
    status: 404,
    answer: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "404" },
  },
  {
    what: "get user by query",
    request: `GET /Users?filter=userName eq "${userName}"`,
    status: 200,
    answer: { schemas: [listUrn], totalResults: 1, Resources: [{ id: "{user}", active: true }], startIndex: 1 },
  },
  {
    what: "get user by another matching attribute",
    request: `GET /Users?filter=emails[type eq "work"].value eq "${address}"`,
    status: 200,
    answer: { totalResults: 1, Resources: [{ id: "{user}" }] },
  },
  {
    what: "update user, multi-valued properties",
    request: "PATCH /Users/{user}",
    body: patchOf(
      { op: "Replace", path: 'emails[type eq "work"].value', value: "updatedEmail@microsoft.com" },
      { op: "Replace", path: "name.familyName", value: "updatedFamilyName" },
    ),
    status: 200,
    answer: {
      name: {
        formatted: "givenName updatedFamilyName",
        familyName: "updatedFamilyName",
        givenName: "givenName",
      },
      emails: [{ value: "updatedEmail@microsoft.com", type: "work", primary: true }],
    },
  },
  {
    what: "update user, single-valued properties",
    request: "PATCH /Users/{user}",
    body: patchOf({ op: "Replace", path: "userName", value: "5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com" }),
    status: 200,
    answer: { userName: "5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com", active: true },
  },
];

const groups: Step[] = [
  {
    what: "create group",
    request: "POST /Groups",
    body: {
      schemas: [groupUrn, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
      externalId: "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
      displayName: "displayName",
      meta: { resourceType: "Group" },
    },
    status: 201,
    answer: {
      schemas: [groupUrn],
      externalId: "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
      displayName: "displayName",
      members: [],
    },
    keeps: "group",
  },
  {
    what: "get group",
    request: "GET /Groups/{group}?excludedAttributes=members",
    status: 200,
    answer: { id: "{group}", displayName: "displayName" },
  },
  {
    what: "get group by displayName",
    request: 'GET /Groups?excludedAttributes=members&filter=displayName eq "displayName"',
    status: 200,
    answer: { totalResults: 1, Resources: [{ id: "{group}" }] },
  },
  {
    what: "update group, non-member attributes",
    request: "PATCH /Groups/{group}",
    body: patchOf({
      op: "Replace",
      path: "displayName",
      value: "1879db59-3bdf-4490-ad68-ab880a269474updatedDisplayName",
    }),
    status: 204,
  },
  {
    what: "update group, add members",
    request: "PATCH /Groups/{group}",
    body: patchOf({ op: "Add", path: "members", value: [{ $ref: null, value: "{user}" }] }),
    status: 204,
  },
  {
    what: "whether the user is a member of the group",
    request: 'GET /Groups?excludedAttributes=members&filter=id eq "{group}" and members eq "{user}"',
    status: 200,
    answer: { totalResults: 1 },
  },
];

const removeMember = patchOf({ op: "Remove", path: "members", value: [{ $ref: null, value: "{user}" }] });
const removeMemberFlagged = patchOf({ op: "remove", path: 'members[value eq "{user}"]' });

const disabled = { status: 200, answer: { active: false, id: "{user}" } } as const;
const disable: Step = {
  what: "disable user",
  request: "PATCH /Users/{user}",
  body: patchOf({ op: "Replace", path: "active", value: false }),
  ...disabled,
};

let server: TestServer;
const member = (id: string) => server.operator.get<Member>(`/v1/workspaces/acme/members/${id}`);
const team = async (id: string) => {
  const teams = await server.operator.all<Team>("/v1/workspaces/acme/teams");
  return teams.find((each) => each.id === id);
};

beforeEach(async () => {
  server = new TestServer();
  await server.operator.put("/v1/workspaces/acme", { ...workspaceBody, licenseModel: "user" });
});

describe("what Entra ID sends", () => {
  test("create and update users", async () => {
    const ids = await replay(server, users);
    expect(await member(ids.get("user") ?? "")).toMatchObject({
      name: "givenName updatedFamilyName",
      email: "updatedEmail@microsoft.com",
      status: "inactive",
    });
  });

  test("create, rename and fill a group", async () => {
    const ids = await replay(server, [createUser, ...groups]);
    expect(await team(ids.get("group") ?? "")).toMatchObject({
      name: "1879db59-3bdf-4490-ad68-ab880a269474updatedDisplayName",
      status: "active",
      members: 1,
    });
    expect(await member(ids.get("user") ?? "")).toMatchObject({ status: "active", billed: { currentMonth: true } });
    const excluded = await server.operator.request(
      "GET",
      `${base}/Groups/${ids.get("group")}?excludedAttributes=members`,
    );
    expect(excluded.body).not.toHaveProperty("members");
  });

  test.each([
    ["as it does without the flag", removeMember],
    ["as it does with the flag", removeMemberFlagged],
  ])("remove a member %s", async (_, body) => {
    const ids = await replay(server, [
      createUser,
      ...groups,
      { what: "remove member", request: "PATCH /Groups/{group}", body, status: 204 },
      { what: "again", request: "PATCH /Groups/{group}", body, status: 204 },
    ]);
    expect(await team(ids.get("group") ?? "")).toMatchObject({ members: 0 });
  });

  test.each([
    ["as published", disable],
    ["without the flag, as a word", { ...disable, body: patchOf({ op: "Replace", path: "active", value: "False" }) }],
    ["with the flag", { ...disable, body: patchOf({ op: "replace", path: "active", value: false }) }],
    ["in a value without a path", { ...disable, body: patchOf({ op: "Replace", value: { active: "False" } }) }],
  ])("disable a user, %s, enable and delete", async (_, step) => {
    const steps = [createUser, ...groups, step];
    const ids = await replay(server, steps);
    const id = ids.get("user") ?? "";
    expect(await member(id)).toMatchObject({ status: "removed", teams: [] });
    expect(await server.operator.get(`/v1/workspaces/acme/access/${id}`)).toMatchObject({ access: false });
    const found = `GET /Users?filter=userName eq "${userName}"` as const;
    await replay(server, [
      { what: "still found", request: found, status: 200, answer: { totalResults: 1, Resources: [{ active: false }] } },
      {
        what: "enable",
        request: `PATCH /Users/${id}`,
        body: patchOf({ op: "Replace", path: "active", value: "True" }),
        status: 200,
        answer: { active: true, groups: [] },
      },
      { what: "delete user", request: `DELETE /Users/${id}`, status: 204 },
      { what: "gone", request: `GET /Users/${id}`, status: 404 },
      { what: "not found", request: found, status: 200, answer: { totalResults: 0, Resources: [] } },
      { what: "deleted again", request: `DELETE /Users/${id}`, status: 404 },
    ]);
    expect(await member(id)).toMatchObject({ status: "removed" });
  });

  test("delete a group, and create it again", async () => {
    const ids = await replay(server, [
      createUser,
      ...groups,
      { what: "delete group", request: "DELETE /Groups/{group}", status: 204 },
      { what: "gone", request: "GET /Groups/{group}", status: 404 },
    ]);
    const id = ids.get("group") ?? "";
    expect(await team(id)).toMatchObject({ status: "archived" });
    await replay(server, groups.slice(0, 1));
    expect(await team(id)).toMatchObject({ status: "active", members: 0, name: "displayName" });
  });

  test.each([
    [
      "without the flag",
      patchOf(
        { op: "Replace", path: "displayName", value: "Pvlo" },
        { op: "Replace", path: 'emails[type eq "work"].value', value: "TestBcwqnm@test.microsoft.com" },
        { op: "Replace", path: "name.givenName", value: "Gtfd" },
        { op: "Replace", path: "name.familyName", value: "Pkqf" },
        { op: "Replace", path: "externalId", value: "Eqpj" },
        { op: "Replace", path: `${enterpriseUrn}:employeeNumber`, value: "Eqpj" },
      ),
      {
        displayName: "Pvlo",
        externalId: "Eqpj",
        name: { givenName: "Gtfd", familyName: "Pkqf" },
        emails: [{ value: "TestBcwqnm@test.microsoft.com" }],
      },
    ],
    [
      "with the flag",
      patchOf(
        { op: "replace", path: 'emails[type eq "work"].value', value: "TestMhvaes@test.microsoft.com" },
        {
          op: "replace",
          value: {
            displayName: "Bjfe",
            "name.givenName": "Kkom",
            "name.familyName": "Unua",
            [`${enterpriseUrn}:employeeNumber`]: "Aklq",
          },
        },
      ),
      {
        displayName: "Bjfe",
        name: { givenName: "Kkom", familyName: "Unua" },
        emails: [{ value: "TestMhvaes@test.microsoft.com" }],
      },
    ],
    ["an attribute that there is no place for", patchOf({ op: "Add", path: "nickName", value: "Babs" }), { userName }],
  ])("replace several attributes, %s", async (_, body, answer) => {
    const patch: Step = { what: "replace", request: "PATCH /Users/{user}", body, status: 200, answer };
    const ids = await replay(server, [createUser, patch]);
    const { version } = await server.operator.get<{ version: number }>("/v1/workspaces/acme");
    // What was read back is sent again, and changes nothing.
    await replay(server, [{ ...patch, request: `PATCH /Users/${ids.get("user") ?? ""}` }]);
    expect(await server.operator.get("/v1/workspaces/acme")).toMatchObject({ version });
  });

  test("discover the schemas", async () => {
    await replay(server, [
      {
        what: "discover schema",
        request: "GET /Schemas",
        status: 200,
        answer: { schemas: [listUrn], totalResults: 2, Resources: [{ id: userUrn }, { id: groupUrn }] },
      },
    ]);
  });
});
