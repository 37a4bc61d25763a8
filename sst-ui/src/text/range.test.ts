import { expect, test } from "vitest";
import { fieldOf, instantOf, nextMinute, since } from "./range.ts";

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
