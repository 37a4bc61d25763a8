import type { Progress } from "../../api/schema.gen.ts";
import { stepOf } from "../../text/progress.ts";
import { Inert } from "../../ui/Inert.tsx";
import { BegunRun } from "../deploy/BegunRun.tsx";
import { Findings } from "../deploy/Findings.tsx";

const WORDS: Record<Progress["state"], string> = { running: "Under way", done: "Last step", failed: "Last try" };

/** How far a deployment is, or what it came to: nobody may have waited for its answer. */
export function LastDeployment({ progress }: { progress: Progress }) {
  const { state, by, execution_id: execution, warnings } = progress;
  return (
    <>
      <p role="status">
        {WORDS[state]}: <Inert text={stepOf(progress)} />, asked for by <Inert text={by} limit={100} />.
      </p>
      {typeof execution === "string" && <BegunRun execution={execution} />}
      <Findings title="Warnings" problems={warnings ?? []} />
    </>
  );
}
