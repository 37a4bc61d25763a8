import { expect, test } from "vitest";
import { openedBy, wentOn } from "./goOn.ts";

test("a page goes on at another address as what it was opened as", () => {
  const opened = openedBy({ pathname: "/tests/new", key: "k1", state: null });
  expect(opened).toEqual({ page: "/tests/new", entry: "k1" });
  const later = { pathname: "/tests/7/edit", key: "k2", state: opened };
  expect(openedBy(later)).toEqual(opened);
  expect(wentOn(later)).toBe(true);
});

test("an address that somebody just went to is a page of its own", () => {
  const place = { pathname: "/tests/7/edit", key: "k3", state: { page: 7 } };
  expect(openedBy(place)).toEqual({ page: "/tests/7/edit", entry: "k3" });
  expect(wentOn(place)).toBe(false);
});
