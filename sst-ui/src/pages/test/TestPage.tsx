import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import type { Test } from "../../api/schema.gen.ts";
import { oneTest } from "../../api/tests.ts";
import { stateOf, wordOf } from "../../text/verdict.ts";
import { DriftTag } from "../../ui/DriftTag.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { PageOf } from "../../ui/PageOf.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { ExecutionTable } from "../executions/ExecutionTable.tsx";
import { IncidentTable } from "../incidents/IncidentTable.tsx";
import { Actions } from "./Actions.tsx";
import { DefinitionTab } from "./DefinitionTab.tsx";
import { DeploymentTab } from "./DeploymentTab.tsx";
import { OverviewTab } from "./OverviewTab.tsx";
import { RevisionsTab } from "./RevisionsTab.tsx";
import styles from "./TestPage.module.css";

const TABS = [
  { id: "overview", label: "Overview" },
  { id: "runs", label: "Runs" },
  { id: "definition", label: "Definition" },
  { id: "revisions", label: "Revisions" },
  { id: "deployment", label: "Deployment" },
  { id: "incidents", label: "Incidents" },
] as const;

type Tab = (typeof TABS)[number]["id"];

export default function TestPage() {
  const { testId = "" } = useParams();
  const test = useQuery(oneTest(testId));
  return (
    <PageOf noun="test" title="Test" query={test}>
      {(shown) => <Shown key={testId} test={shown} />}
    </PageOf>
  );
}

function Shown({ test }: { test: Test }) {
  const [search] = useSearchParams();
  const wanted = search.get("tab");
  const tab: Tab = TABS.find(({ id }) => id === wanted)?.id ?? "overview";
  const state = test.last_execution === null ? "never_run" : stateOf(test.last_execution);
  return (
    <>
      <PageHead
        tab={`${wordOf(state)} - ${test.name}`}
        title={<Inert text={test.name} limit={300} />}
        above={
          <span>
            <LastRun test={test} /> {!test.enabled && <Tag tone="warn">disabled</Tag>} <Live test={test} /> <DriftTag drifted={test.drifted} />
          </span>
        }
        actions={<Actions test={test} />}
      />
      <Tabs label="Parts of this test" tabs={TABS.map(({ id, label }) => ({ to: `/tests/${test.test_id}?tab=${id}`, label, current: id === tab }))} />
      <div className={styles.tab}>
        <Part tab={tab} test={test} />
      </div>
    </>
  );
}

function LastRun({ test: { last_execution: last } }: { test: Test }) {
  if (last === null) {
    return <StatusBadge state="never_run" />;
  }
  return (
    <>
      <Link to={`/executions/${last.execution_id}`}>
        <StatusBadge state={stateOf(last)} />
      </Link>{" "}
      <RelativeTime at={last.created_at} />
    </>
  );
}

function Live({ test }: { test: Test }) {
  if (test.test_code === null) {
    return <Tag>existing content</Tag>;
  }
  if (test.deployed_revision === null) {
    return <Tag tone="warn">not deployed</Tag>;
  }
  return test.deployed_revision === test.revision ? (
    <Tag>revision {test.revision} is live</Tag>
  ) : (
    <Tag tone="blue">
      revision {test.deployed_revision} is live, {test.revision} is newer
    </Tag>
  );
}

function Part({ tab, test }: { tab: Tab; test: Test }) {
  switch (tab) {
    case "overview":
      return <OverviewTab test={test} />;
    case "runs":
      return <ExecutionTable ofOneTest filter={{ test_id: test.test_id }} empty={<EmptyState title="Not run yet." />} />;
    case "definition":
      return <DefinitionTab test={test} />;
    case "revisions":
      return <RevisionsTab test={test} />;
    case "deployment":
      return <DeploymentTab test={test} />;
    case "incidents":
      return <IncidentTable ofOneTest filter={{ test_id: test.test_id }} empty={<EmptyState title="It never had an incident." />} />;
  }
}
