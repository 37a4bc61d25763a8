import { expect, test } from "vitest";
import { pointer, search } from "./json.ts";

test("a pointer escapes what separates", () => {
  expect(pointer(["a/b", "c~d", "0"])).toBe("/a~1b/c~0d/0");
});

test("names and values are found, in order and only so many", () => {
  const document = { status: "failed", data: [{ code: 503 }, { code: 200, note: "Failed once" }] };
  expect(search(document, "failed", 10)).toEqual([["status"], ["data", "1", "note"]]);
  expect(search(document, "code", 1)).toEqual([["data", "0", "code"]]);
});

test("a document nested very deep is searched without running out of stack", () => {
  let deep: unknown = "needle";
  for (let level = 0; level < 2_000; level++) {
    deep = [deep];
  }
  expect(search(deep as never, "needle", 1)[0]).toHaveLength(2_000);
});

test("a large whole number is found by its last digits", () => {
  expect(search({ id: 12345678901234567890n }, "4567890", 10)).toEqual([["id"]]);
});
