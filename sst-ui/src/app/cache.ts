import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { keys } from "../api/keys.ts";
import { isStatus, Refusal } from "../api/problem.ts";
import { told } from "../ui/states.tsx";
import { toast } from "../ui/toasts.ts";

declare module "@tanstack/react-query" {
  interface Register {
    /** `quiet`: whoever asks shows by itself what went wrong. */
    mutationMeta: { quiet?: boolean };
  }
}

/** What the pages know of the server. Events keep it new; an answer that nobody is told about is old at once. */
export function newCache(): QueryClient {
  const cache = new QueryClient({
    queryCache: new QueryCache({ onError: signedOut }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        signedOut(error);
        if (isStatus(error, 403)) {
          // Perhaps they may do less than when the page was loaded.
          void cache.invalidateQueries({ queryKey: keys.session });
        }
        if (mutation.meta?.quiet !== true) {
          toast({ tone: "bad", text: told(error) });
        }
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // What the server refused it refuses again; an answer that did not come may come.
        retry: (failures, error) => failures < 2 && (!(error instanceof Refusal) || error.status >= 500),
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  function signedOut(error: unknown): void {
    if (isStatus(error, 401)) {
      cache.setQueryData(keys.session, null);
    }
  }
  return cache;
}
