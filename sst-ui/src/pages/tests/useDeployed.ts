import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "../../api/keys.ts";
import type { Deployment, TestSummary } from "../../api/schema.gen.ts";
import type { Outcome } from "./bulk.ts";

type End = Pick<Outcome, "state" | "words">;

const PREFIX = JSON.stringify(keys.tests.deployment("")).replace('""]', "");

/** How far the deployments of these tests are, by their ids: only what events told since the component came. */
export function useDeployed(tests: readonly TestSummary[]): ReadonlyMap<string, End> {
  const cache = useQueryClient();
  const [ends, setEnds] = useState<ReadonlyMap<string, End>>(new Map());
  useEffect(() => {
    if (tests.length === 0) {
      return undefined;
    }
    const wanted = new Set(tests.map(({ test_id }) => test_id));
    return cache.getQueryCache().subscribe((event) => {
      // Set by hand means: told by an event.
      if (event.type !== "updated" || event.action.type !== "success" || event.action.manual !== true || !JSON.stringify(event.query.queryKey).startsWith(PREFIX)) {
        return;
      }
      const deployment = event.action.data as Deployment;
      if (wanted.has(deployment.test_id)) {
        setEnds((before) => new Map(before).set(deployment.test_id, endOf(deployment)));
      }
    });
  }, [cache, tests]);
  return ends;
}

function endOf({ progress, revision }: Deployment): End {
  switch (progress?.state) {
    case "running":
      return { state: "begun", words: progress.step };
    case "failed":
      return { state: "failed", words: progress.errors.map(({ message }) => message).join("; ") || progress.step };
    default:
      return { state: "done", words: revision === undefined ? "deployed" : `revision ${revision} is live` };
  }
}
