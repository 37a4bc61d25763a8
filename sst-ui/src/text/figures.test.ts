import { expect, test } from "vitest";
import { percentage } from "./figures.ts";

test("one failure in a million is not a hundred per cent", () => {
  expect(percentage({ passed: 999_999, counted: 1_000_000 })).toBe("99.99 %");
});

test("a hundred per cent means all", () => {
  expect(percentage({ passed: 7, counted: 7 })).toBe("100 %");
});

test("two decimals, rounded down", () => {
  expect(percentage({ passed: 2, counted: 3 })).toBe("66.66 %");
  expect(percentage({ passed: 1, counted: 1_000 })).toBe("0.10 %");
});

test("nothing counted is no percentage", () => {
  expect(percentage({ passed: 0, counted: 0 })).toBeNull();
});
