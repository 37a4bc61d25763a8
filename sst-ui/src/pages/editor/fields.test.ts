import { expect, test } from "vitest";
import { isOf, wordsFor } from "./fields.ts";

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

test("a problem of a part is one of the field", () => {
  expect(["metadata", "metadata.class_name", "metadata.trigger_types[0].name", "metadata/a"].every((field) => isOf(field, "metadata"))).toBe(true);
  expect(isOf("metadata.trigger_types[0].name", "metadata.trigger_types")).toBe(true);
  expect(isOf("metadatum", "metadata")).toBe(false);
  expect(isOf("metadata", "metadata.class_name")).toBe(false);
});
