import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./client.ts";
import { keys } from "./keys.ts";
import { partByPart } from "./paging.ts";
import type { TestSummary } from "./schema.gen.ts";

const OFTEN = 30_000;

/** How many tests and incidents there are, and what runs. */
export const overviewQuery = queryOptions({
  queryKey: keys.overview,
  queryFn: ({ signal }) => body(api.GET("/api/v1/overview", { signal })),
  refetchInterval: OFTEN,
});

export const facetsQuery = queryOptions({
  queryKey: keys.tests.facets,
  queryFn: ({ signal }) => body(api.GET("/api/v1/tests/facets", { signal })),
});

/** Which tests the overview shows; absent means all. */
interface HistoryFilter {
  pack?: string;
  tag?: string;
}

/**
 * Tests with how they did lately, the most urgent first. Events keep the bars new; the figures are the server's, and asked
 * for anew every half minute.
 */
export function testHistories(filter: HistoryFilter) {
  const { tag, ...words } = filter;
  const asked = { ...words, ...(tag === undefined ? {} : { tag: [tag] }), include: "history", fields: "summary", sort: "status", limit: 100 } as const;
  return {
    ...partByPart<TestSummary>(keys.tests.history(filter), (cursor, signal) =>
      // With fields=summary it answers with rows: the code of a test may be half a megabyte.
      api.GET("/api/v1/tests", { params: { query: { ...asked, ...(cursor === undefined ? {} : { cursor }) } }, signal }),
    ),
    refetchInterval: OFTEN,
  };
}
