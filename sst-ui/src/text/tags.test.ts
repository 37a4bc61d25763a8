import { expect, test } from "vitest";
import { tagsOf, writtenTags } from "./tags.ts";

test("tags are separated by commas, whatever space is around them", () => {
  expect(tagsOf(" shop,web ,  two words,, ")).toEqual(["shop", "web", "two words"]);
  expect(tagsOf("")).toEqual([]);
});

test.each([[["shop", "web"]], [["Bonn, Rhein", "b"]], [['he said "no"']], [['"', ",", '","']], [[" space "]]])("the tags %j are read as they were written", (tags) => {
  expect(tagsOf(writtenTags(tags))).toEqual(tags);
});

test("a tag with a comma stays one tag", () => {
  expect(writtenTags(["Bonn, Rhein", "b"])).toBe('"Bonn, Rhein", b');
});

test("a quote that is not closed yet belongs to its tag", () => {
  expect(tagsOf('"half, b')).toEqual(['"half', "b"]);
});
