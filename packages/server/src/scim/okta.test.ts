import { beforeEach, describe, expect, test } from "vitest";
import type { Member, Team } from "../contract/types.ts";
import { TestServer, workspaceBody } from "../test/test-server.ts";
import { base, replay, type Step } from "./test/replay.ts";

// The requests that Okta publishes: https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20 (the protocol reference), and
// https://github.com/oktadev/okta-scim-beta/blob/master/SCIM_tests_for_Runscope.json (its specification test).

const userUrn = "urn:ietf:params:scim:schemas:core:2.0:User";
const groupUrn = "urn:ietf:params:scim:schemas:core:2.0:Group";
const listUrn = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const errorUrn = "urn:ietf:params:scim:api:messages:2.0:Error";
const patchOf = (...Operations: object[]) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations,
});

const profile = {
  schemas: [userUrn],
  userName: "test.user@okta.local",
  name: { givenName: "Test", familyName: "User" },
  emails: [{ primary: true, value: "test.user@okta.local", type: "work" }],
  displayName: "Test User",
  locale: "en-US",
  externalId: "00ujl29u0le5T6Aj10h7",
  groups: [],
  password: "1mz050nq",
  active: true,
};

const create: Step = {
  what: "create the user",
  request: "POST /Users",
  body: profile,
  status: 201,
  answer: {
    schemas: [userUrn],
    userName: "test.user@okta.local",
    name: { givenName: "Test", familyName: "User" },
    emails: [{ primary: true, value: "test.user@okta.local", type: "work" }],
    displayName: "Test User",
    externalId: "00ujl29u0le5T6Aj10h7",
    active: true,
    groups: [],
    meta: { resourceType: "User" },
  },
  keeps: "user",
};

const second: Step = {
  what: "create another user",
  request: "POST /Users",
  body: { ...profile, userName: "second@okta.local", externalId: "00u2", emails: [{ value: "second@okta.local" }] },
  status: 201,
  keeps: "second",
};

/** As Okta sends it on: what it read, with what was changed. */
const changed = {
  schemas: [userUrn],
  id: "{user}",
  userName: "test.user@okta.local",
  externalId: "00ujl29u0le5T6Aj10h7",
  name: { givenName: "Another", middleName: "Excited", familyName: "User" },
  emails: [{ primary: true, value: "test.user@okta.local", type: "work", display: "test.user@okta.local" }],
  active: true,
  groups: [],
  meta: { resourceType: "User" },
};

const users: Step[] = [
  {
    what: "test API credentials",
    request: "GET /Users?startIndex=1&count=2",
    status: 200,
    answer: { schemas: [listUrn], itemsPerPage: 0, startIndex: 1, totalResults: 0 },
  },
  {
    what: "verify the application",
    request: "GET /Groups?count=100&startIndex=1",
    status: 200,
    answer: { schemas: [listUrn], startIndex: 1, totalResults: 0 },
  },
  {
    what: "determine if the user already exists",
    request: 'GET /Users?filter=userName eq "test.user@okta.local"&startIndex=1&count=100',
    status: 200,
    answer: { schemas: [listUrn], totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] },
  },
  {
    what: "check the error schema",
    request: "GET /Users/f3d1e6bb4ed1f0bcb4a1cd0ce9c2f5e2",
    status: 404,
    answer: { schemas: [errorUrn], status: "404" },
  },
  create,
  {
    what: "create a user who exists",
    request: "POST /Users",
    body: profile,
    status: 409,
    answer: { schemas: [errorUrn], status: "409", scimType: "uniqueness" },
  },
  {
    what: "retrieve users",
    request: "GET /Users?startIndex=1&count=100",
    status: 200,
    answer: { totalResults: 1, itemsPerPage: 1, Resources: [{ id: "{user}" }] },
  },
  { what: "retrieve the user", request: "GET /Users/{user}", status: 200, answer: { id: "{user}", active: true } },
  {
    what: "update the user",
    request: "PUT /Users/{user}",
    body: changed,
    status: 200,
    answer: { id: "{user}", name: { givenName: "Another", familyName: "User" }, active: true },
  },
];

const deactivations: [what: string, step: Step][] = [
  [
    "by PATCH",
    {
      what: "deactivate",
      request: "PATCH /Users/{user}",
      body: patchOf({ op: "replace", value: { active: false } }),
      status: 200,
      answer: { id: "{user}", active: false },
    },
  ],
  [
    "by PUT",
    {
      what: "deactivate",
      request: "PUT /Users/{user}",
      body: { ...changed, active: false },
      status: 200,
      answer: { id: "{user}", active: false },
    },
  ],
];

const pushed: Step[] = [
  {
    what: "create the group",
    request: "POST /Groups",
    body: { schemas: [groupUrn], displayName: "Test SCIMv2", members: [] },
    status: 201,
    answer: { schemas: [groupUrn], displayName: "Test SCIMv2", members: [], meta: { resourceType: "Group" } },
    keeps: "group",
  },
  {
    what: "retrieve groups",
    request: "GET /Groups?startIndex=1&count=100",
    status: 200,
    answer: { totalResults: 1, Resources: [{ id: "{group}", displayName: "Test SCIMv2" }] },
  },
  {
    what: "update the name",
    request: "PATCH /Groups/{group}",
    body: patchOf({ op: "replace", value: { id: "{group}", displayName: "Test SCIMv20" } }),
    status: 204,
  },
  {
    what: "full push of the membership",
    request: "PATCH /Groups/{group}",
    body: patchOf({
      op: "replace",
      path: "members",
      value: [
        { value: "{user}", display: "test.user@okta.local" },
        { value: "{second}", display: "second@okta.local" },
      ],
    }),
    status: 204,
  },
  {
    what: "retrieve the group",
    request: "GET /Groups/{group}",
    status: 200,
    answer: { displayName: "Test SCIMv20", members: [{ value: "{user}" }, { value: "{second}" }] },
  },
  {
    what: "update the membership",
    request: "PATCH /Groups/{group}",
    body: patchOf(
      { op: "remove", path: 'members[value eq "{second}"]' },
      { op: "add", path: "members", value: [{ value: "{user}", display: "test.user@okta.local" }] },
    ),
    status: 204,
  },
];

let server: TestServer;
const member = (id = "") => server.operator.get<Member>(`/v1/workspaces/acme/members/${id}`);
const teams = () => server.operator.all<Team>("/v1/workspaces/acme/teams");

beforeEach(async () => {
  server = new TestServer();
  await server.operator.put("/v1/workspaces/acme", { ...workspaceBody, licenseModel: "user" });
});

describe("what Okta sends", () => {
  test("create, retrieve and update users", async () => {
    const ids = await replay(server, users);
    expect(await member(ids.get("user"))).toMatchObject({ name: "Another User", email: "test.user@okta.local" });
    expect(ids.get("user")).toBe("00ujl29u0le5T6Aj10h7");
  });

  test.each(deactivations)("deactivate and reactivate a user %s", async (_, deactivate) => {
    const reactivate: Step = {
      ...deactivate,
      what: "reactivate",
      ...(deactivate.request.startsWith("PUT")
        ? { body: changed }
        : { body: patchOf({ op: "replace", value: { active: true } }) }),
      answer: { id: "{user}", active: true },
    };
    const ids = await replay(server, [...users, deactivate, { ...deactivate, what: "again" }]);
    expect(await member(ids.get("user"))).toMatchObject({ status: "removed" });
    await server.operator.get(`/v1/workspaces/acme/access/${ids.get("user")}`);
    const withId = JSON.parse(JSON.stringify(reactivate).replaceAll("{user}", ids.get("user") ?? ""));
    await replay(server, [withId]);
    expect(await member(ids.get("user"))).toMatchObject({ status: "inactive" });
  });

  test("push a group: name, members, one by one and all of them", async () => {
    const ids = await replay(server, [create, second, ...pushed]);
    expect(await teams()).toMatchObject([{ id: ids.get("group"), name: "Test SCIMv20", members: 1, status: "active" }]);
    expect(await member(ids.get("user"))).toMatchObject({ status: "active", teams: [{ name: "Test SCIMv20" }] });
  });

  test("push a group by PUT, as custom app integrations do", async () => {
    const ids = await replay(server, [
      create,
      second,
      ...pushed.slice(0, 1),
      {
        what: "replace the group",
        request: "PUT /Groups/{group}",
        body: {
          schemas: [groupUrn],
          id: "{group}",
          displayName: "Renamed",
          members: [{ value: "{second}", display: "second@okta.local" }],
        },
        status: 200,
        answer: { displayName: "Renamed", members: [{ value: "{second}" }] },
      },
    ]);
    expect(await teams()).toMatchObject([{ id: ids.get("group"), name: "Renamed", members: 1 }]);
  });

  test("unlink a pushed group, and push it again", async () => {
    const ids = await replay(server, [
      create,
      second,
      ...pushed,
      {
        what: "rename back",
        request: "PATCH /Groups/{group}",
        body: patchOf({ op: "replace", value: { displayName: "Test SCIMv2" } }),
        status: 204,
      },
      { what: "delete", request: "DELETE /Groups/{group}", status: 204 },
    ]);
    expect(await teams()).toMatchObject([{ id: ids.get("group"), status: "archived" }]);
    const again = await replay(server, pushed.slice(0, 1));
    // Okta gives groups no id of its own: the name says that it is the same.
    expect(again.get("group")).toBe(ids.get("group"));
    expect(await teams()).toMatchObject([{ id: ids.get("group"), status: "active", members: 0 }]);
  });

  test("read a group's other details without its members", async () => {
    const ids = await replay(server, [create, second, ...pushed]);
    const { body } = await server.operator.request("GET", `${base}/Groups/${ids.get("group")}?attributes=displayName`);
    expect(body).toEqual({ schemas: [groupUrn], id: ids.get("group"), displayName: "Test SCIMv20" });
  });
});
