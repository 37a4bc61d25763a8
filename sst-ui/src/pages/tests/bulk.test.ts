import { expect, test } from "vitest";
import type { BulkInput, BulkResult, Deployment, Progress, TestSummary } from "../../api/schema.gen.ts";
import { DEPLOY, ENABLE, RUN, doAll, endOf, type BulkAction, type Outcome } from "./bulk.ts";

const told = (error: unknown) => (error instanceof Error ? error.message : "");

function tests(count: number): TestSummary[] {
  return Array.from({ length: count }, (_, place) => ({ test_id: `t${place}` }) as TestSummary);
}

async function outcomes(action: BulkAction, count: number, ask: (input: BulkInput) => Promise<BulkResult>, stop = new AbortController().signal): Promise<Outcome[]> {
  const found: Outcome[] = [];
  await doAll(action, tests(count), (some) => found.push(...some), told, stop, ask);
  return found;
}

function each(item: (test_id: string) => Partial<BulkResult["items"][number]>) {
  return ({ test_ids }: BulkInput) => Promise.resolve({ items: test_ids.map((test_id) => ({ test_id, ok: true, status: 200, ...item(test_id) })) });
}

test("each test has its own result", async () => {
  const found = await outcomes(RUN, 3, each((id) => (id === "t1" ? { ok: false, status: 409, detail: "It is disabled." } : { execution_id: `x${id}` })));
  expect(found.map(({ state, words, link }) => [state, words, link])).toEqual([
    ["done", "asked to run", "/executions/xt0"],
    ["failed", "It is disabled.", undefined],
    ["done", "asked to run", "/executions/xt2"],
  ]);
});

test("what an engine has to do is only begun", async () => {
  expect((await outcomes(DEPLOY, 1, each(() => ({ status: 202 }))))[0]?.state).toBe("begun");
});

test("a refused request is told of each test in it, and the next is sent", async () => {
  let requests = 0;
  const ask = (input: BulkInput) => (++requests === 1 ? Promise.reject(new Error("too much is under way")) : each(() => ({}))(input));
  const found = await outcomes(ENABLE, 501, ask);
  expect(found.filter(({ state }) => state === "failed")).toHaveLength(500);
  expect(found.filter(({ state }) => state === "done")).toHaveLength(1);
});

test("what is waiting when it is stopped is left", async () => {
  const stop = new AbortController();
  const ask = (input: BulkInput) => (stop.abort(), each(() => ({}))(input));
  expect(await outcomes(ENABLE, 1_001, ask, stop.signal)).toHaveLength(500);
});

const deployment = (progress: Partial<Progress>): Deployment => ({
  test_id: "t1",
  deployed: true,
  newest_revision: 3,
  revision: 3,
  progress: { state: "done", step: "", steps: [], by: "ann", errors: [], ...progress },
});

test("a deployment that is done says which revision is live, and what it warns of", () => {
  expect(endOf(deployment({ warnings: [] })).words).toBe("revision 3 is live");
  const warnings = [{ field: "test_code", message: "was not checked" }, { field: "", message: "needs host" }];
  expect(endOf(deployment({ warnings }))).toEqual({ state: "done", words: "revision 3 is live. Warned of: was not checked; needs host" });
});

test("one that failed says why, and one that goes on what it does", () => {
  expect(endOf(deployment({ state: "failed", errors: [{ field: "", message: "StackStorm is gone" }] }))).toEqual({ state: "failed", words: "StackStorm is gone" });
  expect(endOf(deployment({ state: "running", step: "writing" }))).toEqual({ state: "begun", words: "writing" });
});
