import { expect, test } from "vitest";
import { withOneMore, type Toast } from "./toasts.ts";

const all = (tones: readonly Toast["tone"][]) => tones.reduce<readonly Toast[]>((before, tone, id) => withOneMore(before, { id, tone, text: "" }), []);
const ids = (toasts: readonly Toast[]) => toasts.map(({ id }) => id);

test("a bad message is not pushed out by good ones", () => {
  expect(ids(all(["bad", "good", "good", "good", "good", "good"]))).toEqual([0, 3, 4, 5]);
});

test("bad messages all stay, however many", () => {
  expect(ids(all(["bad", "bad", "good", "bad", "bad", "bad"]))).toEqual([0, 1, 3, 4, 5]);
});
