import * as v from "valibot";
import { count } from "./fields.ts";
import { memberRole } from "./values.ts";

/** ISO 8601 in UTC. */
const instant = v.string();

const meta = v.object({
  resourceType: v.picklist(["User", "Group"]),
  created: instant,
  lastModified: instant,
  location: v.string(),
  version: v.string(),
});
const reference = v.object({
  value: v.optional(v.string()),
  display: v.optional(v.string()),
  type: v.optional(v.string()),
  $ref: v.optional(v.string()),
});

/** RFC 7643. What is left out was not given, or not asked for. */
export const user = v.object({
  schemas: v.array(v.string()),
  id: v.string(),
  externalId: v.optional(v.string()),
  userName: v.optional(v.string()),
  displayName: v.optional(v.string()),
  name: v.optional(
    v.object({
      formatted: v.optional(v.string()),
      givenName: v.optional(v.string()),
      familyName: v.optional(v.string()),
    }),
  ),
  emails: v.optional(
    v.array(
      v.object({
        value: v.optional(v.string()),
        type: v.optional(v.string()),
        primary: v.optional(v.boolean()),
      }),
    ),
  ),
  roles: v.optional(v.array(v.object({ value: v.optional(memberRole), primary: v.optional(v.boolean()) }))),
  active: v.optional(v.boolean()),
  groups: v.optional(v.array(reference)),
  meta: v.optional(v.partial(meta)),
});

export const group = v.object({
  schemas: v.array(v.string()),
  id: v.string(),
  externalId: v.optional(v.string()),
  displayName: v.optional(v.string()),
  members: v.optional(v.array(reference)),
  meta: v.optional(v.partial(meta)),
});

const page = <T extends v.GenericSchema>(resource: T) =>
  v.object({
    schemas: v.array(v.string()),
    totalResults: count,
    startIndex: count,
    itemsPerPage: count,
    Resources: v.array(resource),
  });

export const users = page(user);
export const groups = page(group);
/** Users first, then groups. */
export const resources = page(v.union([user, group]));
/** What SCIM says of itself; RFC 7643, sections 5 to 7, tell what is in it. */
export const description = v.looseObject({ schemas: v.array(v.string()) });
export const descriptions = page(description);

/** RFC 7644, section 3.12. */
export const error = v.object({
  schemas: v.array(v.string()),
  status: v.string(),
  scimType: v.optional(v.string()),
  detail: v.string(),
});
