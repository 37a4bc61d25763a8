import { expect, test } from "vitest";
import { appended, everyLine, NO_LINES } from "./lines.ts";

test("a line may come in pieces", () => {
  const lines = appended(appended(NO_LINES, "one\ntw"), "o\nthree");
  expect(everyLine(lines)).toEqual(["one", "two", "three"]);
});

test("codes for terminals are gone, also where a piece cut them in two", () => {
  expect(everyLine(appended(appended(NO_LINES, "\u001b[3"), "1mred\u001b[0m\n"))).toEqual(["red"]);
});
