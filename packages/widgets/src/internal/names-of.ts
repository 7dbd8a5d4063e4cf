import type { Named } from "./events.ts";

export const namesOf = (items: readonly Named[]): string[] => items.map(({ name }) => name);

/** A person or a team, as events name them. */
export const named = ({ id, name }: Named): Named => ({ id, name });
