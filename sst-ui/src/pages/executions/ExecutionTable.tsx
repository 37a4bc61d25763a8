import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo, type ReactNode } from "react";
import { executionList, type ExecutionFilter } from "../../api/executions.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { ListEnd } from "../../ui/ListEnd.tsx";
import { ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import { EXECUTION_COLUMNS } from "./columns.tsx";
import styles from "./Executions.module.css";

/** Executions, newest first; `empty` when there are none. */
export function ExecutionTable({ filter, empty }: { filter: ExecutionFilter; empty: ReactNode }) {
  const list = useInfiniteQuery({ ...executionList(filter), placeholderData: keepPreviousData });
  const rows = useMemo(() => list.data?.pages.flatMap((part) => part.items) ?? [], [list.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) {
      void fetchNextPage();
    }
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  if (list.isPending) {
    return <Loading what="executions" />;
  }
  if (list.isError && list.data === undefined) {
    return <ErrorState what="the executions" error={list.error} again={() => void list.refetch()} />;
  }
  if (rows.length === 0) {
    return empty;
  }
  return (
    <div className={styles.rows} data-old={list.isPlaceholderData || undefined} aria-busy={list.isPlaceholderData}>
      {list.isPlaceholderData && <p role="status">Loading … what stands here is of the range before.</p>}
      <NotReadAgain what="the executions" query={list} />
      <DataTable label="Executions" columns={EXECUTION_COLUMNS} rows={rows} keyOf={(execution) => execution.execution_id} more={hasNextPage ? more : undefined} />
      <ListEnd shown={rows.length} noun="execution" hasMore={hasNextPage} loading={isFetchingNextPage} more={more} />
    </div>
  );
}
