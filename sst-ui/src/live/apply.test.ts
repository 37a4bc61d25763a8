import { QueryClient, QueryObserver, type QueryKey } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { keys } from "../api/keys.ts";
import type { Deployment } from "../api/schema.gen.ts";
import { apply } from "./apply.ts";
import { anExecution, aTest } from "../api/samples.ts";
import { aList, anEvent, EXECUTIONS } from "./samples.ts";
import type { Told } from "./told.ts";

function live() {
  const cache = new QueryClient();
  const reread: QueryKey[] = [];
  const told: Told[] = [];
  const tell = (name: string, data: unknown) => apply(anEvent(name, data), cache, { stale: (key) => reread.push(key), told: (one) => told.push(one) });
  return { cache, reread, told, tell };
}

test("a run that ended is changed in every list that shows it", () => {
  const { cache, tell } = live();
  cache.setQueryData(EXECUTIONS, aList(anExecution()));
  cache.setQueryData(keys.tests.list({}), aList(aTest()));
  tell("execution", anExecution({ state: "finished", status: "passed", verdict: "passed" }));
  expect(cache.getQueryData(EXECUTIONS)).toMatchObject(aList({ execution_id: "e1", verdict: "passed" }));
  expect(cache.getQueryData(keys.tests.list({}))).toMatchObject(aList({ test_id: "t1", last_execution: { verdict: "passed" } }));
});

test("a row of a list carries no result and no code", () => {
  const { cache, tell } = live();
  cache.setQueryData(EXECUTIONS, aList({ execution_id: "e1" }));
  cache.setQueryData(keys.tests.list({}), aList({ test_id: "t1" }));
  tell("execution", anExecution({ output_data: { big: "text" } as never, attempts: [{} as never] }));
  tell("test", aTest({ test_code: "much" }));
  const [row] = cache.getQueryData<ReturnType<typeof aList<object>>>(EXECUTIONS)?.pages[0]?.items ?? [];
  const [line] = cache.getQueryData<ReturnType<typeof aList<object>>>(keys.tests.list({}))?.pages[0]?.items ?? [];
  expect(row).toMatchObject({ attempt_count: 1 });
  expect(row).not.toHaveProperty("output_data");
  expect(line).toMatchObject({ name: "login" });
  expect(line).not.toHaveProperty("test_code");
});

test("a list that lacks something still has to be read after something else was put into it", () => {
  const { cache, tell } = live();
  cache.setQueryData(EXECUTIONS, aList(anExecution()));
  void cache.invalidateQueries({ queryKey: EXECUTIONS });
  tell("execution", anExecution({ state: "cancelling" }));
  expect(cache.getQueryState(EXECUTIONS)?.isInvalidated).toBe(true);
});

test.each([
  ["execution", keys.executions.lists],
  ["test", keys.tests.lists],
  ["incident", ["incidents"]],
  ["deployment", ["tests", "deployment"]],
])("an event of kind %s that is not understood ends nothing, and has read again what it is about", (name, key) => {
  const { cache, reread } = live();
  expect(() => apply({ name, data: "{", id: undefined }, cache, { stale: (stale) => reread.push(stale) })).not.toThrow();
  expect(reread).toContainEqual(key);
});

test("an answer of a shape that nobody expected is read again", () => {
  const { cache, reread, tell } = live();
  cache.setQueryData(EXECUTIONS, { rows: [] });
  tell("execution", anExecution());
  expect(reread).toContainEqual(keys.executions.lists);
});

test("the deployment of a test that is gone tells of no progress", () => {
  const { cache, tell } = live();
  tell("deployment", { test_id: "t1", deployed: false });
  expect(cache.getQueryData(keys.tests.deployment("t1"))).toMatchObject({ deployed: false, progress: null });
});

const deployed: Deployment = { test_id: "t1", deployed: true, newest_revision: 2, revision: 1, content_hash: "a", deployed_at: "2026-11-23T10:00:00Z", progress: null };
const seen = { ...deployed, drift: { in_sync: true, differences: [] }, drift_error: "once" };

test("what was seen of a deployment is not said of the next one", () => {
  const { cache, tell } = live();
  cache.setQueryData(keys.tests.deployment("t1"), seen);
  tell("deployment", { ...deployed, revision: 2, content_hash: "b" });
  expect(cache.getQueryData(keys.tests.deployment("t1"))).not.toHaveProperty("drift");
  expect(cache.getQueryData(keys.tests.deployment("t1"))).not.toHaveProperty("drift_error");
});

test("the same content that was written anew was not looked at either", () => {
  const { cache, tell } = live();
  cache.setQueryData(keys.tests.deployment("t1"), seen);
  tell("deployment", { ...deployed, deployed_at: "2026-11-23T11:00:00Z" });
  expect(cache.getQueryData(keys.tests.deployment("t1"))).not.toHaveProperty("drift");
});

test("what was seen of a deployment stays while a new one is only begun", () => {
  const { cache, tell } = live();
  cache.setQueryData(keys.tests.deployment("t1"), seen);
  tell("deployment", { ...deployed, progress: { state: "running", step: "register", steps: [], by: "ann", errors: [] } });
  expect(cache.getQueryData(keys.tests.deployment("t1"))).toMatchObject({ drift: { in_sync: true }, progress: { step: "register" } });
});

test("a test that somebody deleted is asked for again where it is shown, and the text under edit stays", async () => {
  const { cache, tell } = live();
  const underEdit = keys.tests.underEdit("t1");
  cache.setQueryData(keys.tests.one("t1"), aTest());
  cache.setQueryData(underEdit, "text");
  const read = vi.fn(() => Promise.reject(new Error("404")));
  const shown = new QueryObserver(cache, { queryKey: keys.tests.one("t1"), queryFn: read, retry: false, staleTime: Infinity });
  const leave = shown.subscribe(() => undefined);
  tell("test", { test_id: "t1", deleted: true });
  await vi.waitFor(() => expect(shown.getCurrentResult()).toMatchObject({ status: "error", data: undefined }));
  expect(cache.getQueryData(underEdit)).toBe("text");
  leave();
});

test("a large whole number in a result that was told keeps all its digits", () => {
  const { cache, reread } = live();
  cache.setQueryData(keys.executions.one("e1"), anExecution());
  const data = JSON.stringify(anExecution({ output_data: { id: "ID" } as never })).replace('"ID"', "12345678901234567890");
  apply({ name: "execution", data, id: undefined }, cache, { stale: (key) => reread.push(key) });
  expect(cache.getQueryData(keys.executions.one("e1"))).toMatchObject({ output_data: { id: 12345678901234567890n } });
});

test("who remembers hears of it", () => {
  const { told, tell } = live();
  tell("execution", anExecution());
  tell("test", aTest());
  expect(told.map(({ kind }) => kind)).toEqual(["execution", "test"]);
});
