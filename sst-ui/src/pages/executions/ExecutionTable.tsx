import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { executionList, type ExecutionFilter } from "../../api/executions.ts";
import { useParts } from "../../app/useParts.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { ListEnd } from "../../ui/ListEnd.tsx";
import { ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import { EXECUTION_COLUMNS, EXECUTION_COLUMNS_OF_ONE_TEST } from "./columns.tsx";
import styles from "./Executions.module.css";

interface Props {
  filter: ExecutionFilter;
  /** What is shown when there are none. */
  empty: ReactNode;
  /** Whether it stands on the page of its test, which need not be named again. */
  ofOneTest?: boolean;
}

/** Executions, newest first. */
export function ExecutionTable({ filter, empty, ofOneTest = false }: Props) {
  const list = useInfiniteQuery({ ...executionList(filter), placeholderData: keepPreviousData });
  const parts = useParts(list);
  if (list.isPending) {
    return <Loading what="executions" />;
  }
  if (list.isError && list.data === undefined) {
    return <ErrorState what="the executions" error={list.error} again={() => void list.refetch()} />;
  }
  if (parts.rows.length === 0) {
    return empty;
  }
  return (
    <div className={styles.rows} data-old={list.isPlaceholderData || undefined} aria-busy={list.isPlaceholderData}>
      {list.isPlaceholderData && <p role="status">Loading … what stands here is of the range before.</p>}
      <NotReadAgain what="the executions" query={list} />
      <DataTable label="Executions" columns={ofOneTest ? EXECUTION_COLUMNS_OF_ONE_TEST : EXECUTION_COLUMNS} rows={parts.rows} keyOf={(execution) => execution.execution_id} more={parts.ahead} />
      <ListEnd parts={parts} noun="execution" />
    </div>
  );
}
