import { expect, test } from "vitest";
import type { Stored } from "../../api/definitions.ts";
import { aTest } from "../../api/samples.ts";
import type { Test } from "../../api/schema.gen.ts";
import { EMPTY, draftOf, type Draft } from "../../text/draft.ts";
import { discarded, goingOn, isUnsaved, opening, saved, typed } from "./drafting.ts";

const draft = (more: Partial<Draft> = {}): Draft => ({ ...EMPTY, name: "a", code: "print()", ...more });
const stored = (more: Partial<Test> = {}): Stored => ({ tag: '"1"', test: aTest({ test_id: "t-1", name: "a", ...more }) });
const fresh = opening(undefined, { base: EMPTY, tag: null }, undefined);

test("what is typed while a new test is saved stays, as a change of the test that is stored now", () => {
  const sent = typed(fresh, draft());
  const meanwhile = typed(sent, { code: "print()\nprint()" });
  const after = saved(meanwhile, stored(), sent.draft);
  expect(after.id).toBe("t-1");
  expect(after.draft.code).toBe("print()\nprint()");
  expect(after.from).toEqual({ base: draftOf(stored().test), tag: '"1"' });
  expect(isUnsaved(after)).toBe(true);
});

test("what nobody typed meanwhile is as the server has stored it", () => {
  const sent = typed(fresh, draft({ tags: "one,two" }));
  const after = saved(sent, stored({ tags: ["one", "two"] }), sent.draft);
  expect(after.draft.tags).toBe("one, two");
  expect(isUnsaved(after)).toBe(false);
});

test("one field that is typed in does not make another one, written otherwise by the server, look unsaved", () => {
  const sent = typed(fresh, draft({ tags: "one,two" }));
  const after = saved(typed(sent, { name: "b" }), stored({ tags: ["one", "two"] }), sent.draft);
  expect(after.draft).toMatchObject({ name: "b", tags: "one, two" });
});

test("a draft that was kept goes on from what it was made from, and is discarded for what is stored", () => {
  const opened = { base: draft({ code: "new" }), tag: '"3"' };
  const kept = { draft: draft({ code: "mine" }), base: draft({ code: "old" }), tag: '"2"', at: 5 };
  const begun = opening("t-1", opened, kept);
  expect(begun).toMatchObject({ draft: { code: "mine" }, from: { tag: '"2"', base: { code: "old" } }, restored: 5 });
  expect(discarded(begun)).toMatchObject({ draft: { code: "new" }, from: opened, restored: undefined });
});

test("after a merge the next save is made from theirs", () => {
  const mine = typed(opening("t-1", { base: draft(), tag: '"1"' }, undefined), { name: "mine" });
  const theirs = { ...stored({ description: "theirs" }), tag: '"2"' };
  const after = goingOn(mine, theirs, draft({ name: "mine", description: "theirs" }));
  expect(after.from).toEqual({ base: draftOf(theirs.test), tag: '"2"' });
  expect(isUnsaved(after)).toBe(true);
});
