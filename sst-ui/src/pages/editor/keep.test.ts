import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EMPTY, type Draft } from "../../text/draft.ts";
import { Keeper, PAUSE, recall, type HowMuch, type Kept } from "./keep.ts";

const kept = (more: Partial<Draft>): Kept => ({ draft: { ...EMPTY, ...more }, base: EMPTY, tag: '"1"', at: 1 });
const told: HowMuch[] = [];
const keeper = (recalled?: string | null) => new Keeper(recalled, (how) => told.push(how));

beforeEach(() => {
  const held = new Map<string, string>();
  vi.useFakeTimers();
  vi.stubGlobal("localStorage", {
    getItem: (at: string) => held.get(at) ?? null,
    setItem: (at: string, text: string) => held.set(at, text),
    removeItem: (at: string) => held.delete(at),
  });
  told.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what was typed is kept once nothing is typed for a moment", () => {
  const editor = keeper();
  editor.changed("t", kept({ code: "a" }));
  vi.advanceTimersByTime(PAUSE - 1);
  editor.changed("t", kept({ code: "ab" }));
  vi.advanceTimersByTime(PAUSE - 1);
  expect(recall("t")).toBeUndefined();
  vi.advanceTimersByTime(1);
  expect(recall("t")).toEqual(kept({ code: "ab" }));
});

test("the last keys before the page is left are kept at once", () => {
  const editor = keeper();
  editor.changed("t", kept({ code: "ab" }));
  editor.now();
  expect(recall("t")?.draft.code).toBe("ab");
});

test("what is saved is kept no longer", () => {
  const editor = keeper();
  editor.changed("t", kept({ code: "ab" }));
  editor.now();
  editor.changed("t", undefined);
  editor.now();
  expect(recall("t")).toBeUndefined();
});

test("what goes on after a new test was saved is kept under the test, and no new one is left behind", () => {
  const editor = keeper();
  editor.changed(undefined, kept({ code: "a" }));
  editor.now();
  expect(recall(undefined)?.draft.code).toBe("a");
  editor.changed("t", kept({ code: "ab" }));
  editor.now();
  expect(recall(undefined)).toBeUndefined();
  expect(recall("t")?.draft.code).toBe("ab");
});

test("a second editor in which nothing was changed leaves alone what the first one keeps", () => {
  const second = keeper();
  const first = keeper();
  first.changed("t", kept({ code: "ab" }));
  first.now();
  second.changed("t", undefined);
  second.now();
  expect(recall("t")?.draft.code).toBe("ab");
});

test("what was recalled is gone once it is saved or discarded", () => {
  const before = keeper();
  before.changed(undefined, kept({ code: "ab" }));
  before.now();
  const editor = keeper(null);
  editor.changed(undefined, undefined);
  editor.now();
  expect(recall(undefined)).toBeUndefined();
});

test("parameters that may hold a secret are not kept, and that is said", () => {
  const editor = keeper();
  editor.changed("t", kept({ code: "ab", parameters: '{"key": {"type": "string", "secret": true, "default": "hidden"}}' }));
  editor.now();
  expect(recall("t")?.draft).toMatchObject({ code: "ab", parameters: EMPTY.parameters });
  expect(told).toEqual(["all but the parameters"]);
});

test("a browser that has no room is not said to have kept anything", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => null,
    setItem: () => {
      throw new Error("full");
    },
  });
  const editor = keeper();
  editor.changed("t", kept({ code: "ab" }));
  editor.now();
  expect(told).toEqual(["nothing"]);
});
