import { expect, test } from "vitest";
import { keys } from "../api/keys.ts";
import { isPolled, mayBeMissed, oldest } from "./reads.ts";

test.each([
  ["a plan", keys.tests.plan("t1")],
  ["findings", keys.tests.findings("{}")],
  ["a revision", keys.tests.revision("t1", 3)],
  ["what is under edit", keys.tests.underEdit("t1")],
  ["the last pass", keys.executions.lastPass("t1", "2026-11-23T10:00:00Z")],
  ["the session", keys.session],
  ["health", keys.health],
  ["the engine", keys.engine.status],
])("%s is not read again because events did not come", (_what, key) => {
  expect(mayBeMissed(key)).toBe(false);
  expect(isPolled(key)).toBe(false);
});

test.each([
  ["a deployment", keys.tests.deployment("t1")],
  ["a histogram", keys.executions.histogram({ range: "24 h" })],
  ["figures", keys.tests.history({})],
  ["the steps of a run", keys.executions.steps("e1", true)],
])("%s is read when the connection is back, and not every few seconds", (_what, key) => {
  expect(mayBeMissed(key)).toBe(true);
  expect(isPolled(key)).toBe(false);
});

test.each([
  ["a test", keys.tests.one("t1")],
  ["an execution", keys.executions.one("e1")],
  ["a list", keys.tests.list({})],
  ["incidents", keys.incidents.list({})],
  ["the overview", keys.overview],
])("%s is asked for while events do not come", (_what, key) => {
  expect(isPolled(key)).toBe(true);
});

test("what is seen is as old as the oldest of what is shown and changes", () => {
  const answer = (queryKey: readonly unknown[], dataUpdatedAt: number, active = true) => ({ queryKey, state: { dataUpdatedAt }, isActive: () => active });
  const shown = [answer(keys.tests.list({}), 300), answer(keys.overview, 200)];
  const others = [answer(keys.engine.status, 100), answer(keys.tests.one("t1"), 50, false), answer(keys.executions.one("not here yet"), 0)];
  expect(oldest([...shown, ...others])).toBe(200);
  expect(oldest(others)).toBeUndefined();
});
