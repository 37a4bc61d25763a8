import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Part } from "../api/paging.ts";
import { useParts, type Parts } from "./useParts.ts";

const FIRST = { items: ["a", "b"], next: "c", total: 5 };

/** What it says of a list whose first part is here. */
function partsOf(state: object): Partial<Parts<string>> {
  const list = { data: { pages: [FIRST], pageParams: [null] }, hasNextPage: true, isFetchingNextPage: false, isFetchNextPageError: false, fetchNextPage: () => undefined, ...state };
  let found: Partial<Parts<string>> = {};
  renderToStaticMarkup(
    createElement(() => {
      found = useParts(list as unknown as UseInfiniteQueryResult<InfiniteData<Part<string>>>);
      return null;
    }),
  );
  return found;
}

test("rows and total are those of the parts that are here", () => {
  expect(partsOf({})).toMatchObject({ rows: ["a", "b"], total: 5 });
  expect(partsOf({ data: undefined, hasNextPage: false })).toMatchObject({ rows: [], total: undefined, more: undefined, ahead: undefined });
});

test("a part that is on its way is not asked for unbidden", () => {
  expect(partsOf({}).ahead).toBeDefined();
  expect(partsOf({ isFetchingNextPage: true })).toMatchObject({ ahead: undefined, loading: true });
});

test("a part that could not be read is asked for again only by hand", () => {
  const parts = partsOf({ isFetchNextPageError: true });
  expect(parts.ahead).toBeUndefined();
  expect(parts.more).toBeDefined();
});
