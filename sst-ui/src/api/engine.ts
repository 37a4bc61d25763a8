import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./client.ts";
import { keys } from "./keys.ts";
import { isStatus } from "./problem.ts";
import type { Health } from "./schema.gen.ts";

const OFTEN = 15_000;

/** Nothing announces how the engine fares, so it is asked. */
export const engineStatus = queryOptions({
  queryKey: keys.engine.status,
  queryFn: ({ signal }) => body(api.GET("/api/v1/tests/stackstorm/status", { signal })),
  refetchInterval: OFTEN,
});

export const engineExecutions = queryOptions({
  queryKey: keys.engine.executions,
  queryFn: ({ signal }) => body(api.GET("/api/v1/tests/stackstorm/executions", { params: { query: { limit: 50 } }, signal })),
});

/** How the server's parts fare; null where a host application has kept the address for itself. */
export const healthQuery = queryOptions({
  queryKey: keys.health,
  queryFn: async ({ signal }): Promise<Health | null> => {
    const { data, error, response } = await api.GET("/health", { signal });
    if (response.ok) {
      return data ?? null;
    }
    // 503 carries the same document, and says which part is down.
    const told = error as unknown;
    if (typeof told === "object" && told !== null && "status" in told && typeof told.status === "string") {
      return told as Health;
    }
    return null;
  },
  refetchInterval: OFTEN,
  retry: (count, error) => !isStatus(error, 404) && count < 1,
});
