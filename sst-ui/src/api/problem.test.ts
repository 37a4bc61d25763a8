import { expect, test } from "vitest";
import { asProblem, Refusal, standing, Unreachable } from "./problem.ts";

const refused = (status: number) => new Refusal(asProblem(status, { detail: "no" }));

test.each([403, 404])("what was read is not shown any more after a refusal with %i", (status) => {
  expect(standing({ data: "a test", error: refused(status) })).toBeUndefined();
});

test.each<[string, unknown]>([["a server in trouble", refused(503)], ["no answer", new Unreachable()], ["no error", null]])("what was read stays in spite of %s", (_what, error) => {
  expect(standing({ data: "a test", error })).toBe("a test");
});
