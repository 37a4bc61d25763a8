import { expect, test } from "vitest";
import type { Check, Execution } from "../api/schema.gen.ts";
import { sentence } from "./verdict.ts";

const check = (passed: boolean, message = ""): Check => ({ name: "status", path: "/status", expected: 1, actual: 2, passed, message });

function execution(change: Partial<Execution>): Execution {
  const fresh = { verdict: null, status: "pending", state: "queued", checks: [], attempts: [], cancel_requested: false, error_message: null };
  return { ...fresh, ...change } as Execution;
}

test("a failure counts its checks and tells the first", () => {
  const failed = execution({ verdict: "failed", status: "failed", checks: [check(true), check(false, "/status was 503, expected 200")] });
  expect(sentence(failed)).toBe("1 of 2 checks failed: /status was 503, expected 200");
});

test("a verdict without checks says what the server says", () => {
  expect(sentence(execution({ verdict: "infrastructure", status: "failed", error_message: "StackStorm is gone." }))).toBe("StackStorm is gone.");
});

test("a pass says that all held", () => {
  expect(sentence(execution({ verdict: "passed", status: "passed", checks: [check(true)] }))).toBe("Its one check held.");
});

test("what waits is not called running", () => {
  expect(sentence(execution({}))).toBe("It waits for a free place.");
});
