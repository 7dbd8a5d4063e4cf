import type { SeatbookEventMap } from "../events.ts";

type Details<K extends keyof SeatbookEventMap> = SeatbookEventMap[K]["detail"][];

/** What the host page is told by events of a type, from now on. */
export function detailsOf<K extends keyof SeatbookEventMap>(element: HTMLElement, type: K): Details<K> {
  const details: Details<K> = [];
  element.addEventListener(type, (event: SeatbookEventMap[K]) => details.push(event.detail));
  return details;
}

/** Vetoes, as a host page does, what `isVetoed` says so of. */
export function veto<K extends keyof SeatbookEventMap>(
  element: HTMLElement,
  type: K,
  isVetoed: (detail: SeatbookEventMap[K]["detail"]) => boolean = () => true,
): void {
  element.addEventListener(type, (event: SeatbookEventMap[K]) => {
    if (isVetoed(event.detail)) event.preventDefault();
  });
}
