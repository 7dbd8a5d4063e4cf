import { groupSchema } from "./group.ts";
import { listSchema, mostResults } from "./list.ts";
import { userSchema } from "./user.ts";

// What SCIM says of itself. Source: RFC 7643, sections 5 to 8.

type Attribute = { name: string; description: string; type?: string; subAttributes?: Attribute[] } & Partial<
  typeof plain
>;

const plain = {
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: "readWrite",
  returned: "default",
  uniqueness: "none",
};

const attribute = ({ name, description, type = "string", subAttributes, ...other }: Attribute): object => ({
  name,
  type,
  description,
  ...plain,
  ...other,
  ...(subAttributes && { subAttributes: subAttributes.map(attribute) }),
});

const value = (description: string): Attribute => ({ name: "value", description });
const reference: Attribute[] = [
  { ...value("The id of it."), mutability: "immutable", caseExact: true },
  { name: "display", description: "The name of it.", mutability: "readOnly" },
  { name: "type", description: "What it is.", mutability: "readOnly" },
  { name: "$ref", description: "Where it is.", type: "reference", mutability: "readOnly", caseExact: true },
];
const externalId: Attribute = {
  name: "externalId",
  description: "The provider's id. Where it is free, it becomes the id.",
  caseExact: true,
};

const userAttributes: Attribute[] = [
  {
    name: "userName",
    description: "By which the provider finds the user. Unique in the workspace.",
    required: true,
    uniqueness: "server",
  },
  externalId,
  { name: "displayName", description: "The member's name. Without it, it is made of `name`." },
  {
    name: "name",
    description: "The parts of the name.",
    type: "complex",
    subAttributes: [
      { name: "formatted", description: "The whole name." },
      { name: "givenName", description: "The given name." },
      { name: "familyName", description: "The family name." },
    ],
  },
  {
    name: "emails",
    description: "The member's address: the primary one, else the one of type work, else the first.",
    type: "complex",
    multiValued: true,
    subAttributes: [
      value("The address."),
      { name: "type", description: "Answered as work." },
      { name: "primary", description: "Answered as true.", type: "boolean" },
    ],
  },
  { name: "active", description: "False removes the member, true restores or adds again.", type: "boolean" },
  {
    name: "roles",
    description: "The member's role: the highest of owner, admin and member that is listed.",
    type: "complex",
    multiValued: true,
    subAttributes: [
      value("owner, admin or member."),
      { name: "primary", description: "Answered as true.", type: "boolean" },
    ],
  },
  {
    name: "groups",
    description: "The teams that the member is in. Changed with the groups.",
    type: "complex",
    multiValued: true,
    mutability: "readOnly",
    subAttributes: reference.map((each) => ({ ...each, mutability: "readOnly" })),
  },
];

const groupAttributes: Attribute[] = [
  { name: "displayName", description: "The team's name.", required: true },
  externalId,
  {
    name: "members",
    description: "Who is in the team.",
    type: "complex",
    multiValued: true,
    subAttributes: reference,
  },
];

const schemaSchema = "urn:ietf:params:scim:schemas:core:2.0:Schema";
const typeSchema = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

/** @param base the address that SCIM's begin with. */
export function schemasAt(base: string) {
  return [
    { id: userSchema, name: "User", description: "A member of the workspace", attributes: userAttributes },
    { id: groupSchema, name: "Group", description: "A team of the workspace", attributes: groupAttributes },
  ].map(({ attributes, ...schema }) => ({
    schemas: [schemaSchema],
    ...schema,
    attributes: attributes.map(attribute),
    meta: { resourceType: "Schema", location: `${base}/Schemas/${schema.id}` },
  }));
}

export function resourceTypesAt(base: string) {
  return [
    { id: "User", name: "User", endpoint: "/Users", description: "A member of the workspace", schema: userSchema },
    { id: "Group", name: "Group", endpoint: "/Groups", description: "A team of the workspace", schema: groupSchema },
  ].map((type) => ({
    schemas: [typeSchema],
    ...type,
    meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${type.id}` },
  }));
}

export function providerConfigAt(base: string) {
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: mostResults },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "API key",
        description: "An API key of this server, sent as a bearer token.",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
  };
}

export function toList(resources: object[]) {
  return {
    schemas: [listSchema],
    totalResults: resources.length,
    startIndex: 1,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
