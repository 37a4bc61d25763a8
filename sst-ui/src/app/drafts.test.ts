import { afterEach, expect, test, vi } from "vitest";
import { dropDrafts, keptDrafts } from "./drafts.ts";

afterEach(() => void vi.unstubAllGlobals());

test("drafts go, what is chosen at this browser stays", () => {
  const held = new Map([
    ["sst.draft.new", "{}"],
    ["sst.theme", "dark"],
    ["sst.draft.t-1", "{}"],
  ]);
  vi.stubGlobal("localStorage", {
    get length() {
      return held.size;
    },
    key: (place: number) => [...held.keys()][place] ?? null,
    removeItem: (name: string) => held.delete(name),
  });
  expect(keptDrafts()).toBe(2);
  dropDrafts();
  expect([...held.keys()]).toEqual(["sst.theme"]);
});

test("a browser without a store has no drafts", () => {
  vi.stubGlobal("localStorage", undefined);
  expect(keptDrafts()).toBe(0);
});
