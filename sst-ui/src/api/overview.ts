import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, body, whole, type ListQuery } from "./client.ts";
import { keys } from "./keys.ts";
import { totalOf, type Asked, type Part } from "./paging.ts";
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
export interface HistoryFilter {
  pack?: string;
  tag?: string;
}

/**
 * Tests with how they did lately, the most urgent first. Events keep the bars new; the figures are the server's, and asked
 * for anew every half minute.
 */
export function testHistories(filter: HistoryFilter) {
  return infiniteQueryOptions({
    queryKey: keys.tests.history(filter),
    queryFn: async ({ pageParam, signal }): Promise<Part<TestSummary>> => {
      const { tag, ...words } = filter;
      const query = { ...words, ...(tag === undefined ? {} : { tag: [tag] }), include: "history" as const, fields: "summary" as const, sort: "status" as const, limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) } as ListQuery<"/api/v1/tests">;
      // With fields=summary it answers with rows: the code of a test may be half a megabyte.
      const { body: items, headers } = await whole(api.GET("/api/v1/tests", { params: { query }, signal }) as Asked<TestSummary>);
      return { items, next: headers.get("X-Next-Cursor"), total: totalOf(headers) };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: OFTEN,
  });
}
