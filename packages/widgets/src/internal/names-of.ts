import type { Named } from "./events.ts";

export const namesOf = (items: readonly Named[]): string[] => items.map(({ name }) => name);
