import { Link } from "react-router";
import type { ExecutionSummary } from "../../api/schema.gen.ts";
import { duration } from "../../text/time.ts";
import { sentence, stateOf } from "../../text/verdict.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import styles from "./Executions.module.css";

export const EXECUTION_COLUMNS: readonly Column<ExecutionSummary>[] = [
  {
    id: "state",
    head: "Verdict",
    width: "10rem",
    cell: (execution) => (
      <>
        <Link to={`/executions/${execution.execution_id}`}>
          <StatusBadge state={stateOf(execution)} />
        </Link>
        <small className={styles.narrowOnly}>
          <RelativeTime at={execution.created_at} />
        </small>
      </>
    ),
  },
  { id: "when", head: "Asked for", width: "9rem", wideOnly: true, cell: (execution) => <RelativeTime at={execution.created_at} /> },
  {
    id: "test",
    head: "Test",
    width: "minmax(7rem, 1fr)",
    cell: (execution) => (
      <Link to={`/tests/${execution.test_id}`} title={execution.test_id}>
        {execution.test_name === null ? <code>{execution.test_id.slice(0, 8)}</code> : <Inert text={execution.test_name} limit={100} more={false} />}
      </Link>
    ),
  },
  { id: "kind", head: "Kind", width: "8rem", wideOnly: true, cell: (execution) => execution.kind.replace("_", " ") },
  { id: "ran", head: "Ran", width: "7rem", wideOnly: true, cell: (execution) => (execution.duration_seconds === null ? "" : duration(execution.duration_seconds)) },
  { id: "why", head: "What it found", width: "minmax(8rem, 3fr)", wideOnly: true, cell: (execution) => <Inert text={found(execution)} limit={200} /> },
];

/** Those of one test, on its own page: where the test would stand there is room for what was found in a narrow window too. */
export const EXECUTION_COLUMNS_OF_ONE_TEST: readonly Column<ExecutionSummary>[] = EXECUTION_COLUMNS.filter(({ id }) => id !== "test").map((column) => (column.id === "why" ? { ...column, wideOnly: false } : column));

/** Nothing where the verdict says it all. */
function found(execution: ExecutionSummary): string {
  return execution.verdict === "passed" && execution.attempt_count === 1 ? "" : sentence(execution);
}
