import { expect, test } from "vitest";
import { arrives, mayLeave } from "./arrival.ts";

test("another page is arrived at, the first and the same are not", () => {
  expect(arrives("/")).toBe(false);
  expect(arrives("/tests")).toBe(true);
  expect(arrives("/tests")).toBe(false);
  expect(arrives("/")).toBe(true);
});

test("the focus is not taken from where somebody types", () => {
  const inside = (...tags: string[]) => ({ closest: (wanted: string) => (tags.some((tag) => wanted.split(", ").includes(tag)) ? ({} as Element) : null) });
  expect(mayLeave(inside("textarea"))).toBe(false);
  expect(mayLeave(inside("button", "dialog"))).toBe(false);
  expect(mayLeave(inside("nav", "a"))).toBe(true);
  expect(mayLeave(null)).toBe(true);
});
