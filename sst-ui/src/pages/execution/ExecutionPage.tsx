import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { oneExecution } from "../../api/executions.ts";
import type { Execution } from "../../api/schema.gen.ts";
import { sentence, stateOf, wordOf } from "../../text/verdict.ts";
import { say } from "../../ui/announcer.ts";
import { Inert } from "../../ui/Inert.tsx";
import { JsonView } from "../../ui/JsonView.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { PageOf } from "../../ui/PageOf.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { AbsoluteTime } from "../../ui/RelativeTime.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Attempts } from "./Attempts.tsx";
import { Checks } from "./Checks.tsx";
import styles from "./ExecutionPage.module.css";
import { COMPARE, ExecutionActions } from "./ExecutionActions.tsx";
import { ExecutionFacts } from "./ExecutionFacts.tsx";
import { Inquiries } from "./Inquiries.tsx";
import { LastPass } from "./LastPass.tsx";
import { OutputView } from "./OutputView.tsx";
import { RuleChain } from "./RuleChain.tsx";
import { SensorDispatches } from "./SensorDispatches.tsx";
import { Tasks } from "./Tasks.tsx";

export default function ExecutionPage() {
  const { executionId = "" } = useParams();
  const execution = useQuery(oneExecution(executionId));
  return (
    <PageOf noun="execution" title="Execution" query={execution}>
      {(shown) => <Shown key={executionId} execution={shown} />}
    </PageOf>
  );
}

function Shown({ execution }: { execution: Execution }) {
  const state = stateOf(execution);
  const [search] = useSearchParams();
  const name = execution.test_name ?? `test ${execution.test_id}`;
  useSpokenVerdict(execution, name);
  return (
    <>
      <PageHead
        tab={`${wordOf(state)} - ${name}`}
        above={
          <Link to={`/tests/${execution.test_id}`}>
            <Inert text={name} limit={200} more={false} />
          </Link>
        }
        title={<StatusBadge state={state} large />}
        actions={<ExecutionActions execution={execution} />}
      />
      <p className={styles.sentence}>
        <Inert text={sentence(execution)} />
        {execution.next_attempt_at !== null && (
          <>
            {" "}
            It begins at <AbsoluteTime at={execution.next_attempt_at} />.
          </>
        )}
      </p>
      <ExecutionFacts execution={execution} />
      {execution.warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          <Inert text={warning} />
        </p>
      ))}
      {execution.test_type === "workflow" && execution.state !== "finished" && <Inquiries execution={execution} />}
      {search.has(COMPARE) && execution.state === "finished" && <LastPass execution={execution} />}
      {execution.checks.length > 0 && <Checks checks={execution.checks} />}
      <WhatHappened execution={execution} />
      {Object.keys(execution.output_data).length > 0 && (
        <Panel title="Result">
          <JsonView value={execution.output_data} label="the result" />
        </Panel>
      )}
      {execution.attempts.length > 1 && <Attempts attempts={execution.attempts} />}
    </>
  );
}

/** Of each type of test what there is to see of its run: only what runs code prints. */
function WhatHappened({ execution }: { execution: Execution }) {
  switch (execution.test_type) {
    case "workflow":
      return <Tasks execution={execution} />;
    case "rule":
      return <RuleChain execution={execution} />;
    case "sensor":
      return <SensorDispatches execution={execution} />;
    default:
      return <OutputView execution={execution} />;
  }
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
