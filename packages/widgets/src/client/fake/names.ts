/** What people and teams of the fake workspace are called. */
export interface Names {
  team(name: string): string;
  /** The `serial`-th person, from 0. */
  person(serial: number): { name: string; email: string };
  /** Somebody in particular. */
  named(name: string): { name: string; email: string };
}

export const teamNames = [
  "Design",
  "Sales",
  "Engineering",
  "Support",
  "Marketing",
  "Finance",
  "Legal",
  "Operations",
  "Research",
  "Product",
  "Data",
  "Security",
  "People",
  "Partnerships",
];

const firstNames = [
  "Ana",
  "Bo",
  "Chidi",
  "Dana",
  "Elif",
  "Farid",
  "Greta",
  "Hana",
  "Ines",
  "Jonas",
  "Karim",
  "Lena",
  "Milo",
  "Nadia",
  "Oskar",
  "Priya",
  "Quinn",
  "Rosa",
  "Sami",
  "Tova",
  "Uma",
  "Viktor",
  "Wanda",
];

const lastNames = [
  "Silva",
  "Lindqvist",
  "Okafor",
  "Novak",
  "Yılmaz",
  "Haddad",
  "Meyer",
  "Sato",
  "Costa",
  "Weber",
  "Benali",
  "Fischer",
  "Rossi",
  "Petrova",
  "Nilsson",
  "Sharma",
  "Byrne",
  "Martín",
  "Laine",
];

/** The lists have no common divisor, so that this many people have names of their own. */
const ownNames = Array.from({ length: firstNames.length * lastNames.length }, (_, serial) => {
  const name = `${at(firstNames, serial)} ${at(lastNames, serial)}`;
  return { name, local: localPart(name) };
});

export const usualNames: Names = {
  team: (name) => name,
  named: (name) => ({ name, email: `${localPart(name)}@acme.example` }),
  person(serial) {
    const { name, local } = ownNames[serial % ownNames.length] ?? { name: "", local: "" };
    const round = Math.floor(serial / ownNames.length);
    if (round === 0) return { name, email: `${local}@acme.example` };
    // Where there are more people than names: an initial, and a second last name where that is not enough either.
    const initial = String.fromCodePoint(65 + (round % 26));
    const second = round < 26 ? "" : ` ${at(lastNames, Math.floor(round / 26))}`;
    return { name: `${name.replace(" ", ` ${initial}. `)}${second}`, email: `${local}.${round}@acme.example` };
  },
};

/** As long as they come, every other one without a space. */
export const longNames: Names = {
  team: (name) =>
    name.length % 2 === 0
      ? `${name}, documentation, training and enablement for the regions north, south, east and west`
      : `Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau${name.toLowerCase()}gesellschaft`,
  named: (name) => ({
    name: `${name} von und zu Hohenstaufen-Württemberg-Hohenzollern, geborene Freiin von Trauttmansdorff`,
    email: `${localPart(name)}.grundsatzfragen@internationale-niederlassung.suedosteuropa.acme-beteiligungsgesellschaft.example`,
  }),
  person(serial) {
    const [first, last] = [at(firstNames, serial), at(lastNames, serial)];
    if (serial % 2 === 0) return this.named(`${first} ${last}`);
    const name = `${first}wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren${last.toLowerCase()}`;
    return { name, email: `${localPart(name)}@acmebeteiligungsgesellschaftfuerinternationalezusammenarbeit.example` };
  },
};

function at(names: readonly string[], index: number): string {
  return names[index % names.length] ?? "";
}

function localPart(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z ]/g, "")
    .replaceAll(" ", ".");
}
