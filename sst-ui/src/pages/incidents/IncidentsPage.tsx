import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { incidentList, UNRESOLVED } from "../../api/incidents.ts";
import { useFilters } from "../../app/useFilters.ts";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ChoiceField, FilterBar, SearchField } from "../../ui/FilterBar.tsx";
import { ListEnd } from "../../ui/ListEnd.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { EmptyState, ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import { INCIDENT_COLUMNS } from "./columns.tsx";

const FILTERS = ["status", "severity", "test_id", "q"] as const;
const STATUSES = [{ value: UNRESOLVED, words: "not resolved" }, "open", "acknowledged", "resolved"];
const SEVERITIES = ["critical", "high", "medium", "low", "minor"];

export default function IncidentsPage() {
  const [filter, change] = useFilters(FILTERS);
  const list = useInfiniteQuery(incidentList(filter));
  const rows = useMemo(() => list.data?.pages.flatMap((part) => part.items) ?? [], [list.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) {
      void fetchNextPage();
    }
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const clear = () => change(Object.fromEntries(FILTERS.map((name) => [name, ""])));
  return (
    <>
      <PageHead title="Incidents" tab="Incidents" />
      <FilterBar>
        <SearchField label="Title or cause" value={filter.q ?? ""} onChange={(q) => change({ q })} />
        <ChoiceField label="Status" value={filter.status ?? ""} choices={STATUSES} onChange={(status) => change({ status })} />
        <ChoiceField label="Severity" value={filter.severity ?? ""} choices={SEVERITIES} onChange={(severity) => change({ severity })} />
        {filter.test_id !== undefined && <Button onClick={() => change({ test_id: "" })}>Only one test ✕</Button>}
      </FilterBar>
      {list.isPending && <Loading what="incidents" />}
      {list.isError && list.data === undefined && <ErrorState what="the incidents" error={list.error} again={() => void list.refetch()} />}
      <NotReadAgain what="the incidents" query={list} />
      {list.isSuccess && rows.length === 0 && <NoIncidents filtered={Object.keys(filter).length > 0} clear={clear} />}
      {rows.length > 0 && (
        <>
          <DataTable label="Incidents" columns={INCIDENT_COLUMNS} rows={rows} keyOf={(incident) => incident.incident_id} more={hasNextPage ? more : undefined} />
          <ListEnd shown={rows.length} noun="incident" hasMore={hasNextPage} loading={isFetchingNextPage} more={more} />
        </>
      )}
    </>
  );
}

function NoIncidents({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  return filtered ? (
    <EmptyState title="No incident matches.">
      <Button onClick={clear}>Clear the filters</Button>
    </EmptyState>
  ) : (
    <EmptyState title="No incidents. A test that fails opens one." />
  );
}
