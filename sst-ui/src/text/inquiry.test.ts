import { expect, test } from "vitest";
import { answerFields, answered } from "./inquiry.ts";

test("each member of a plain schema has a field, with its default as the value", () => {
  const fields = answerFields({ type: "object", properties: { go: { type: "boolean", required: true }, why: { type: "string", default: "no reason" } } });
  expect(fields?.map(({ name, type, required, value }) => [name, type, required, value])).toEqual([
    ["go", "boolean", true, undefined],
    ["why", "string", false, "no reason"],
  ]);
});

test.each([{ how: { enum: ["a", "b"] } }, { how: { type: ["string", "null"] } }, { how: { anyOf: [] } }, {}])("a schema like %j is answered as JSON", (odd) => {
  const go = Object.keys(odd).length === 0 ? {} : { go: { type: "boolean" } };
  expect(answerFields({ properties: { ...go, ...odd } })).toBeUndefined();
});

test("a schema without members is answered as JSON", () => {
  expect(answerFields({})).toBeUndefined();
});

test("what has no value is not sent, and no schema ever is", () => {
  const fields = answerFields({ properties: { go: { type: "boolean" }, why: { type: "string" } } }) ?? [];
  expect(answered(fields)).toEqual({});
  expect(answered(fields.map((field) => (field.name === "go" ? { ...field, value: false } : field)))).toEqual({ go: false });
});
