import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { engineExecutions } from "../../api/engine.ts";
import type { EngineExecution } from "../../api/schema.gen.ts";
import { useMay } from "../../session/may.ts";
import { plainLine } from "../../text/inert.ts";
import { Button } from "../../ui/Button.tsx";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import styles from "./Engine.module.css";

const COLUMNS: readonly Column<EngineExecution>[] = [
  { id: "status", head: "Its status", width: "8rem", cell: ({ status }) => <code>{status === undefined ? "–" : <Inert text={status} limit={40} />}</code> },
  { id: "action", head: "What ran", width: "minmax(8rem, 2fr)", cell: ({ action }) => <Inert text={nameOf(action)} limit={200} /> },
  { id: "began", head: "Began", width: "10rem", wideOnly: true, cell: ({ start_timestamp: at }) => isTime(at) && <RelativeTime at={at} /> },
  { id: "ended", head: "Ended", width: "10rem", wideOnly: true, cell: ({ end_timestamp: at }) => isTime(at) && <RelativeTime at={at} /> },
  { id: "test", head: "As a test", width: "9rem", wideOnly: true, cell: ({ id, action }) => (
      <Link to={`/tests/new?like=${encodeURIComponent(id)}`} aria-label={`Make a test of ${plainLine(nameOf(action), 200)}`}>
        Make a test
      </Link>
    ) },
  { id: "id", head: "Its id", width: "minmax(8rem, 1fr)", wideOnly: true, cell: ({ id }) => <code><Inert text={id} limit={60} /></code> },
];

/** What the engine has run lately, in its own words: also what no test asked for. Read when asked, not followed. */
export function EngineRuns({ embedded }: { embedded: boolean }) {
  const may = useMay();
  const list = useQuery(engineExecutions);
  const rows = list.data?.executions ?? [];
  const again = (
    <span className={styles.note}>
      {list.dataUpdatedAt > 0 && (
        <>
          read <RelativeTime at={new Date(list.dataUpdatedAt).toISOString()} />{" "}
        </>
      )}
      <Button busy={list.isFetching} onClick={() => void list.refetch()}>
        Read again
      </Button>
    </span>
  );
  return (
    <Panel title={embedded ? "Newest runs of the embedded engine" : "Newest executions in StackStorm"} beside={again}>
      {list.isPending && <Loading what="the engine's executions" />}
      {list.isError && rows.length === 0 && <ErrorState what="the engine's executions" error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title="The engine knows of no executions." />}
      {rows.length > 0 && <DataTable label="The engine's own executions" columns={embedded || !may("edit") ? COLUMNS.filter(({ id }) => id !== "test") : COLUMNS} rows={rows} keyOf={({ id }) => id} />}
    </Panel>
  );
}

/** What StackStorm calls an action's full name; the embedded engine gives a text. */
function nameOf(action: unknown): string {
  if (typeof action === "string") {
    return action;
  }
  return typeof action === "object" && action !== null && "ref" in action && typeof action.ref === "string" ? action.ref : "–";
}

function isTime(at: string | null | undefined): at is string {
  return typeof at === "string" && !Number.isNaN(Date.parse(at));
}
