import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { cancelExecution, oneExecution, rerunExecution } from "../../api/executions.ts";
import type { Execution } from "../../api/schema.gen.ts";
import { oneTest } from "../../api/tests.ts";
import { useShortcuts } from "../../keys/useKeys.ts";
import { sentence, stateOf, wordOf } from "../../text/verdict.ts";
import { say } from "../../ui/announcer.ts";
import { Button } from "../../ui/Button.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { JsonView } from "../../ui/JsonView.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Attempts } from "./Attempts.tsx";
import { Checks } from "./Checks.tsx";
import styles from "./ExecutionPage.module.css";
import { ExecutionFacts } from "./ExecutionFacts.tsx";
import { OutputView } from "./OutputView.tsx";

export default function ExecutionPage() {
  const { executionId = "" } = useParams();
  const execution = useQuery(oneExecution(executionId));
  if (execution.data !== undefined) {
    return <Shown key={executionId} execution={execution.data} />;
  }
  return execution.isError ? (
    <>
      <PageHead title="Execution" tab="Execution" />
      <ErrorState what="this execution" error={execution.error} again={() => void execution.refetch()} />
    </>
  ) : (
    <Loading what="the execution" />
  );
}

function Shown({ execution }: { execution: Execution }) {
  const state = stateOf(execution);
  // The test may be gone since; then its id stands for it.
  const test = useQuery({ ...oneTest(execution.test_id), retry: false });
  const name = test.data?.name ?? `test ${execution.test_id}`;
  useSpokenVerdict(execution, name);
  return (
    <>
      <PageHead
        tab={`${wordOf(state)} - ${name}`}
        above={
          <Link to={`/tests/${execution.test_id}`}>
            <Inert text={name} limit={200} />
          </Link>
        }
        title={<StatusBadge state={state} large />}
        actions={<Actions execution={execution} />}
      />
      <p className={styles.sentence}>
        <Inert text={sentence(execution)} />
      </p>
      <ExecutionFacts execution={execution} />
      {execution.warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          <Inert text={warning} />
        </p>
      ))}
      {execution.checks.length > 0 && <Checks checks={execution.checks} />}
      <OutputView execution={execution} />
      {Object.keys(execution.output_data).length > 0 && (
        <Panel title="Result">
          <JsonView value={execution.output_data} label="the result" />
        </Panel>
      )}
      {execution.attempts.length > 1 && <Attempts attempts={execution.attempts} />}
    </>
  );
}

function Actions({ execution }: { execution: Execution }) {
  const navigate = useNavigate();
  const cancel = useMutation(cancelExecution(execution.execution_id));
  const rerun = useMutation({ ...rerunExecution(execution.execution_id), onSuccess: (next) => void navigate(`/executions/${next.execution_id}`) });
  const over = execution.state === "finished";
  useShortcuts([{ keys: "r", label: "Run again", group: "Execution", run: () => over && rerun.mutate({}) }]);
  return over ? (
    <Button look="main" busy={rerun.isPending} onClick={() => rerun.mutate({})}>
      Run again
    </Button>
  ) : (
    <Button busy={cancel.isPending} unavailable={execution.cancel_requested ? "It was asked to stop already" : undefined} onClick={() => cancel.mutate()}>
      Cancel
    </Button>
  );
}

/** A verdict that comes while somebody looks is told to screen readers. */
function useSpokenVerdict(execution: Execution, name: string): void {
  const first = useRef(execution.state);
  useEffect(() => {
    if (execution.state === "finished" && first.current !== "finished") {
      first.current = "finished";
      say(`${name}: ${wordOf(stateOf(execution))}. ${sentence(execution)}`);
    }
  }, [execution, name]);
}
