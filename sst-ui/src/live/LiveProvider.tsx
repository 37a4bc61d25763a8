import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { keys } from "../api/keys.ts";
import { say } from "../ui/announcer.ts";
import { apply } from "./apply.ts";
import { LiveContext } from "./live.ts";
import { followTogether } from "./shared.ts";
import type { Connection } from "./stream.ts";

/** Many events in a row make a list be read again once. */
const GATHER = 1_000;

/** While events do not come, pages ask for themselves. */
export const POLL = 5_000;

/** Whether events tell of it. */
function changes(query: { queryKey: QueryKey }): boolean {
  return !["session", "health", "engine"].includes(String(query.queryKey[0]));
}

/** Keeps what the pages show as new as the server's events, and says how the connection fares. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ state: "connecting" });

  useEffect(() => {
    const waiting = new Map<string, QueryKey>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    function stale(queryKey: QueryKey): void {
      waiting.set(JSON.stringify(queryKey), queryKey);
      timer ??= setTimeout(() => {
        timer = undefined;
        waiting.forEach((key) => void cache.invalidateQueries({ queryKey: key }));
        waiting.clear();
      }, GATHER);
    }
    const stop = followTogether({
      // One without data only says how far the stream is.
      onEvent: (event) => event.data !== "" && apply(event, cache, stale),
      onSignedOut: () => cache.setQueryData(keys.session, null),
      onConnection: (now) => {
        setConnection(now);
        if (now.state === "live") {
          // Whatever was missed meanwhile is read again.
          void cache.invalidateQueries({ predicate: changes });
        } else if (now.state === "lost") {
          say("The connection for live changes is lost.", "assertive");
        }
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [cache]);

  const lost = connection.state === "lost";
  useEffect(() => {
    const poll = lost ? setInterval(() => void cache.refetchQueries({ type: "active", predicate: changes }), POLL) : undefined;
    return () => clearInterval(poll);
  }, [cache, lost]);

  return <LiveContext value={connection}>{children}</LiveContext>;
}
