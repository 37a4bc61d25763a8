import { expect, test } from "vitest";
import { differences } from "./compare.ts";
import { parsed } from "./exact.ts";
import type { Json } from "./json.ts";

test("the same documents do not differ", () => {
  expect(differences({ a: [1, { b: null }] }, { a: [1, { b: null }] }, 10)).toEqual([]);
});

test("changed, added and removed values are told with their places", () => {
  expect(differences({ a: 1, list: [1, 2], only: true }, { a: 2, list: [1], gone: "x" }, 10)).toEqual([
    { path: "/a", now: 1, then: 2 },
    { path: "/list/1", now: 2, then: undefined },
    { path: "/only", now: true, then: undefined },
    { path: "/gone", now: undefined, then: "x" },
  ]);
});

test("an array is not the same as an object with its places", () => {
  expect(differences(["x"], { "0": "x" }, 10)).toHaveLength(1);
});

test("no more are looked for than wanted", () => {
  expect(differences([1, 2, 3], [4, 5, 6], 2)).toHaveLength(2);
});

test("large whole numbers that differ in their last digit differ", () => {
  const [now, then] = [parsed('{"id":12345678901234567890}'), parsed('{"id":12345678901234567891}')] as Json[];
  expect(differences(now ?? null, then ?? null, 10)).toEqual([{ path: "/id", now: 12345678901234567890n, then: 12345678901234567891n }]);
});
