import { keepPreviousData, mutationOptions, queryOptions } from "@tanstack/react-query";
import { nextMinute, timesOf, type Stretch } from "../text/range.ts";
import { api, body, type ListQuery } from "./client.ts";
import { keys } from "./keys.ts";
import { PART, partByPart, type Asked } from "./paging.ts";
import type { Execution, ExecutionSummary, InquiryInput, RerunInput } from "./schema.gen.ts";

/** What the list is narrowed to; absent means all. */
export interface ExecutionFilter extends Stretch {
  test_id?: string;
  status?: string;
  verdict?: string;
}

export function executionList(filter: ExecutionFilter, limit = PART) {
  const { test_id, status, verdict } = filter;
  return partByPart<ExecutionSummary>(keys.executions.list({ ...filter, limit }), (cursor, signal) =>
    // With fields=summary it answers with rows: a whole execution may hold a megabyte.
    api.GET("/api/v1/executions", {
      params: { query: { test_id, status, verdict, ...timesOf(filter, Date.now()), fields: "summary", limit, cursor } as ListQuery<"/api/v1/executions"> },
      signal,
    }) as Asked<ExecutionSummary>,
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

/** The engine is asked in turn each time. */
const STEPS_EVERY = 2_000;
const QUESTIONS_EVERY = 5_000;

/** The steps of a run as the engine tells them now: again and again while it goes on, and once more when it is over. */
export function stepsOf(id: string, over: boolean) {
  return queryOptions({
    queryKey: keys.executions.steps(id, over),
    queryFn: async ({ signal }) => (await body(api.GET("/api/v1/executions/{execution_id}/steps", { params: { path: { execution_id: id } }, signal }))).steps,
    placeholderData: keepPreviousData,
    refetchInterval: over ? false : STEPS_EVERY,
  });
}

/** What its workflow waits for somebody to answer; nothing announces a question, so it is asked for. */
export function inquiriesOf(id: string) {
  return queryOptions({
    queryKey: keys.executions.inquiries(id),
    queryFn: async ({ signal }) =>
      (await body(api.GET("/api/v1/executions/{execution_id}/inquiries", { params: { path: { execution_id: id } }, signal }))).inquiries,
    refetchInterval: QUESTIONS_EVERY,
  });
}

export function answerInquiry(id: string) {
  return mutationOptions({
    mutationFn: ({ inquiry, response }: { inquiry: string; response: NonNullable<InquiryInput["response"]> }) =>
      body(api.POST("/api/v1/executions/{execution_id}/inquiries/{inquiry_id}", { params: { path: { execution_id: id, inquiry_id: inquiry } }, body: { response } })),
  });
}

export function pauseExecution(id: string) {
  return mutationOptions({
    mutationFn: () => body(api.POST("/api/v1/executions/{execution_id}/pause", { params: { path: { execution_id: id } } })),
  });
}

export function resumeExecution(id: string) {
  return mutationOptions({
    mutationFn: () => body(api.POST("/api/v1/executions/{execution_id}/resume", { params: { path: { execution_id: id } } })),
  });
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

/** A count over the history is dear: it is made twice a minute, and not for each execution. */
const COUNTED_EVERY = 30_000;

/** How many of each verdict in each slice of that time, which has a beginning. */
export function histogram(stretch: Stretch & { test_id?: string }) {
  return queryOptions({
    queryKey: keys.executions.histogram(stretch),
    queryFn: ({ signal }) => {
      const now = Date.now();
      const { from = nextMinute(now), until = nextMinute(now) } = timesOf(stretch, now);
      const query = { from, until, buckets: 60, ...(stretch.test_id === undefined ? {} : { test_id: stretch.test_id }) };
      return body(api.GET("/api/v1/executions/histogram", { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: COUNTED_EVERY,
  });
}
