/** A person of the demo. Names are put together at random from the lists below; the addresses lead nowhere. */
export type Person = { id: string; name: string; email: string };

const givenNames =
  "Ada Aiko Alba Amara Amir Anouk Ana Aria Arvid Asha Ayşe Bao Bea Björn Bram Camila Chidi Chloé Dalia Daan Dimitri Eero Elif Elena Emeka Esra Fatima Felix Femi Freja Giulia Goran Hana Hugo Ibrahim Ida Ilse Imani Ines Ivo Jana João Jonas Kaito Karim Katya Kofi Lars Leila Liam Lin Livia Lucía Maja Malik Marta Mateo Mei Milan Mina Nadia Nia Niko Noor Olga Omar Oskar Paula Petra Piotr Priya Quentin Rania Ravi Renata Rosa Ruben Saanvi Samir Sanne Selma Sina Sofia Stefan Sven Tamar Tariq Tessa Thiago Tomasz Uma Valentin Vera Viktor Wanja Yara Yusuf Zoë".split(
    " ",
  );
const familyNames =
  "Abara Adeyemi Aksoy Almeida Andersen Bakker Banerjee Barros Becker Bianchi Bogdan Brandt Castillo Chen Costa Dahl Das Diallo Dubois Eriksen Fadel Fischer Fontaine Fuentes García Gruber Haddad Hansen Hoang Horvat Ito Ivanova Jansen Jovanović Kaplan Keller Khalil Kim Klein Kowalski Kurt Lang Laurent Lindqvist Lopes Maier Marchetti Martins Mensah Meyer Moreau Morales Mwangi Nakamura Nguyen Nilsson Novák Nowak Nyström Obi Okafor Olsen Ortega Osei Papadaki Park Patel Pereira Petrov Popescu Ramos Rao Ricci Rossi Roth Sakai Santos Sato Schäfer Sharma Silva Singh Smit Sørensen Suzuki Szabó Tan Torres Tran Vargas Vidal Virtanen Vogel Wagner Weber Winter Wolf Yamada Yılmaz Zając Zhang Ziegler".split(
    " ",
  );

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("There is nothing to pick from.");
  return item;
}

/** Endlessly many people of one company. Names repeat only once all combinations are given; ids and addresses never. */
export function* people(company: { seed: number; domain: string; taken: readonly string[] }): Generator<Person, never> {
  const random = randomFrom(company.seed);
  const timesGiven = new Map(company.taken.map((name) => [name, 1]));
  const combinations = givenNames.length * familyNames.length;
  const draw = () => `${pick(givenNames, random)} ${pick(familyNames, random)}`;
  for (let number = 1; ; number += 1) {
    let name = draw();
    while (timesGiven.has(name) && timesGiven.size < combinations) name = draw();
    const times = (timesGiven.get(name) ?? 0) + 1;
    timesGiven.set(name, times);
    const id = `u-${String(number).padStart(4, "0")}`;
    yield { id, name, email: emailOf(times === 1 ? name : `${name} ${times}`, company.domain) };
  }
}

const withoutMarks: Record<string, string> = { ø: "o", ı: "i", ł: "l" };

/** "Zoë Sørensen" becomes "zoe.sorensen@…". */
export function emailOf(name: string, domain: string): string {
  const mailName = name
    .toLowerCase()
    .replaceAll(/[øıł]/g, (letter) => withoutMarks[letter] ?? letter)
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/\s+/g, ".");
  return `${mailName}@${domain}`;
}
