import { queryOptions } from "@tanstack/react-query";
import { apiRoot } from "../app/mount.ts";
import { wordBetweenTabs } from "./tabs.ts";
import { api, body, carryProof } from "./client.ts";
import { keys } from "./keys.ts";
import { isStatus } from "./problem.ts";
import type { Session } from "./schema.gen.ts";

/** Who sits here; null when the server knows nobody. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await body(api.GET("/api/v1/session", { signal }));
      carryProof(session);
      return session;
    } catch (error) {
      if (isStatus(error, 401)) {
        return null;
      }
      throw error;
    }
  },
  staleTime: Infinity,
  refetchInterval: false,
});

/** Told by a tab where somebody has signed in: the others have the same cookie now, and another proof to carry. */
export const signedIn = wordBetweenTabs(`sst-signed-in ${apiRoot}`);

/** Exchanges a token, or the code of a link, for a session. */
export async function signIn(credential: { token: string } | { code: string }): Promise<void> {
  await body(api.POST("/api/v1/session", { body: credential }));
  signedIn.tell();
}

export async function signOut(): Promise<void> {
  await body(api.DELETE("/api/v1/session"));
}
