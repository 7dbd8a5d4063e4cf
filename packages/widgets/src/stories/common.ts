import { ClientError } from "../client/client.ts";
import type { FakeClientOptions } from "../client/fake-client.ts";
import type { Method } from "../internal/test/controlled-client.ts";
import { all, button, one, type Tag } from "../internal/test/dom.ts";
import type { Story } from "./story.ts";

/** A workspace that fits a screen. */
export const small = { activeMembers: 12, inactiveMembers: 5 } satisfies FakeClientOptions;

export const unreachable = new ClientError("unreachable", 0, "The server cannot be reached.");

/** What every element shows until its data is there, or instead of it. */
export function waitingStories<T extends Tag>({
  lists,
  otherPermission,
  empty,
  noPermission,
  ready,
}: {
  /** The method that reads what is listed. */
  lists: Method;
  /** A permission without which the element shows what it has to. */
  otherPermission: "members.read" | "teams.read";
  /** What is said in these states. */
  empty: string;
  noPermission: string;
  ready: string;
}): Story<T>[] {
  const retry: NonNullable<Story<T>["main"]> = {
    control: (element) => button(element, element.t.retry),
    done: (_element, client) => client.count("summary") > 1,
  };
  return [
    {
      name: "loading",
      title: "Loading for the first time",
      state: "loading",
      says: "Loading…",
      held: ["summary", lists],
    },
    {
      name: "empty",
      title: "A workspace that was just created",
      state: "empty",
      says: empty,
      options: { months: 0, billingDetails: "none" },
    },
    {
      name: "error",
      title: "The server cannot be reached",
      state: "error",
      says: "The server cannot be reached.",
      failing: { methods: ["summary", lists], error: unreachable },
      main: retry,
    },
    {
      name: "error-after-data",
      title: "The server can no longer be reached: what was read stays",
      state: "error",
      says: ready,
      options: small,
      async play(element, client) {
        client.fail("summary", unreachable);
        await element.refresh();
      },
      main: { ...retry, done: (_element, client) => client.count("summary") > 2 },
    },
    {
      name: "no-permission",
      title: "A role that may not see this",
      state: "no-permission",
      says: noPermission,
      options: { permissions: [otherPermission] },
    },
    {
      name: "signed-out",
      title: "The session has ended",
      state: "no-permission",
      says: "Your session has ended.",
      failing: { methods: ["summary"], error: new ClientError("token-stale", 401, "The token has expired.") },
      main: retry,
    },
  ];
}

/** What was done is told outside of dialogs. */
export const isTold = (element: HTMLElement) =>
  all(element, "dialog").length === 0 && all(element, "[part~=notice]").length > 0;

export const isDialogOpen = (element: HTMLElement) => all(element, "dialog[open]").length > 0;

/** The button in the open dialog that carries it out. */
export const confirming = (element: HTMLElement) => one(element, "dialog .button:is(.primary, .danger)");

/** The choice with that value. */
export const choose = (element: HTMLElement, value: string) =>
  one(element, `input[type=radio][value="${value}"]`).click();
