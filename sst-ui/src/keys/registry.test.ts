import { expect, test } from "vitest";
import { match, named, type Shortcut } from "./registry.ts";

const shortcut = (keys: string): Shortcut => ({ keys, label: keys, group: "", run: () => undefined });
const all = [shortcut("g t"), shortcut("?"), shortcut("mod+k"), shortcut("r"), shortcut("r")];
const press = (key: string, more = {}) => named({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test("two keys in a row are one shortcut", () => {
  expect(match(all, "", press("g"))).toBe("first");
  expect(match(all, "g", press("t"))).toBe(all[0]);
  expect(match(all, "g", press("x"))).toBeUndefined();
});

test("Ctrl and Cmd are the same", () => {
  expect(match(all, "", press("K", { ctrlKey: true }))).toBe(all[2]);
  expect(match(all, "", press("k", { metaKey: true }))).toBe(all[2]);
});

test("with Shift, Ctrl or Cmd and a letter stay the browser's", () => {
  expect(match(all, "", press("K", { ctrlKey: true, shiftKey: true }))).toBeUndefined();
  expect(match(all, "", press("?", { shiftKey: true }))).toBe(all[1]);
});

test("the page's own key comes before the frame's", () => {
  expect(match(all, "", press("r"))).toBe(all[4]);
});
