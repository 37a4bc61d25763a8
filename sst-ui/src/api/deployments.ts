import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { api, body } from "./client.ts";
import { keys } from "./keys.ts";
import type { Deployed, Plan } from "./schema.gen.ts";

/** What a deployment would do now. It looks at the engine, so it is asked once. */
export function planOf(id: string, force: boolean) {
  return queryOptions({
    queryKey: [...keys.tests.plan(id), force],
    queryFn: async ({ signal }): Promise<Plan> => {
      const query = { plan: true, ...(force ? { force: true } : {}) };
      // With `plan` the answer is a plan, else a deployment.
      return (await body(api.POST("/api/v1/tests/{test_id}/deploy", { params: { path: { test_id: id }, query }, signal }))) as Plan;
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Makes the newest revision live; answers when it is, or could not be. With `execute` a run of it has begun by then. */
export async function deployTest(id: string, { force = false, execute = false } = {}): Promise<Deployed> {
  const query = force ? { force: true } : {};
  const wish = execute ? { body: { execute } } : {};
  return (await body(api.POST("/api/v1/tests/{test_id}/deploy", { params: { path: { test_id: id }, query }, ...wish }))) as Deployed;
}

export function undeployTest(id: string) {
  return body(api.POST("/api/v1/tests/{test_id}/undeploy", { params: { path: { test_id: id } } }));
}

/** What was found to differ may be so, until something else does. */
export function ignoreDrift(id: string) {
  return mutationOptions({
    mutationFn: () => body(api.POST("/api/v1/tests/{test_id}/deployment/ignore-drift", { params: { path: { test_id: id } } })),
  });
}
