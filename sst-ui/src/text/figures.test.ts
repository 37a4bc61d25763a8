import { expect, test } from "vitest";
import { percentage, shortDay, shortMonth } from "./figures.ts";

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

test("a share that binary numbers cannot say is not rounded down by them", () => {
  expect(percentage({ passed: 57, counted: 100 })).toBe("57.00 %");
  expect(percentage({ passed: 43, counted: 125 })).toBe("34.40 %");
});

const counted = (day: string, month: string) => ({
  availability_24h: { passed: 1, counted: 1, since: day },
  availability_30d: { passed: 1, counted: 1, since: month },
});

test("what is counted over all of its time is called by it", () => {
  const whole = counted("2026-11-22T10:00:00Z", "2026-10-24T10:00:00Z");
  expect(shortMonth(whole)).toBeNull();
  expect(shortDay(whole)).toBeNull();
});

test("the month of a test that runs each minute begins a week ago", () => {
  const cut = counted("2026-11-22T10:00:00Z", "2026-11-16T12:20:00Z");
  expect(shortMonth(cut)).toBe("2026-11-16T12:20:00Z");
  expect(shortDay(cut)).toBeNull();
});

test("the day of a test that runs every few seconds is cut short too", () => {
  const cut = counted("2026-11-23T02:00:00Z", "2026-11-23T02:00:00Z");
  expect(shortMonth(cut)).toBe("2026-11-23T02:00:00Z");
  expect(shortDay(cut)).toBe("2026-11-23T02:00:00Z");
});
