import { describe, expect, test } from "vitest";
import { demanded, matches, parseFilter } from "./filter.ts";

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
