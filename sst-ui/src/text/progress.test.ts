import { expect, test } from "vitest";
import type { Progress } from "../api/schema.gen.ts";
import { stepOf } from "./progress.ts";

const progress = (change: Partial<Progress>): Progress => ({ state: "running", step: "", steps: [], by: "ann", errors: [], ...change });

test("a deployment that failed says why", () => {
  const errors = [{ field: "", message: "StackStorm is gone" }, { field: "test_code", message: "does not parse" }];
  expect(stepOf(progress({ state: "failed", errors }))).toBe("failed: StackStorm is gone; does not parse");
});

test("one that failed without a word says at least that", () => {
  expect(stepOf(progress({ state: "failed" }))).toBe("failed");
  expect(stepOf(progress({ state: "failed", step: "register" }))).toBe("register, failed");
});

test("one that goes on says what it does", () => {
  expect(stepOf(progress({ step: "write the files" }))).toBe("write the files");
});
