import { expect, test } from "vitest";
import { wordsFor } from "./fields.ts";

test("a field is called as its label on the page", () => {
  expect(wordsFor("test_code")).toBe("Code");
});

test("of a part of a field both are told", () => {
  expect(wordsFor("test_parameters.url")).toBe("Parameters, url");
  expect(wordsFor("expected_result/data/code")).toBe("Expected result, data/code");
});

test("what the page has no word for is called as the server does", () => {
  expect(wordsFor("odd.part")).toBe("odd.part");
});
