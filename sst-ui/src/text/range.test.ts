import { expect, test } from "vitest";
import { fieldOf, instantOf, isCountable, nextMinute, since, timesOf } from "./range.ts";

const NOW = Date.parse("2026-11-23T10:00:42.5Z");

test("a stretch that ends now stays the same for a minute", () => {
  expect(since(3_600_000, NOW)).toBe("2026-11-23T09:01:00.000Z");
  expect(nextMinute(NOW)).toBe("2026-11-23T10:01:00.000Z");
});

test("a field's text goes to an instant and back", () => {
  expect(fieldOf(instantOf("2026-11-23T09:15"))).toBe("2026-11-23T09:15");
});

test("what is no time is nothing", () => {
  expect(instantOf("yesterday")).toBe("");
  expect(instantOf("")).toBe("");
  expect(fieldOf("x")).toBe("");
  expect(fieldOf(undefined)).toBe("");
});

test("a word becomes times when it is asked with, and counts before times", () => {
  expect(timesOf({ range: "1 h", from: "2020-01-01T00:00:00Z", until: "2020-01-02T00:00:00Z" }, NOW)).toEqual({ from: "2026-11-23T09:01:00.000Z" });
});

test("times stand as they are, and a word that nobody knows is none", () => {
  expect(timesOf({ range: "soon", from: "2020-01-01T00:00:00Z" }, NOW)).toEqual({ from: "2020-01-01T00:00:00Z" });
  expect(timesOf({}, NOW)).toEqual({});
});

test("what has a beginning and at most 31 days is counted in slices", () => {
  expect(isCountable({ range: "30 d" }, NOW)).toBe(true);
  expect(isCountable({ from: "2026-11-01T00:00:00Z" }, NOW)).toBe(true);
  expect(isCountable({ from: "2026-10-01T00:00:00Z" }, NOW)).toBe(false);
  expect(isCountable({ from: "2026-11-24T00:00:00Z" }, NOW)).toBe(false);
  expect(isCountable({ until: "2026-11-24T00:00:00Z" }, NOW)).toBe(false);
});
