import * as v from "valibot";
import { directoryMember, directoryTeam, putDirectory } from "../contract/requests.ts";
import { fieldOf, invalidInput, type Issue, mostErrors } from "../middleware/validate.ts";
import { ProblemError } from "../problem.ts";
import { JsonLists, TooDeepError } from "./json-lists.ts";

export type Directory = v.InferOutput<typeof putDirectory>;

/** The body of `PUT …/directory`, checked while it comes in. What comes of it is what would have come of the whole of it by
 *  `JSON.parse` and `putDirectory`, but for what is refused as too large or too deep, whatever it is. */
export class DirectoryBody {
  #teams = new Items("teams", directoryTeam);
  #members = new Items("members", directoryMember);
  /** What is wrong with it as a whole: then the rest of it is not looked at. */
  #failure: unknown;
  /** Undefined from the first failure on. */
  #lists: JsonLists | undefined = new JsonLists((key) => {
    // Of two lists with one key, the last counts.
    if (key === "teams") this.#teams = new Items(key, directoryTeam);
    else if (key === "members") this.#members = new Items(key, directoryMember);
    else return () => {};
    const items = key === "teams" ? this.#teams : this.#members;
    return (list) => items.add(list);
  });

  write(bytes: Uint8Array): void {
    this.#try(() => this.#lists?.write(bytes));
  }

  /** @throws ProblemError `malformed-json`, `malformed-body`, `body-too-large`, `invalid-input`. */
  end(): Directory {
    const frame = this.#try(() => this.#lists?.end());
    if (this.#failure !== undefined) throw this.#failure;
    const result = v.safeParse(putDirectory, frame);
    const wrong = (key?: string): Issue[] => (result.issues ?? []).filter((issue) => keyOf(issue) === key);
    // In the order of the schema, whatever that of the body is.
    const ofTeams = wrong("teams").length > 0 ? wrong("teams") : this.#teams.issues;
    const ofMembers = wrong("members").length > 0 ? wrong("members") : this.#members.issues;
    const others = (result.issues ?? []).filter((issue) => !["teams", "members"].includes(keyOf(issue) ?? ""));
    const issues = [...ofTeams, ...ofMembers, ...others];
    if (issues.length > 0) throw invalidInput(issues);
    return { teams: this.#teams.valid, members: this.#members.valid };
  }

  #try<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      // The rest may take its time to come: nothing is held meanwhile. The error itself would hold what its stack has gone through.
      this.#failure = problemOf(error);
      this.#lists = undefined;
      this.#teams = new Items("teams", directoryTeam);
      this.#members = new Items("members", directoryMember);
      return undefined;
    }
  }
}

function problemOf(error: unknown): unknown {
  if (error instanceof SyntaxError) return new ProblemError("malformed-json", "The body is not valid JSON in UTF-8.");
  if (error instanceof TooDeepError) {
    return new ProblemError("malformed-body", "No directory is nested that deeply. Nothing was changed.");
  }
  if (!(error instanceof RangeError)) return error;
  return new ProblemError(
    "body-too-large",
    "Send nothing large but teams and members, and none of them with more than 1 MiB. Nothing was changed.",
  );
}

function keyOf({ path }: Issue): string | undefined {
  return path === undefined ? undefined : fieldOf({ message: "", path: path.slice(0, 1) });
}

/** A list whose items are checked as they come. */
class Items<S extends v.GenericSchema> {
  readonly valid: v.InferOutput<S>[] = [];
  /** As many as are told. */
  readonly issues: Issue[] = [];
  readonly #key: string;
  readonly #schema: S;
  readonly #fields = new Set<string>();
  #count = 0;

  constructor(key: string, schema: S) {
    this.#key = key;
    this.#schema = schema;
  }

  add(items: readonly unknown[]): void {
    for (const item of items) {
      const index = this.#count++;
      if (this.#fields.size >= mostErrors) continue;
      const result = v.safeParse(this.#schema, item);
      if (result.success) this.valid.push(result.output);
      else this.#note(index, result.issues);
    }
  }

  #note(index: number, issues: readonly Issue[]): void {
    // Nothing will be done with it any more.
    this.valid.length = 0;
    for (const { message, path = [] } of issues) {
      if (this.#fields.size >= mostErrors) return;
      const issue = { message, path: [this.#key, index, ...path] };
      this.issues.push(issue);
      this.#fields.add(fieldOf(issue));
    }
  }
}
