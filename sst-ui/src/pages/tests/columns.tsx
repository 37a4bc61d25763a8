import { Link } from "react-router";
import type { TestSummary } from "../../api/schema.gen.ts";
import { plainLine } from "../../text/inert.ts";
import { stateOf } from "../../text/verdict.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { DriftTag } from "../../ui/DriftTag.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Tag } from "../../ui/Tag.tsx";

/** The columns, the first with a box to choose the test with. */
export function columns(chosen: ReadonlySet<string>, choose: (test: TestSummary, on: boolean) => void): readonly Column<TestSummary>[] {
  const box: Column<TestSummary> = {
    id: "choose",
    head: <span className="visually-hidden">Chosen</span>,
    width: "1.75rem",
    cell: (test) => (
      <input
        type="checkbox"
        style={{ width: "1.5rem", height: "1.5rem", margin: 0, verticalAlign: "middle" }}
        aria-label={`Choose ${plainLine(test.name, 200)}`}
        checked={chosen.has(test.test_id)}
        onChange={(event) => choose(test, event.target.checked)}
      />
    ),
  };
  return [box, ...TESTS_COLUMNS];
}

/** Those without the box. */
export const TESTS_COLUMNS: readonly Column<TestSummary>[] = [
  { id: "state", head: "Last run", sort: "status", width: "9rem", cell: (test) => <LastState test={test} /> },
  { id: "when", head: "When", sort: "last_execution", lastFirst: true, width: "9rem", wideOnly: true, cell: (test) => test.last_execution !== null && <RelativeTime at={test.last_execution.created_at} /> },
  {
    id: "name",
    head: "Name",
    sort: "name",
    width: "minmax(6rem, 2fr)",
    cell: (test) => (
      <Link to={`/tests/${test.test_id}`}>
        <Inert text={test.name} limit={200} more={false} />
      </Link>
    ),
  },
  { id: "type", head: "Type", width: "6rem", wideOnly: true, cell: (test) => test.test_type },
  { id: "pack", head: "Pack", width: "minmax(8rem, 1fr)", wideOnly: true, cell: (test) => test.stackstorm_pack },
  { id: "tags", head: "Tags", width: "minmax(6rem, 1fr)", wideOnly: true, cell: (test) => <Tags tags={test.tags} /> },
  { id: "live", head: "Live", width: "13rem", wideOnly: true, cell: (test) => <Live test={test} /> },
];

function LastState({ test }: { test: TestSummary }) {
  const last = test.last_execution;
  return last === null ? (
    <StatusBadge state="never_run" />
  ) : (
    <Link to={`/executions/${last.execution_id}`}>
      <StatusBadge state={stateOf(last)} />
    </Link>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  return tags.map((tag) => (
    <Tag key={tag}>
      <Inert text={tag} limit={60} />
    </Tag>
  ));
}

/** What is live against what is newest; disabled is said in words too. */
function Live({ test }: { test: TestSummary }) {
  return (
    <>
      {!test.enabled && <Tag tone="warn">disabled</Tag>} <DriftTag drifted={test.drifted} /> {live(test)}
    </>
  );
}

function live(test: TestSummary): string {
  if (test.deployed_revision === null) {
    const existing = test.stackstorm_action ?? test.stackstorm_workflow ?? test.stackstorm_rule ?? test.stackstorm_sensor;
    return existing === null ? "not deployed" : "existing content";
  }
  return test.deployed_revision === test.revision ? `revision ${test.revision}` : `revision ${test.deployed_revision} of ${test.revision}`;
}
