import { expect, test } from "vitest";
import { parsed, stringified } from "./exact.ts";

test("a whole number beyond 2^53 keeps all its digits, read and written", () => {
  const text = '{"id":12345678901234567890,"below":-9007199254740993,"list":[9007199254740992]}';
  expect(parsed(text)).toEqual({ id: 12345678901234567890n, below: -9007199254740993n, list: [9007199254740992n] });
  expect(stringified(parsed(text))).toBe(text);
});

test("every other number is a number, beside a large one too", () => {
  expect(parsed("[12345678901234567890,9007199254740991,0.1,1e30,-0]")).toEqual([12345678901234567890n, 9007199254740991, 0.1, 1e30, -0]);
});

test("beside a large number the rest reads as JSON.parse reads it", () => {
  const text = '{"n":9007199254740993,"__proto__":{"a":1},"twice":1,"twice":2,"text":"\\u00e9 9007199254740993","empty":{}}';
  const value = parsed(text) as Record<string, unknown>;
  expect(Object.entries(value).slice(1)).toEqual(Object.entries(JSON.parse(text) as object).slice(1));
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test("what is no JSON is refused with the browser's words, large numbers or not", () => {
  expect(() => parsed('{"n":9007199254740993,')).toThrow(SyntaxError);
  expect(() => parsed("")).toThrow(SyntaxError);
});

test("it is laid out as JSON.stringify does", () => {
  const value = { a: [1, { b: null }], none: undefined, empty: [], text: 'q"' };
  expect(stringified(value, 2)).toBe(JSON.stringify(value, null, 2));
});
