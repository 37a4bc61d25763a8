import { expect, test } from "vitest";
import { startingValues, valuesOf } from "./parameters.ts";

test("what was given stands in place of the test's own value", () => {
  const schema = { healthy: { type: "boolean", default: true }, url: { type: "string" }, plain: 7 };
  expect(startingValues(schema, { healthy: false })).toEqual({ healthy: false, plain: 7 });
});

test("only an object is taken for parameters", () => {
  expect(valuesOf('{"a": 1}')).toEqual({ a: 1 });
  expect(valuesOf("[1]")).toBeUndefined();
  expect(valuesOf("null")).toBeUndefined();
  expect(valuesOf("{")).toBeUndefined();
});
