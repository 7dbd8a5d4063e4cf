import { expect, it } from "vitest";
import { OptionError, readOptions } from "./options.ts";

it("opens the browser and adds no large workspace unless told otherwise", () => {
  expect(readOptions([])).toEqual({ port: undefined, open: true, members: undefined });
  expect(readOptions(["--no-open", "--port", "0", "--members", "100000"])).toEqual({
    port: 0,
    open: false,
    members: 100_000,
  });
});

it.each([
  [["--membres", "5"], "--membres"],
  [["--port", "http"], '--port takes a whole number from 0 to 65535, not "http".'],
  [["--port", "65536"], "--port takes a whole number from 0 to 65535"],
  [["--members", "-1"], "--members"],
  [["--members", "0"], "--members takes a whole number from 1 to 200000"],
  [["--members"], "--members"],
  [["now"], "now"],
])("answers %j with a sentence and the usage", (args, sentence) => {
  const read = () => readOptions(args);
  expect(read).toThrow(OptionError);
  expect(read).toThrow(sentence);
  expect(read).toThrow("npm start -- [options]");
});
