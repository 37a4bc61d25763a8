import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { cancelExecution, rerunExecution } from "../../api/executions.ts";
import type { Execution } from "../../api/schema.gen.ts";
import { useShortcuts } from "../../keys/useKeys.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { useMay } from "../../session/may.ts";
import { Button } from "../../ui/Button.tsx";
import { useFocusKept } from "../../ui/useFocusKept.ts";
import { PauseButton } from "./PauseButton.tsx";

const RerunDialog = lazy(() => import("./RerunDialog.tsx"));

/** What compares with the last pass is part of the page's address. */
export const COMPARE = "compare";

/** Cancel while it runs; afterwards again, again with other parameters, or beside the last pass. */
export function ExecutionActions({ execution }: { execution: Execution }) {
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation(cancelExecution(execution.execution_id));
  const rerun = useMutation({ ...rerunExecution(execution.execution_id), onSuccess: (next) => void navigate(`/executions/${next.execution_id}`) });
  const over = execution.state === "finished";
  const comparing = search.has(COMPARE);
  const compare = () => setSearch(comparing ? {} : { [COMPARE]: "last-pass" }, { replace: true });
  const may = useMay();
  useShortcuts([
    ...(may("execute") ? [{ keys: "r", label: "Run again", group: "Execution", run: () => over && !rerun.isPending && rerun.mutate({}) }] : []),
    { keys: "c", label: "Compare with the last pass", group: "Execution", run: () => over && compare() },
  ]);
  if (!over) {
    return (
      <Allowed to="execute">
        {execution.test_type === "workflow" && execution.stackstorm_execution_id !== null && <PauseButton execution={execution} run={execution.stackstorm_execution_id} />}
        <CancelButton busy={cancel.isPending} unavailable={execution.cancel_requested ? "It was asked to stop already" : undefined} onCancel={() => cancel.mutate()} />
      </Allowed>
    );
  }
  return (
    <>
      <Allowed to="execute">
        <Button look="main" busy={rerun.isPending} onClick={() => rerun.mutate({})}>
          Run again
        </Button>
        <Button onClick={() => setAsking(true)}>Run again with changes …</Button>
      </Allowed>
      <Button aria-pressed={comparing} onClick={compare}>
        Compare with the last pass
      </Button>
      <Suspense>{asking && <RerunDialog execution={execution} onClose={() => setAsking(false)} />}</Suspense>
    </>
  );
}

/** It goes when the run ends, perhaps while somebody is about to press it. */
function CancelButton({ busy, unavailable, onCancel }: { busy: boolean; unavailable: string | undefined; onCancel: () => void }) {
  const place = useRef<HTMLSpanElement>(null);
  useFocusKept(place);
  return (
    <span ref={place}>
      <Button busy={busy} unavailable={unavailable} onClick={onCancel}>
        Cancel
      </Button>
    </span>
  );
}
