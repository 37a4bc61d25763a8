import { queryOptions } from "@tanstack/react-query";
import { anyAnswer, api, body } from "./client.ts";
import { keys } from "./keys.ts";
import { healthFrom } from "./health.ts";

const OFTEN = 15_000;
/** While somebody looks at a run that goes on. */
const WHILE_IT_RUNS = 5_000;

/** Nothing announces how the engine fares, so it is asked. */
export const engineStatus = queryOptions({
  queryKey: keys.engine.status,
  queryFn: ({ signal }) => body(api.GET("/api/v1/tests/stackstorm/status", { signal })),
  refetchInterval: OFTEN,
});

/** What the last probe found; null where none was made since the server started. */
export const engineProbe = queryOptions({
  queryKey: keys.engine.probe,
  queryFn: ({ signal }) => body(api.GET("/api/v1/tests/stackstorm/probe", { signal })),
});

/** Tries what the engine can do, which takes a while. */
export function probeEngine() {
  return body(api.POST("/api/v1/tests/stackstorm/probe"));
}

export const engineExecutions = queryOptions({
  queryKey: keys.engine.executions,
  queryFn: ({ signal }) => body(api.GET("/api/v1/tests/stackstorm/executions", { params: { query: { limit: 50 } }, signal })),
});

/** One of the engine's own executions, in its own words, as it is now. */
export function engineRun(id: string) {
  return queryOptions({
    queryKey: keys.engine.run(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/tests/stackstorm/executions/{id}", { params: { path: { id } }, signal })),
    refetchInterval: WHILE_IT_RUNS,
  });
}

/** A test to begin with, that does what that execution of the engine's did. */
export function templateOfRun(id: string) {
  return queryOptions({
    queryKey: keys.engine.template(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/tests/stackstorm/executions/{id}/template", { params: { path: { id } }, signal })),
    staleTime: Infinity,
  });
}

/** How the server's parts fare; null where a host application has kept the address for itself. */
export const healthQuery = queryOptions({
  queryKey: keys.health,
  queryFn: async ({ signal }) => {
    const { status, text } = await anyAnswer("/health", signal);
    return healthFrom(status, text);
  },
  refetchInterval: OFTEN,
});
