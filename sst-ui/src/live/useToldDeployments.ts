import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { keys } from "../api/keys.ts";
import type { Deployment } from "../api/schema.gen.ts";

const [OF, WHAT] = keys.tests.deployment("");

/** Hears of each deployment that an event tells of while the component is there; not of those that are read. */
export function useToldDeployments(hear: (deployment: Deployment) => void): void {
  const cache = useQueryClient();
  const newest = useRef(hear);
  useEffect(() => {
    newest.current = hear;
  });
  useEffect(
    () =>
      cache.getQueryCache().subscribe((event) => {
        const [of, what]: QueryKey = event.query.queryKey as QueryKey;
        // Set by hand means: told by an event.
        if (event.type === "updated" && event.action.type === "success" && event.action.manual === true && of === OF && what === WHAT) {
          newest.current(event.action.data as Deployment);
        }
      }),
    [cache],
  );
}
