import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "../../api/keys.ts";
import type { Deployment, Progress } from "../../api/schema.gen.ts";

/** The steps of a test's deployment as they happen, oldest first, while the component is there. */
export function useSteps(id: string): readonly Progress[] {
  const cache = useQueryClient();
  const [steps, setSteps] = useState<readonly Progress[]>([]);
  useEffect(() => {
    const wanted = JSON.stringify(keys.tests.deployment(id));
    return cache.getQueryCache().subscribe((event) => {
      if (event.type !== "updated" || event.action.type !== "success" || event.action.manual !== true || JSON.stringify(event.query.queryKey) !== wanted) {
        return;
      }
      // Set by hand means: told by an event.
      const { progress } = event.action.data as Deployment;
      if (progress !== null) {
        setSteps((before) => (before.at(-1)?.step === progress.step && before.at(-1)?.state === progress.state ? before : [...before, progress]));
      }
    });
  }, [cache, id]);
  return steps;
}
