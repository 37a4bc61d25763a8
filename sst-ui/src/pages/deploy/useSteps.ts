import { useState } from "react";
import type { Progress } from "../../api/schema.gen.ts";
import { useToldDeployments } from "../../live/useToldDeployments.ts";

/** The steps of a test's deployment as they happen, oldest first, while the component is there. */
export function useSteps(id: string): readonly Progress[] {
  const [steps, setSteps] = useState<readonly Progress[]>([]);
  useToldDeployments(({ test_id, progress }) => {
    if (test_id === id && progress !== null) {
      setSteps((before) => (before.at(-1)?.step === progress.step && before.at(-1)?.state === progress.state ? before : [...before, progress]));
    }
  });
  return steps;
}
