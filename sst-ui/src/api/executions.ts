import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { api, body, type ListQuery } from "./client.ts";
import { keys } from "./keys.ts";
import { PART, partByPart, type Asked } from "./paging.ts";
import type { Execution, RerunInput } from "./schema.gen.ts";

/** What the list is narrowed to; absent means all. */
export interface ExecutionFilter {
  test_id?: string;
  status?: string;
  verdict?: string;
  from?: string;
  until?: string;
}

export function executionList(filter: ExecutionFilter, limit = PART) {
  return partByPart<Execution>(keys.executions.list({ ...filter, limit }), (cursor, signal) =>
    // Without fields=summary it answers with whole executions.
    api.GET("/api/v1/executions", {
      params: { query: { ...filter, limit, ...(cursor === undefined ? {} : { cursor }) } as ListQuery<"/api/v1/executions"> },
      signal,
    }) as Asked<Execution>,
  );
}

export function oneExecution(id: string) {
  return queryOptions({
    queryKey: keys.executions.one(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/executions/{execution_id}", { params: { path: { execution_id: id } }, signal })),
  });
}

/** So much of an output comes with one request, in bytes: few requests, and none that keeps the page from drawing. */
const OUTPUT_PART = 512 * 1024;

export function outputOf(id: string, after: number, signal: AbortSignal) {
  const params = { path: { execution_id: id }, query: { after, limit: OUTPUT_PART } };
  return body(api.GET("/api/v1/executions/{execution_id}/output", { params, signal }));
}

export function cancelExecution(id: string) {
  return mutationOptions({
    mutationFn: () => body(api.POST("/api/v1/executions/{execution_id}/cancel", { params: { path: { execution_id: id } } })),
  });
}

/** Once more; with parameters in place of those given the first time when there are some. */
export function rerunExecution(id: string) {
  return mutationOptions({
    mutationFn: (input: RerunInput) =>
      body(api.POST("/api/v1/executions/{execution_id}/rerun", { params: { path: { execution_id: id } }, body: input })),
  });
}

/** The newest execution of the test that passed before that time; null when the server knows none. */
export function lastPass(testId: string, before: string) {
  return queryOptions({
    queryKey: keys.executions.lastPass(testId, before),
    queryFn: async ({ signal }): Promise<Execution | null> => {
      const query = { test_id: testId, verdict: "passed" as const, until: before, limit: 1 };
      const found = await body(api.GET("/api/v1/executions", { params: { query }, signal }) as Asked<Execution>);
      return found[0] ?? null;
    },
    staleTime: Infinity,
  });
}

/** How many of each verdict in each slice of that time. */
export function histogram(range: { from: string; until: string; test_id?: string }) {
  return queryOptions({
    queryKey: keys.executions.histogram(range),
    queryFn: ({ signal }) => body(api.GET("/api/v1/executions/histogram", { params: { query: { ...range, buckets: 60 } }, signal })),
  });
}
