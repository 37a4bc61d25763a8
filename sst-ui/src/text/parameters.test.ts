import { expect, test } from "vitest";
import { asText, fromText, ownValues, parametersOf, withValue } from "./parameters.ts";

const given = { url: { type: "string", required: true }, tries: { type: "integer", default: 3 } };

test("a schema says the type, its default is the value", () => {
  expect(parametersOf(given).map(({ name, type, value, described }) => [name, type, value, described])).toEqual([
    ["url", "string", undefined, true],
    ["tries", "integer", 3, true],
  ]);
});

test("beside a plain value nothing is a schema, as the server sees it", () => {
  expect(parametersOf({ host: { type: "string" }, n: 5 }).map(({ name, type, value, described }) => [name, type, value, described])).toEqual([
    ["host", "object", { type: "string" }, false],
    ["n", "integer", 5, false],
  ]);
});

test("the values a run has by itself are the defaults of schemas, or the plain values", () => {
  expect(ownValues(given)).toEqual({ tries: 3 });
  expect(ownValues({ host: { type: "string" }, n: 5 })).toEqual({ host: { type: "string" }, n: 5 });
  expect(ownValues({})).toEqual({});
});

test("a typed value becomes the default of its schema", () => {
  const tries = parametersOf(given)[1];
  expect(tries && withValue(given, tries, 5)).toMatchObject({ tries: { type: "integer", default: 5 } });
  expect(tries && withValue(given, tries, undefined)).toEqual({ ...given, tries: { type: "integer" } });
});

test("what does not fit its type is said, not guessed", () => {
  expect(fromText("integer", "1.5")).toEqual({ problem: "A whole number" });
  expect(fromText("integer", "12")).toEqual({ value: 12 });
  expect(fromText("string", "12")).toEqual({ value: "12" });
  expect(fromText("array", "")).toEqual({ value: undefined });
});

test("a whole number of any length is a whole number with all its digits", () => {
  expect(fromText("integer", "12345678901234567890")).toEqual({ value: 12345678901234567890n });
  expect(fromText("number", "12345678901234567890")).toEqual({ value: 12345678901234567890n });
  const [id] = parametersOf({ id: 12345678901234567890n });
  expect(id).toMatchObject({ type: "integer" });
  expect(id && asText(id)).toBe("12345678901234567890");
});
