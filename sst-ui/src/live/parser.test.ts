import { expect, test } from "vitest";
import { EventStreamParser } from "./parser.ts";

test("an event may arrive in any pieces", () => {
  const parser = new EventStreamParser();
  expect(parser.feed("event: exec")).toEqual([]);
  expect(parser.feed('ution\nid: 7\ndata: {"a":')).toEqual([]);
  expect(parser.feed("1}\n\n")).toEqual([{ name: "execution", id: "7", data: '{"a":1}' }]);
});

test("a comment is no event", () => {
  expect(new EventStreamParser().feed(": still here\n\n")).toEqual([]);
});

test("the greeting tells a place in the stream without an event", () => {
  expect(new EventStreamParser().feed("retry: 2000\nid: 42\n: welcome\n\n")).toEqual([{ name: "message", id: "42", data: "" }]);
});

test("data of several lines is one text", () => {
  expect(new EventStreamParser().feed("data: a\r\ndata: b\r\n\r\n")[0]?.data).toBe("a\nb");
});
