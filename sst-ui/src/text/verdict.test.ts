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

test("what the server says of the cause stands before the checks that failed with it", () => {
  const failing = [check(false, "exit code was 1, expected 0"), check(false, "ValueError")];
  const broken = execution({ verdict: "error", status: "failed", checks: failing, error_message: "uncaught ValueError: x" });
  expect(sentence(broken)).toBe("uncaught ValueError: x");
});

test("a run that waits for its next attempt does not wait for a free place", () => {
  const attempt = { attempt: 1 } as Execution["attempts"][number];
  expect(sentence(execution({ attempts: [attempt], next_attempt_at: "2026-11-23T10:00:00Z" }))).toBe("Attempt 1 did not pass; the next one is to come.");
});

test("a row of a list tells the same without the attempts themselves", () => {
  const row = { status: "pending", verdict: null, state: "queued", cancel_requested: false, error_message: "no", attempt_count: 2 } as const;
  expect(sentence(row)).toBe("Attempt 2 did not pass; the next one is to come.");
});

test("a row of a list that passed says so without its checks", () => {
  expect(sentence({ status: "passed", verdict: "passed", state: "finished", cancel_requested: false, error_message: null, attempt_count: 1 })).toBe("It passed.");
});

test("a pass that took several attempts says so", () => {
  const attempts = [{ attempt: 1 }, { attempt: 2 }] as Execution["attempts"];
  expect(sentence(execution({ verdict: "passed", status: "passed", checks: [check(true)], attempts }))).toBe("It passed at attempt 2: its one check held.");
  expect(sentence({ status: "passed", verdict: "passed", state: "finished", cancel_requested: false, error_message: null, attempt_count: 3 })).toBe("It passed at attempt 3.");
});
