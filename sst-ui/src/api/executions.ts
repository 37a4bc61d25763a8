import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { api, body } from "./client.ts";
import { keys } from "./keys.ts";
import { PART, partByPart } from "./paging.ts";
import type { Execution } from "./schema.gen.ts";

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
    api.GET("/api/v1/executions", { params: { query: { ...filter, limit, ...(cursor === undefined ? {} : { cursor }) } }, signal }),
  );
}

export function oneExecution(id: string) {
  return queryOptions({
    queryKey: keys.executions.one(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/executions/{execution_id}", { params: { path: { execution_id: id } }, signal })),
  });
}

export function outputOf(id: string, after: number, signal: AbortSignal) {
  const params = { path: { execution_id: id }, query: { after: String(after) } };
  return body(api.GET("/api/v1/executions/{execution_id}/output", { params, signal }));
}

export function cancelExecution(id: string) {
  return mutationOptions({
    mutationFn: () => body(api.POST("/api/v1/executions/{execution_id}/cancel", { params: { path: { execution_id: id } } })),
  });
}

export function rerunExecution(id: string) {
  return mutationOptions({
    mutationFn: () => body(api.POST("/api/v1/executions/{execution_id}/rerun", { params: { path: { execution_id: id } } })),
  });
}
