import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import type { Test } from "../../api/schema.gen.ts";
import { executeTest, oneTest } from "../../api/tests.ts";
import { useShortcuts } from "../../keys/useKeys.ts";
import { stateOf, wordOf } from "../../text/verdict.ts";
import { Button } from "../../ui/Button.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { ExecutionTable } from "../executions/ExecutionTable.tsx";

export default function TestPage() {
  const { testId = "" } = useParams();
  const test = useQuery(oneTest(testId));
  if (test.data !== undefined) {
    return <Shown key={testId} test={test.data} />;
  }
  return test.isError ? (
    <>
      <PageHead title="Test" tab="Test" />
      <ErrorState what="this test" error={test.error} again={() => void test.refetch()} />
    </>
  ) : (
    <Loading what="the test" />
  );
}

function Shown({ test }: { test: Test }) {
  const navigate = useNavigate();
  const run = useMutation({ ...executeTest(test.test_id), onSuccess: (execution) => void navigate(`/executions/${execution.execution_id}`) });
  const state = test.last_execution === null ? "never_run" : stateOf(test.last_execution);
  const why = whyNotRun(test);
  useShortcuts([{ keys: "r", label: "Run this test", group: "Test", run: () => why === undefined && run.mutate({}) }]);
  return (
    <>
      <PageHead
        tab={`${wordOf(state)} - ${test.name}`}
        title={<Inert text={test.name} limit={300} />}
        above={<StatusBadge state={state} />}
        actions={
          <Button look="main" busy={run.isPending} unavailable={why} onClick={() => run.mutate({})}>
            Run
          </Button>
        }
      />
      <Panel title="Definition">
        {test.description !== "" && <Inert text={test.description} />}
        <Facts
          facts={[
            { name: "Type", value: test.test_type },
            { name: "Pack", value: <code>{test.stackstorm_pack}</code> },
            { name: "Revision", value: test.revision },
            { name: "Live", value: test.deployed_revision ?? "nothing" },
            { name: "Timeout", value: `${test.timeout} s` },
            { name: "Retries", value: test.retry_count },
            { name: "Changed", value: <RelativeTime at={test.updated_at} /> },
            { name: "Tags", value: test.tags.length === 0 ? null : test.tags.map((tag) => <Tag key={tag}><Inert text={tag} limit={60} /></Tag>) },
          ]}
        />
      </Panel>
      <Panel title="Runs">
        <ExecutionTable filter={{ test_id: test.test_id }} empty={<EmptyState title="Not run yet." />} />
      </Panel>
    </>
  );
}

/** Why the server would refuse to run it now. */
function whyNotRun(test: Test): string | undefined {
  if (!test.enabled) {
    return "The test is disabled";
  }
  return test.test_code !== null && !test.deployed ? "Nothing of it is deployed" : undefined;
}
