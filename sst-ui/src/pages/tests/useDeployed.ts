import { useState } from "react";
import { useToldDeployments } from "../../live/useToldDeployments.ts";
import { endOf, type Outcome } from "./bulk.ts";

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
