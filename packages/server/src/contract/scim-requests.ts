import * as v from "valibot";

// SCIM asks that what is not known is passed over, and that upper and lower case are the same in names: see `scim/`.

export const user = v.looseObject({
  schemas: v.exactOptional(v.array(v.string())),
  userName: v.exactOptional(v.string()),
  externalId: v.exactOptional(v.string()),
  displayName: v.exactOptional(v.string()),
  name: v.exactOptional(
    v.looseObject({
      formatted: v.exactOptional(v.string()),
      givenName: v.exactOptional(v.string()),
      familyName: v.exactOptional(v.string()),
    }),
  ),
  emails: v.exactOptional(
    v.array(
      v.looseObject({
        value: v.string(),
        type: v.exactOptional(v.string()),
        primary: v.exactOptional(v.boolean()),
      }),
    ),
  ),
  roles: v.exactOptional(v.array(v.looseObject({ value: v.string() }))),
  active: v.exactOptional(v.boolean()),
});

export const group = v.looseObject({
  schemas: v.exactOptional(v.array(v.string())),
  displayName: v.string(),
  externalId: v.exactOptional(v.string()),
  members: v.exactOptional(v.array(v.looseObject({ value: v.string() }))),
});

export const patch = v.looseObject({
  schemas: v.array(v.string()),
  Operations: v.array(
    v.looseObject({
      op: v.picklist(["add", "replace", "remove"]),
      path: v.exactOptional(v.string()),
      value: v.exactOptional(v.unknown()),
    }),
  ),
});

export const search = v.looseObject({
  schemas: v.exactOptional(v.array(v.string())),
  filter: v.exactOptional(v.string()),
  attributes: v.exactOptional(v.array(v.string())),
  excludedAttributes: v.exactOptional(v.array(v.string())),
  startIndex: v.exactOptional(v.number()),
  count: v.exactOptional(v.number()),
});
