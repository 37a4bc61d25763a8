import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { incidentList } from "../../api/incidents.ts";
import { useFilters } from "../../app/useFilters.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { ChoiceField, FilterBar, SearchField } from "../../ui/FilterBar.tsx";
import { ListEnd } from "../../ui/ListEnd.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { INCIDENT_COLUMNS } from "./columns.tsx";

const FILTERS = ["status", "severity", "test_id", "q"] as const;
const STATUSES = ["open", "acknowledged", "resolved"];
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
  return (
    <>
      <PageHead title="Incidents" tab="Incidents" />
      <FilterBar>
        <SearchField label="Title or cause" value={filter.q ?? ""} onChange={(q) => change({ q })} />
        <ChoiceField label="Status" value={filter.status ?? ""} choices={STATUSES} onChange={(status) => change({ status })} />
        <ChoiceField label="Severity" value={filter.severity ?? ""} choices={SEVERITIES} onChange={(severity) => change({ severity })} />
      </FilterBar>
      {list.isPending && <Loading what="incidents" />}
      {list.isError && <ErrorState what="the incidents" error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title={Object.keys(filter).length === 0 ? "No incidents." : "No incident matches."} />}
      {rows.length > 0 && (
        <>
          <DataTable label="Incidents" columns={INCIDENT_COLUMNS} rows={rows} keyOf={(incident) => incident.incident_id} more={hasNextPage ? more : undefined} />
          <ListEnd shown={rows.length} noun="incident" hasMore={hasNextPage} loading={isFetchingNextPage} more={more} />
        </>
      )}
    </>
  );
}
