import { expect, test } from "vitest";
import { healthIn, readHealth } from "./health.ts";
import { asProblem, Refusal, Unreachable } from "./problem.ts";

const refused = (status: number, answer: unknown) => new Refusal(asProblem(status, answer), answer);
const DOWN = { status: "down", components: [] };

test("an answer that says which part is down is an answer", () => {
  expect(healthIn(refused(503, DOWN))).toEqual(DOWN);
});

test.each([401, 403, 404])("where a host keeps the address for itself with %i, nothing is told", (status) => {
  expect(healthIn(refused(status, "a page"))).toBeNull();
});

test("an answer of something in between is an error, and not a host that keeps it for itself", () => {
  const error = refused(502, "<html>");
  expect(() => healthIn(error)).toThrow(error);
  expect(() => healthIn(refused(503, "<html>"))).toThrow(Refusal);
});

test("no answer is a server that does not answer", () => {
  expect(() => healthIn(new Unreachable())).toThrow(Unreachable);
});

test("a page of a host is no health", () => {
  expect(readHealth("<html>")).toBeNull();
  expect(readHealth("[]")).toBeNull();
  expect(readHealth('{"status":"up","components":[]}')).toMatchObject({ status: "up" });
});
