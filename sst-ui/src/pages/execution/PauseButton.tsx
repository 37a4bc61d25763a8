import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { engineRun } from "../../api/engine.ts";
import { pauseExecution, resumeExecution } from "../../api/executions.ts";
import { keys } from "../../api/keys.ts";
import type { Execution } from "../../api/schema.gen.ts";
import { Button } from "../../ui/Button.tsx";
import { toast } from "../../ui/toasts.ts";

const PAUSED = ["paused", "pausing"];

/** Pauses a workflow that runs, or lets it go on: what StackStorm says of it decides which. */
export function PauseButton({ execution, run }: { execution: Execution; run: string }) {
  const cache = useQueryClient();
  const status = useQuery(engineRun(run)).data?.status;
  const again = () => cache.invalidateQueries({ queryKey: keys.engine.run(run) });
  const pause = useMutation({
    ...pauseExecution(execution.execution_id),
    onSuccess: () => {
      toast({ tone: "good", text: "StackStorm was asked to begin no further task. The time limit of the test goes on." });
      return again();
    },
  });
  const resume = useMutation({ ...resumeExecution(execution.execution_id), onSuccess: again });
  return status !== undefined && PAUSED.includes(status) ? (
    <Button busy={resume.isPending} unavailable={status === "pausing" ? "Its tasks that run come to their ends first" : undefined} onClick={() => resume.mutate()}>
      Resume
    </Button>
  ) : (
    <Button busy={pause.isPending} unavailable={status === undefined ? "StackStorm has not said how it fares" : undefined} onClick={() => pause.mutate()}>
      Pause
    </Button>
  );
}
