import { expect, test } from "vitest";
import type { TestSummary } from "../../api/schema.gen.ts";
import { distinct, groups } from "./groups.ts";

const aTest = (test_id: string, name: string, tags: string[] = []) => ({ test_id, name, tags, stackstorm_pack: "p" }) as unknown as TestSummary;

test("a test that is in two parts of the list is shown once, where it stands first", () => {
  const found = distinct([aTest("a", "failed now"), aTest("b", "b"), aTest("a", "running then")]);
  expect(found.map(({ name }) => name)).toEqual(["failed now", "b"]);
});

test("by tag, a test is in each of its groups, and one without is in its own", () => {
  const found = groups([aTest("a", "a", ["x", "y"]), aTest("b", "b")], "tag");
  expect(found.map(({ name, members }) => [name, members.length])).toEqual([["x", 1], ["y", 1], [undefined, 1]]);
});
