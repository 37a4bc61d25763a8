import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { incidentList, type IncidentFilter } from "../../api/incidents.ts";
import { useParts } from "../../app/useParts.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { ListEnd } from "../../ui/ListEnd.tsx";
import { ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import { INCIDENT_COLUMNS, INCIDENT_COLUMNS_OF_ONE_TEST } from "./columns.tsx";

interface Props {
  filter: IncidentFilter;
  /** What is shown when there are none. */
  empty: ReactNode;
  /** Whether it stands on the page of its test, which need not be named again. */
  ofOneTest?: boolean;
}

/** Incidents, newest first. */
export function IncidentTable({ filter, empty, ofOneTest = false }: Props) {
  const list = useInfiniteQuery(incidentList(filter));
  const parts = useParts(list);
  if (list.isPending) {
    return <Loading what="incidents" />;
  }
  if (list.isError && list.data === undefined) {
    return <ErrorState what="the incidents" error={list.error} again={() => void list.refetch()} />;
  }
  return (
    <>
      <NotReadAgain what="the incidents" query={list} />
      {parts.rows.length === 0 ? (
        empty
      ) : (
        <>
          <DataTable label="Incidents" columns={ofOneTest ? INCIDENT_COLUMNS_OF_ONE_TEST : INCIDENT_COLUMNS} rows={parts.rows} keyOf={(incident) => incident.incident_id} more={parts.ahead} />
          <ListEnd parts={parts} noun="incident" />
        </>
      )}
    </>
  );
}
