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

/** What was seen to differ may be so, until something else does; refused when something else was found by now. */
export function ignoreDrift(id: string, differences: readonly string[]) {
  return mutationOptions({
    mutationFn: () => body(api.POST("/api/v1/tests/{test_id}/deployment/ignore-drift", { params: { path: { test_id: id } }, body: { differences: [...differences] } })),
  });
}

/** What somebody edited at the engine, as the test would say it. It looks at the engine, so it is asked once. */
export function readBackOf(id: string) {
  return queryOptions({
    queryKey: keys.tests.readBack(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/tests/{test_id}/deployment/read-back", { params: { path: { test_id: id } }, signal })),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchInterval: false,
  });
}

/**
 * Stores what was shown of the engine as a new revision.
 *
 * @param from the newest revision that whoever does it has seen; refused with 412 when somebody has stored another since
 */
export function adoptDrift(id: string, fingerprint: string, note: string, from: number) {
  return body(
    api.POST("/api/v1/tests/{test_id}/deployment/adopt", {
      params: { path: { test_id: id } },
      body: { fingerprint, ...(note === "" ? {} : { note }) },
      headers: { "If-Match": `"${from}"` },
    }),
  );
}
