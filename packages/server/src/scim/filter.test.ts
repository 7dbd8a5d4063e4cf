import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demanded, matches, matchesInSteps, parseFilter } from "./filter.ts";
import { atOnce } from "./steps.ts";

const user = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  id: "2819c223",
  userName: "bjensen",
  externalId: "bJ",
  name: { familyName: "O'Malley", givenName: "Barbara" },
  title: "Tour Guide",
  userType: "Employee",
  active: true,
  emails: [
    { value: "bjensen@example.com", type: "work", primary: true },
    { value: "babs@jensen.org", type: "home" },
  ],
  ims: [{ type: "xmpp", value: "babs@foo.com" }],
  groups: [{ value: "g-One" }],
  meta: { resourceType: "User", lastModified: "2011-05-13T04:42:34.000Z", version: '"3"' },
};

describe("filters", () => {
  // RFC 7644, section 3.4.2.2, figure 2; then what else its table of operators tells.
  test.each([
    ['userName eq "bjensen"', true],
    ['userName Eq "BJensen"', true],
    ['name.familyName co "O\'Malley"', true],
    ['userName sw "J"', false],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "B"', true],
    ["title pr", true],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', false],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', true],
    ['meta.lastModified lt "2011-05-13T06:42:35+02:00"', true],
    ['meta.lastModified le "2011-05-13T06:42:34+02:00"', true],
    ['title pr and userType eq "Employee"', true],
    ['title pr or userType eq "Intern"', true],
    ['schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"', true],
    ['userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', true],
    ['userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', false],
    ['userType eq "Employee" and (emails.type eq "work")', true],
    ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', true],
    ['emails[type eq "home" and value co "@example.com"]', false],
    ['emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]', true],
    ['userName ew "SEN"', true],
    ["nickName pr", false],
    ["not (nickName pr)", true],
    ['nickName ne "babs"', true],
    ['userName ne "bjensen"', false],
    ["nickName eq null", true],
    ["active eq true", true],
    ["active eq false", false],
    ['active eq "true"', false],
    ['externalId eq "bj"', false],
    ['externalId eq "bJ"', true],
    ['groups.value eq "g-one"', false],
    ['groups eq "g-One"', true],
    ['groups[value eq "G-One"]', false],
    ['id eq "2819C223"', false],
    ['meta.version eq "\\"3\\""', true],
    ["constructor pr or __proto__ pr or userName.length pr", false],
  ])("%s", (text, expected) => {
    expect(matches(parseFilter(text), user)).toBe(expected);
  });

  test.each([
    "",
    "userName",
    "userName eq",
    "userName eq bjensen",
    'userName xx "a"',
    '(userName eq "a"',
    'userName eq "a" and',
    "emails[type eq",
    "(".repeat(1000),
    "not ".repeat(400),
    Array.from({ length: 21 }, () => "id pr").join(" or "),
    `userName eq "${"a".repeat(2000)}"`,
  ])("%# that cannot be read is refused: %s", (text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ scimType: "invalidFilter" }));
  });

  test.each([
    ['userName eq "a"', "a"],
    ['active eq true and userName eq "a"', "a"],
    ['userName eq "a" or active eq true', undefined],
    ['not (userName eq "a")', undefined],
    ['userName sw "a"', undefined],
    ['emails[userName eq "a"]', undefined],
  ])("%s demands %s", (text, expected) => {
    expect(demanded(parseFilter(text), "userName")).toBe(expected);
  });
});

describe("filters on a long list", () => {
  const leaf = fc
    .tuple(
      fc.constantFrom("members", "members.value", "members.display", "displayName", "members.absent"),
      fc.constantFrom('eq "m7"', 'eq "m9999"', 'ne "m7"', 'ne "m9999"', 'co "m1"', "eq null", "pr", 'gt "m98"'),
    )
    .map((words) => words.join(" "));
  const filter = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      leaf,
      leaf.map((inner) => `members[${inner.replace("members.", "").replace("members", "value")}]`),
      tie("any").map((inner) => `not (${inner})`),
      fc.tuple(tie("any"), fc.constantFrom("and", "or"), tie("any")).map(([a, word, b]) => `(${a}) ${word} (${b})`),
    ),
  })).any;

  test("find in steps what they find at once", () => {
    fc.assert(
      fc.property(filter, fc.constantFrom(0, 1, 99, 100, 101, 350), (text, count) => {
        const members = Array.from({ length: count }, (_, index) => ({
          value: `m${index}`,
          ...(index > 150 && { display: `m${index % 10}` }),
        }));
        const group = { displayName: "m7", members };
        const parsed = parseFilter(text);
        expect(atOnce(matchesInSteps(parsed, group, "members"))).toBe(matches(parsed, group));
      }),
      { numRuns: 1000 },
    );
  });

  test("are looked through some at a time, and no further than is needed", () => {
    const group = { members: Array.from({ length: 1000 }, (_, index) => ({ value: `m${index}` })) };
    const steps = (text: string) => Array.from(matchesInSteps(parseFilter(text), group, "members"));
    expect(steps('members.value eq "x"')).toEqual(Array.from({ length: 10 }, () => 100));
    expect(steps('members[value eq "m150" or value eq "x"]')).toEqual([200, 200]);
    expect(steps('displayName eq "x"')).toEqual([100]);
  });
});
