import { expect, test } from "vitest";
import { backOff } from "./backOff.ts";

test("it grows to half a minute and no further", () => {
  expect([1, 2, 3, 8, 100].map((failures) => backOff(failures, 1))).toEqual([500, 1000, 2000, 30_000, 30_000]);
});

test("chance takes away half of it at most", () => {
  expect(backOff(3, 0)).toBe(1000);
});
