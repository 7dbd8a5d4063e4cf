// For the compiler alone: it takes what stands here, and refuses the line below a `@ts-expect-error`.
import type { ComponentProps, JSX } from "react";
import type { SvelteHTMLElements } from "svelte/elements";
import type { GlobalComponents } from "vue";
import type { TeamsAdmin } from "../react.ts";

const getToken = async () => "token";
const shared = { workspace: "acme", getToken, token: undefined, lang: "de", density: "compact" } as const;

export const reactWrapper: ComponentProps<typeof TeamsAdmin>[] = [
  { ...shared, apiUrl: "/seatbook", onTeamArchive: (event) => event.detail.team.name },
  // @ts-expect-error -- an event of another element
  { onMemberRemoved: (event: Event) => event.preventDefault() },
  // @ts-expect-error -- no text
  { workspace: 1 },
];

export const reactJsx: JSX.IntrinsicElements["teams-admin"][] = [
  { ...shared, "api-url": "/seatbook", "onteam-archive": (event) => event.detail.team.name },
  // @ts-expect-error -- an event of another element
  { "onmember-removed": (event: Event) => event.preventDefault() },
  // @ts-expect-error -- no text
  { workspace: 1 },
  // @ts-expect-error -- the attribute is api-url
  { apiUrl: "/seatbook" },
];

export const vueProps: InstanceType<GlobalComponents["teams-admin"]>["$props"][] = [
  { ...shared, apiUrl: "/seatbook", onTeamArchive: (event) => event.detail.team.name },
  // @ts-expect-error -- an event of another element
  { onMemberRemoved: (event: Event) => event.preventDefault() },
  // @ts-expect-error -- no text
  { workspace: 1 },
];

export const svelteAttributes: SvelteHTMLElements["teams-admin"][] = [
  { ...shared, "api-url": "/seatbook", "onteam-archive": (event) => event.detail.team.name },
  // @ts-expect-error -- an event of another element
  { "onmember-removed": (event: Event) => event.preventDefault() },
  // @ts-expect-error -- no text
  { workspace: 1 },
  // @ts-expect-error -- the attribute is api-url
  { apiUrl: "/seatbook" },
];
