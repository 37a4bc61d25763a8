import { expect, test } from "vitest";
import { afterEcho } from "./echoes.ts";

test("what comes back late is an echo, however much was typed meanwhile", () => {
  expect(afterEcho(["a", "ab", "abc"], "a")).toEqual(["ab", "abc"]);
});

test("one that comes back takes those before it along: they come no more", () => {
  expect(afterEcho(["a", "ab", "abc"], "ab")).toEqual(["abc"]);
});

test("what was not sent, or has come back already, is from elsewhere", () => {
  expect(afterEcho(["ab"], "")).toBeUndefined();
  expect(afterEcho([], "a")).toBeUndefined();
});
