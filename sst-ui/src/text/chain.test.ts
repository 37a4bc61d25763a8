import { expect, test } from "vitest";
import { anExecution } from "../api/samples.ts";
import { chainOf, diagnosis, firings, isTimed } from "./chain.ts";

const DOCUMENT = {
  fired: 1,
  executions: [{ action: "core.local", status: "succeeded", result: { stdout: "disk sda1 is full" } }],
  trigger: { type: "core.st2.webhook", payload: { body: { disk: "sda1" } } },
  latency: { instance_ms: 12, enforcement_ms: 18, execution_ms: 23, run_ms: 240, total_ms: 293 },
};

test("a result document tells the chain from the event to what was fired", () => {
  expect(chainOf(DOCUMENT)).toEqual({
    trigger: "core.st2.webhook",
    payload: { body: { disk: "sda1" } },
    fired: 1,
    executions: DOCUMENT.executions,
    delays: [
      { words: "from the event to its trigger instance", from: 0, until: 12 },
      { words: "until the rule was enforced", from: 12, until: 30 },
      { words: "until its action was asked for", from: 30, until: 53 },
      { words: "until that had ended", from: 53, until: 293 },
    ],
    total: 293,
  });
});

test("a stretch that was not measured is left out, and the others follow each other", () => {
  expect(chainOf({ ...DOCUMENT, latency: { enforcement_ms: 18, run_ms: 240 } })?.delays.map(({ from, until }) => [from, until])).toEqual([
    [0, 18],
    [18, 258],
  ]);
});

test.each([[{}], [{ fired: "1", trigger: { type: "x" } }], [{ fired: 1 }], [{ fired: 1, trigger: {} }], [null], [[]]])("%j is no chain", (document) => {
  expect(chainOf(document)).toBeUndefined();
});

test("a document that holds other things than it should is read as far as it goes", () => {
  expect(chainOf({ fired: 2, trigger: { type: "t" }, executions: ["x", { action: 1 }], latency: { run_ms: -1 } })).toMatchObject({
    executions: [{ action: "", status: "", result: undefined }],
    delays: [],
    payload: undefined,
  });
});

test("how often it fired is said in words", () => {
  const of = (fired: number) => firings({ fired } as Parameters<typeof firings>[0]);
  expect([of(0), of(1), of(60)]).toEqual(["It did not fire.", "It fired once.", "It fired 60 times."]);
});

test("a timer needs no event", () => {
  const of = (type: string) => isTimed(chainOf({ fired: 0, trigger: { type } }) ?? expect.fail());
  expect([of("core.st2.IntervalTimer"), of("core.st2.webhook")]).toEqual([true, false]);
});

test("why it did not fire is told in the server's words: the cause, else the check", () => {
  const check = { name: "fired", path: "/fired", expected: null, actual: 0, passed: false, message: "the rule did not fire: its criteria did not match, or it is disabled" };
  expect(diagnosis(anExecution({ verdict: "failed", checks: [check] }))).toBe(check.message);
  expect(diagnosis(anExecution({ verdict: "infrastructure", error_message: "no trigger instance", checks: [check] }))).toBe("no trigger instance");
  expect(diagnosis(anExecution({ verdict: "passed", error_message: null }))).toBeUndefined();
});
