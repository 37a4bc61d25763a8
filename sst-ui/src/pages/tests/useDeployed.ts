import { useState } from "react";
import type { Deployment } from "../../api/schema.gen.ts";
import { useToldDeployments } from "../../live/useToldDeployments.ts";
import type { Outcome } from "./bulk.ts";

type End = Pick<Outcome, "state" | "words">;

/**
 * How far deployments are, by the ids of their tests: only what events tell while it listens.
 *
 * @param listening whether what is told is about what was asked for here
 */
export function useDeployed(listening: boolean): ReadonlyMap<string, End> {
  const [ends, setEnds] = useState<ReadonlyMap<string, End>>(new Map());
  useToldDeployments((deployment) => {
    if (listening) {
      setEnds((before) => new Map(before).set(deployment.test_id, endOf(deployment)));
    }
  });
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
