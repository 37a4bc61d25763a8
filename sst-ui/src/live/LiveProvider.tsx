import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { keys } from "../api/keys.ts";
import { say } from "../ui/announcer.ts";
import { apply } from "./apply.ts";
import { LiveContext, POLL } from "./live.ts";
import { Meanwhile } from "./Meanwhile.ts";
import { isPolled, mayBeMissed } from "./reads.ts";
import { Rereading } from "./Rereading.ts";
import { followTogether } from "./shared.ts";
import type { Connection } from "./stream.ts";

/** Keeps what the pages show as new as the server's events, and says how the connection fares. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ state: "connecting" });

  useEffect(() => {
    const rereading = new Rereading(cache);
    const meanwhile = new Meanwhile(cache);
    const unheard = meanwhile.begin();
    const listeners = { stale: rereading.later, told: meanwhile.hear.bind(meanwhile) };
    let wasLost = false;
    const stop = followTogether({
      // One without data only says how far the stream is.
      onEvent: (event) => event.data !== "" && apply(event, cache, listeners),
      onSignedOut: () => cache.setQueryData(keys.session, null),
      onConnection: (now) => {
        setConnection(now);
        if (now.state === "live") {
          // Whatever was missed meanwhile is read again.
          rereading.all(mayBeMissed);
          if (wasLost) {
            say("The connection is back: changes come by themselves again.");
          }
          wasLost = false;
        } else if (now.state === "lost") {
          wasLost = true;
          say("The connection for live changes is lost.", "assertive");
        }
      },
    });
    return () => {
      stop();
      unheard();
      rereading.stop();
    };
  }, [cache]);

  const lost = connection.state === "lost";
  useEffect(() => {
    const poll = lost ? setInterval(() => void cache.refetchQueries({ type: "active", predicate: ({ queryKey }) => isPolled(queryKey) }, { cancelRefetch: false }), POLL) : undefined;
    return () => clearInterval(poll);
  }, [cache, lost]);

  return <LiveContext value={connection}>{children}</LiveContext>;
}
