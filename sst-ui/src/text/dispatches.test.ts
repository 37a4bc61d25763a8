import { expect, test } from "vitest";
import { dispatched, dispatchesOf } from "./dispatches.ts";

test("a result document tells number, trigger and payload", () => {
  expect(dispatchesOf({ dispatches: 3, trigger: "checks.tick", payload: { n: 3 } })).toEqual({ count: 3, trigger: "checks.tick", payload: { n: 3 } });
});

test.each([[{}], [{ dispatches: "3" }], [null]])("%j is none of a sensor's", (document) => {
  expect(dispatchesOf(document)).toBeUndefined();
});

test("the number is that of the decisive dispatch when it passed, else of all", () => {
  const all = { count: 4, trigger: "checks.tick", payload: {} };
  expect(dispatched(all, "passed")).toBe("Dispatch 4 decided.");
  expect(dispatched(all, "failed")).toBe("4 dispatches seen, none as expected. The first of them:");
  expect(dispatched(all, "error")).toBe("4 dispatches seen. The first of them:");
  expect(dispatched({ ...all, count: 0 }, "failed")).toBe("It dispatched nothing.");
});
