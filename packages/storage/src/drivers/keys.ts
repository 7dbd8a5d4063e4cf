/** What each key below `base` starts with: `team-1` and `team-1:` mean the same, and never `team-10`. Empty: every key. */
export function startOfKeys(base: string | undefined): string {
  return base === undefined || base === "" || base.endsWith(":") ? (base ?? "") : `${base}:`;
}
