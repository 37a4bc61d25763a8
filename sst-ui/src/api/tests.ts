import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { api, body, type ListQuery } from "./client.ts";
import { keys } from "./keys.ts";
import { PART, partByPart } from "./paging.ts";
import type { BulkInput, ExecuteInput, TestSummary } from "./schema.gen.ts";

/** What the list is narrowed to; absent means all. The names are those of the API and of the page's address. */
export interface TestFilter {
  q?: string;
  test_type?: string;
  status?: string;
  pack?: string;
  tag?: string;
  enabled?: string;
  deployed?: string;
  drifted?: string;
  /** By what they are ordered, `-` in front for the other way round. */
  sort?: string;
}

/** How many light rows a request brings once somebody scrolls; the most the server gives. */
const FURTHER = 1_000;

export function testList(filter: TestFilter) {
  const { tag, enabled, deployed, drifted, ...words } = filter;
  const asked = {
    ...words,
    ...(tag === undefined ? {} : { tag: [tag] }),
    ...(enabled === undefined ? {} : { enabled: enabled === "true" }),
    ...(deployed === undefined ? {} : { deployed: deployed === "true" }),
    ...(drifted === undefined ? {} : { drifted: drifted === "true" }),
  };
  return partByPart<TestSummary>(keys.tests.list(filter), (cursor, signal) =>
    api.GET("/api/v1/tests", {
      params: { query: { ...asked, fields: "summary", ...(cursor === undefined ? { limit: PART } : { limit: FURTHER, cursor }) } as ListQuery<"/api/v1/tests"> },
      signal,
    }),
  );
}

export function oneTest(id: string) {
  return queryOptions({
    queryKey: keys.tests.one(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/tests/{test_id}", { params: { path: { test_id: id } }, signal })),
  });
}

export function deploymentOf(id: string) {
  return queryOptions({
    queryKey: keys.tests.deployment(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/tests/{test_id}/deployment", { params: { path: { test_id: id } }, signal })),
    // It looks at the engine each time: not something to repeat every few seconds.
    refetchInterval: false,
  });
}

/** Asks for an execution of what is deployed. */
export function executeTest(id: string) {
  return mutationOptions({
    mutationFn: (input: ExecuteInput) =>
      body(api.POST("/api/v1/tests/{test_id}/execute", { params: { path: { test_id: id } }, body: input })),
  });
}

/** The same for many tests, with a result for each. */
export function bulk(input: BulkInput) {
  return body(api.POST("/api/v1/tests/bulk", { body: input }));
}
