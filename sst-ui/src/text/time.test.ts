import { expect, test } from "vitest";
import { absolute, ago, clock, date, duration, timesOfDay } from "./time.ts";

const NOW = Date.parse("2026-11-23T12:05:09Z");

test("times of today are relative, older ones absolute", () => {
  expect(ago(NOW - 4_000, NOW, "utc")).toBe("just now");
  expect(ago(NOW - 3 * 60_000, NOW, "utc")).toBe("3 minutes ago");
  expect(ago(NOW - 25 * 3_600_000, NOW, "utc")).toBe("2026-11-22 11:05:09Z");
});

test("UTC is written in ISO order with its zone", () => {
  expect(absolute(NOW, "utc")).toBe("2026-11-23 12:05:09Z");
});

test("durations keep the two units that matter", () => {
  expect([0.85, 12.44, 59.99, 187, 7500].map(duration)).toEqual(["850 ms", "12.4 s", "1 min 00 s", "3 min 07 s", "2 h 05 min"]);
});

test("a day in UTC is the day there, whatever the day is here", () => {
  expect(date(Date.parse("2026-11-16T23:30:00Z"), "utc")).toBe("11-16");
});

test("an axis shows dates where its times lie on two days of the zone that they are told in", () => {
  const evening = ["2026-11-23T23:30:00Z", "2026-11-24T00:30:00Z"].map((at) => Date.parse(at) / 1000);
  expect(timesOfDay(evening, "UTC").join()).toContain("Nov");
  expect(timesOfDay(evening, "America/New_York").join()).not.toContain("Nov");
});

test("a time of day in UTC says that it is", () => {
  expect(clock(NOW, "utc")).toBe("12:05:09Z");
});
