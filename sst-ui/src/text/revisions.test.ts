import { expect, test } from "vitest";
import { changesOfRevision } from "./revisions.ts";

const run = (second: number, revision: number) => ({ created_at: new Date(second * 1000).toISOString(), revision });

test("the first run of another revision marks the change, back to an older one too", () => {
  expect(changesOfRevision([run(10, 2), run(20, 2), run(30, 3), run(40, 3), run(50, 2)])).toEqual([
    { at: 30, revision: 3 },
    { at: 50, revision: 2 },
  ]);
});

test("nothing is said of what came before the first run that is known", () => {
  expect(changesOfRevision([run(10, 7)])).toEqual([]);
  expect(changesOfRevision([])).toEqual([]);
});
