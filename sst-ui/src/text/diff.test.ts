import { expect, test } from "vitest";
import { diff } from "./diff.ts";

const marks = { same: " ", removed: "-", added: "+" };
const shown = (before: string, after: string) => diff(before, after).map(({ kind, text }) => marks[kind] + text);

test("only the lines that changed are marked", () => {
  expect(shown("a\nb\nc", "a\nx\nc")).toEqual([" a", "-b", "+x", " c"]);
});

test("what moved keeps what it can", () => {
  expect(shown("a\nb\nc\nd", "b\nc\nd\na")).toEqual(["-a", " b", " c", " d", "+a"]);
});

test("an empty text has no line", () => {
  expect(shown("", "a")).toEqual(["+a"]);
  expect(shown("a", "")).toEqual(["-a"]);
  expect(shown("", "")).toEqual([]);
});

test("repeated lines are compared in their order", () => {
  expect(shown("x\nx\ny", "x\ny\nx")).toEqual([" x", "-x", " y", "+x"]);
});
