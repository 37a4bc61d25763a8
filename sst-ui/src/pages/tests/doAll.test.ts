import { expect, test } from "vitest";
import type { Test } from "../../api/schema.gen.ts";
import { doAll, type BulkAction, type Outcome } from "./doAll.ts";

const tests = ["a", "b", "c", "d", "e"].map((test_id) => ({ test_id }) as Test);
const told = (error: unknown) => (error instanceof Error ? error.message : "");

async function outcomes(action: BulkAction, stop = new AbortController().signal): Promise<Outcome[]> {
  const found: Outcome[] = [];
  await doAll(action, tests, (outcome) => found.push(outcome), told, stop);
  return found.filter(({ state }) => state !== "running");
}

test("one that fails keeps no other from being done", async () => {
  const run: BulkAction["run"] = ({ test_id }) => (test_id === "b" ? Promise.reject(new Error("no")) : Promise.resolve({ words: "done" }));
  const found = await outcomes({ verb: "Run", run });
  expect(found).toHaveLength(5);
  expect(found.filter(({ state }) => state === "failed").map(({ test: { test_id }, words }) => [test_id, words])).toEqual([["b", "no"]]);
});

test("what is waiting when it is stopped is left", async () => {
  const stop = new AbortController();
  const found = await outcomes({ verb: "Run", run: () => (stop.abort(), Promise.resolve({ words: "done" })) }, stop.signal);
  expect(found.length).toBeLessThan(5);
});
