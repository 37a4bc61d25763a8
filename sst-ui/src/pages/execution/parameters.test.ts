import { expect, test } from "vitest";
import { valuesOf } from "./parameters.ts";

test("only an object is taken for parameters", () => {
  expect(valuesOf('{"a": 1}')).toEqual({ a: 1 });
  expect(valuesOf("[1]")).toBeUndefined();
  expect(valuesOf("null")).toBeUndefined();
  expect(valuesOf("{")).toBeUndefined();
});

test("a large whole number is given with all its digits", () => {
  expect(valuesOf('{"id": 12345678901234567890}')).toEqual({ id: 12345678901234567890n });
});
