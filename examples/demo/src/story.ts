import { Chronicle, type Customer, type Step } from "./chronicle.ts";
import { colleaguesOf, Crowd } from "./crowd.ts";
import type { SeatbookApi, SessionRole } from "./seatbook-api.ts";

/** A workspace of the demo, and who signs in to it in which role. */
export type DemoWorkspace = {
  id: string;
  name: string;
  timeZone: string;
  signsIn: Record<SessionRole, { id: string; name: string }>;
};

/** The months told, and closed, before the running one; each by how many months it was ago, oldest first. */
const closedMonths = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

const lindenhof: DemoWorkspace = {
  id: "lindenhof",
  name: "Lindenhof Werke GmbH",
  timeZone: "Europe/Berlin",
  signsIn: {
    admin: { id: "u-tran", name: "Kim Tran" },
    billing: { id: "u-nair", name: "Priya Nair" },
    viewer: { id: "u-rivera", name: "Tomás Rivera" },
  },
};

const mapleHarbor: DemoWorkspace = {
  id: "maple-harbor",
  name: "Maple Harbor Studio",
  timeZone: "America/Toronto",
  signsIn: {
    admin: { id: "u-tremblay", name: "Noah Tremblay" },
    billing: { id: "u-laurier", name: "Grace Laurier" },
    viewer: { id: "u-cruz", name: "Mateo Cruz" },
  },
};

const atelierGaronne: DemoWorkspace = {
  id: "atelier-garonne",
  name: "Atelier Garonne SARL",
  timeZone: "Europe/Paris",
  signsIn: {
    admin: { id: "u-mercier", name: "Julien Mercier" },
    billing: { id: "u-benali", name: "Nadia Benali" },
    viewer: { id: "u-garnier", name: "Théo Garnier" },
  },
};

/** Plays a year of three companies over HTTP, on the demo clock, up to `now` (epoch ms, between 08:00 and 20:00 UTC: then
 *  it is the same day for all, and what the first day of a month begins with is done). The same `now` gives the same
 *  history; any day gives the same numbers. */
export async function playStory(api: SeatbookApi, now: number): Promise<DemoWorkspace[]> {
  const steps = [tellLindenhof, tellMapleHarbor, tellAtelierGaronne].flatMap((tell) => tell(now));
  for (const { at, run } of steps.toSorted((a, b) => a.at - b.at)) {
    // One after the other: it is a story.
    await setClock(api, at);
    await run(api);
  }
  await setClock(api, now);
  return [lindenhof, mapleHarbor, atelierGaronne];
}

/** @param now epoch ms. */
export async function setClock(api: SeatbookApi, now: number): Promise<void> {
  await api.send("PUT", "/v1/demo/clock", { now: new Date(now).toISOString() });
}

/** 128 people by user license: 116 in 14 active teams, 12 inactive; 3 teams archived, 7 people removed. Of the running
 *  month's 121 licenses 5 end with it, through the end of the trade fair (4) and a removal. */
function tellLindenhof(now: number): Step[] {
  const domain = "lindenhof.example";
  const colleague = colleaguesOf(domain);
  const mara = colleague("u-kovac", "Mara Kovač", "owner");
  const kim = colleague("u-tran", "Kim Tran", "admin");
  const luca = colleague("u-moretti", "Luca Moretti", "admin", "operations");
  const named = [
    mara,
    kim,
    luca,
    colleague("u-nair", "Priya Nair", "member", "finance"),
    colleague("u-rivera", "Tomás Rivera", "member", "design"),
  ];
  const crowd = new Crowd(2026, domain, named, {
    engineering: 26,
    sales: 22,
    support: 14,
    marketing: 12,
    platform: 10,
    product: 9,
    operations: 9,
    design: 8,
    data: 7,
    finance: 6,
    people: 5,
    onboarding: 5,
    legal: 3,
  });
  const migrators = crowd.newcomers(5, "migration");
  const pilots = crowd.newcomers(4, "retail-pilot");
  const lent = crowd.newcomers(3);
  const leavers = crowd.newcomers(2, "support");
  const analysts = crowd.newcomers(3, "data");
  const staff = crowd.newcomers(46);
  const customer: Customer = {
    name: lindenhof.name,
    address: { line1: "Alte Werkstraße 3", postalCode: "12459", city: "Berlin", country: "DE" },
    vatId: "DE999999999",
    language: "de",
  };
  const [firstMailbox, secondMailbox] = [`rechnungen@${domain}`, `buchhaltung@${domain}`];

  const story = new Chronicle(lindenhof, now);
  story.on(12, 2).begin({
    // Before 1 March 2023, hence by user license.
    contractStart: "2021-09-01",
    price: {
      currency: "EUR",
      tierMode: "graduated",
      tiers: [
        { upTo: 50, unitMinor: 1500 },
        { upTo: 100, unitMinor: 1200 },
        { upTo: null, unitMinor: 900 },
      ],
    },
    tax: { treatment: "standard", ratePercent: 19 },
    customer,
    mailbox: [firstMailbox],
    teams: [
      { id: "engineering", name: "Engineering" },
      { id: "sales", name: "Sales" },
      { id: "support", name: "Support" },
      { id: "marketing", name: "Marketing" },
      { id: "platform", name: "Platform" },
      { id: "product", name: "Product" },
      { id: "operations", name: "Operations" },
      { id: "design", name: "Design" },
      { id: "data", name: "Data" },
      { id: "finance", name: "Finance" },
      { id: "people", name: "People & Culture" },
      { id: "onboarding", name: "Onboarding" },
      { id: "legal", name: "Legal" },
    ],
    members: [...named, ...lent, ...leavers, ...analysts, ...staff],
  });

  // The company grows, by a project and a pilot among others.
  for (const [month, count] of [
    [11, 5],
    [10, 7],
    [9, 4],
    [8, 9],
    [7, 6],
    [6, 6],
  ] as const) {
    const hired = crowd.newcomers(count);
    hired.forEach((newcomer, index) => story.on(month, 3 + 2 * index).join(newcomer));
    staff.push(...hired);
  }
  story.on(10, 4).found("migration", "Data Migration");
  for (const migrator of migrators) story.on(10, 5).join(migrator);
  story.on(8, 11).found("retail-pilot", "Retail Pilot");
  for (const pilot of pilots) story.on(8, 12).join(pilot);
  for (const helper of lent) story.on(8, 13).move(helper, [...helper.teams, "retail-pilot"]);
  for (const month of [5, 4, 3, 2]) {
    crowd.newcomers(5).forEach((newcomer, index) => story.on(month, 3 + 5 * index).join(newcomer));
    for (const day of [10, 22]) story.on(month, day).move(crowd.pick(staff), [crowd.team()]);
  }
  story.on(5, 19).archive("migration", kim);
  story.on(4, 8).archive("onboarding", luca);
  story.on(4, 21).unarchive("onboarding", luca);
  story.on(3, 14).removeInactive(kim);
  for (const returner of migrators.slice(0, 1)) {
    story.on(3, 16).restore(returner, kim);
    story.on(3, 17).move(returner, ["support"]);
  }
  story.on(3, 24).archive("retail-pilot", luca);
  story.on(2, 3).found("customer-insights", "Customer Insights");
  for (const analyst of analysts) story.on(2, 4).move(analyst, ["data", "customer-insights"]);
  leavers.forEach((leaver, index) => story.on(2, 9 + 11 * index).move(leaver, []));

  story.on(1, 5).found("trade-fair", "Trade Fair Hannover");
  for (const temp of crowd.newcomers(4, "trade-fair")) story.on(1, 6).join(temp);
  for (const colleagueLent of lent.slice(0, 2)) {
    story.on(1, 7).move(colleagueLent, [...colleagueLent.teams, "trade-fair"]);
  }
  for (const newcomer of crowd.newcomers(1)) story.on(1, 15).join(newcomer);
  story.on(1, 12).remove(crowd.takeOut(staff), kim);
  story.on(1, 26).remove(crowd.takeOut(staff), luca);

  crowd.newcomers(5).forEach((newcomer, index) => story.lately(0.1 + 0.15 * index).join(newcomer));
  story.lately(0.35).remove(crowd.takeOut(staff), kim);
  story.lately(0.55).archive("trade-fair", kim);
  story.lately(0.8).move(crowd.pick(staff), [crowd.team()]);

  story.close(closedMonths);
  story.on(11, 18).pay(12).on(10, 15).pay(11).on(9, 21).pay(10);
  // They had moved, and the invoice still went to the old address.
  const moved = { ...customer, address: { ...customer.address, line1: "Am Lindenhof 12", postalCode: "10119" } };
  story.on(8, 5).changeBillingDetails(moved, luca);
  story.on(8, 6).invoiceAnew(9, "Falsche Anschrift: Lindenhof Werke war bereits umgezogen.");
  story.on(8, 20).pay(9).on(7, 17).pay(8);
  // Due on the first days of the month in which it is paid.
  story.on(5, 12).pay(7);
  // The mailbox is full, and so they take another one.
  story.on(5, 1).bounce(6, `552 5.2.2 <${firstMailbox}>: The mailbox is full.`);
  story.on(5, 2).sendAgain(6, luca);
  story.on(5, 6).askForMailbox([secondMailbox], luca);
  story.on(5, 7).confirmMailbox(secondMailbox);
  story.on(5, 19).pay(6).on(4, 16).pay(5).on(3, 20).pay(4).on(2, 15).pay(3).on(1, 18).pay(2);
  story.minutesAgo(160).askForMailbox([secondMailbox, `einkauf@${domain}`], kim);
  return story.steps;
}

/** A studio by team license: 10 active teams, one of them without members, and 2 archived; 11 licenses in the running month
 *  and 10 in the next. 40 people, 3 of them inactive. */
function tellMapleHarbor(now: number): Step[] {
  const domain = "mapleharbor.example";
  const colleague = colleaguesOf(domain);
  const noah = colleague("u-tremblay", "Noah Tremblay", "admin", "accounts");
  const named = [
    colleague("u-bello", "Aisha Bello", "owner"),
    noah,
    colleague("u-laurier", "Grace Laurier", "member", "finance"),
    colleague("u-cruz", "Mateo Cruz", "member", "motion"),
  ];
  const crowd = new Crowd(49, domain, named, { web: 7, brand: 6, motion: 5, print: 4, accounts: 4, finance: 1 });
  const campaigners = crowd.newcomers(2, "ferry-campaign");
  const launchers = crowd.newcomers(3);
  const podcasters = crowd.newcomers(3);
  const staff = crowd.newcomers(12);

  const story = new Chronicle(mapleHarbor, now);
  story.on(12, 2).begin({
    contractStart: "2024-02-01",
    price: { currency: "CAD", unitMinor: 12_900 },
    tax: { treatment: "outside-eu" },
    customer: {
      name: mapleHarbor.name,
      address: { line1: "88 Harbour Street", postalCode: "M5J 0C3", city: "Toronto", country: "CA" },
      language: "en",
    },
    teams: [
      { id: "web", name: "Web" },
      { id: "brand", name: "Brand" },
      { id: "motion", name: "Motion" },
      { id: "print", name: "Print" },
      { id: "accounts", name: "Accounts" },
      { id: "finance", name: "Finance" },
    ],
    members: [...named, ...launchers, ...podcasters, ...staff],
  });
  for (const month of [11, 9, 8, 7, 6]) for (const newcomer of crowd.newcomers(1)) story.on(month, 9).join(newcomer);
  story.on(10, 4).found("research", "Research");
  for (const researcher of crowd.newcomers(3, "research")) story.on(10, 5).join(researcher);
  story.on(8, 16).found("client-portal", "Client Portal");
  story.on(7, 6).found("ferry-campaign", "Ferry Campaign");
  for (const campaigner of campaigners) story.on(7, 7).join(campaigner);
  for (const month of [5, 4, 3, 2]) for (const newcomer of crowd.newcomers(2)) story.on(month, 9).join(newcomer);
  for (const month of [8, 5, 4]) story.on(month, 17).move(crowd.takeOut(staff), ["web", "client-portal"]);
  story.on(4, 10).archive("ferry-campaign", noah);
  story.on(3, 5).found("gallery-launch", "Gallery Launch");
  for (const launcher of launchers) story.on(3, 6).move(launcher, [...launcher.teams, "gallery-launch"]);
  story.on(2, 4).found("podcasts", "Podcasts");
  for (const podcaster of podcasters) story.on(2, 5).move(podcaster, [...podcaster.teams, "podcasts"]);
  story.on(2, 12).archive("client-portal", noah);
  story.on(1, 15).unarchive("client-portal", noah);
  story.on(1, 20).found("new-hires", "New Hires");
  story.lately(0.5).archive("gallery-launch", noah);

  story.close(closedMonths);
  // All but one, which they have overlooked.
  for (const month of closedMonths) if (month !== 3 && month !== 1) story.on(month - 1, 9 + (month % 4)).pay(month);
  return story.steps;
}

/** A workshop by user license: 9 people in 3 teams, all of them licenses; so few at first that the minimum is billed. */
function tellAtelierGaronne(now: number): Step[] {
  const domain = "ateliergaronne.example";
  const colleague = colleaguesOf(domain);
  const julien = colleague("u-mercier", "Julien Mercier", "admin", "fabrication");
  const manon = colleague("u-petit", "Manon Petit", "member", "conception");

  const story = new Chronicle(atelierGaronne, now);
  story.on(12, 2).begin({
    contractStart: "2022-10-01",
    price: { currency: "EUR", unitMinor: 2400, minimumLicenses: 5 },
    tax: { treatment: "reverse-charge" },
    customer: {
      name: atelierGaronne.name,
      address: { line1: "14 quai des Menuisiers", postalCode: "33000", city: "Bordeaux", country: "FR" },
      vatId: "FR57903172641",
      reference: "BC-04711",
      language: "fr",
    },
    mailbox: [`factures@${domain}`],
    teams: [
      { id: "conception", name: "Conception" },
      { id: "fabrication", name: "Fabrication" },
      { id: "boutique", name: "Boutique" },
    ],
    members: [
      colleague("u-fournier", "Camille Fournier", "owner", "conception"),
      julien,
      colleague("u-benali", "Nadia Benali", "member", "boutique"),
      colleague("u-garnier", "Théo Garnier", "member", "fabrication"),
    ],
  });
  story.on(10, 6).join(colleague("u-roussel", "Léa Roussel", "member", "conception"));
  story.on(8, 3).join(colleague("u-lambert", "Hugo Lambert", "member", "fabrication"));
  story.on(6, 5).join(manon);
  story.on(5, 11).join(colleague("u-caron", "Inès Caron", "member", "boutique"));
  story.on(4, 28).remove(manon, julien);
  story.on(2, 4).join(colleague("u-leroy", "Bastien Leroy", "member", "fabrication"));
  story.lately(0.4).join(colleague("u-marchand", "Zoé Marchand", "member", "boutique"));

  story.close(closedMonths);
  for (const month of closedMonths) if (month !== 1) story.on(month - 1, 20 + (month % 5)).pay(month);
  return story.steps;
}
