import { expect, test } from "vitest";
import { healthFrom } from "./health.ts";
import { Refusal } from "./problem.ts";

const told = (status: string) => JSON.stringify({ status, components: [] });

test("a good answer says how the parts fare", () => {
  expect(healthFrom(200, told("up"))).toMatchObject({ status: "up" });
});

test("an answer that says which part is down is an answer", () => {
  expect(healthFrom(503, told("down"))).toMatchObject({ status: "down" });
});

test.each([401, 403, 404])("where a host keeps the address for itself with %i, nothing is told", (status) => {
  expect(healthFrom(status, JSON.stringify({ status, detail: "no" }))).toBeNull();
});

test("a page of a host is no health", () => {
  expect(healthFrom(200, "<html>")).toBeNull();
  expect(healthFrom(200, "[]")).toBeNull();
});

test.each([502, 503])("an answer of something in between with %i is an error, and not a host that keeps it for itself", (status) => {
  expect(() => healthFrom(status, "<html>")).toThrow(Refusal);
});
