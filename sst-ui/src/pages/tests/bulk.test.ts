import { expect, test } from "vitest";
import type { BulkInput, BulkResult, TestSummary } from "../../api/schema.gen.ts";
import { DEPLOY, ENABLE, RUN, doAll, type BulkAction, type Outcome } from "./bulk.ts";

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
