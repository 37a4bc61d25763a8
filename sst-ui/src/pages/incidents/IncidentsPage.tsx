import { UNRESOLVED } from "../../api/incidents.ts";
import { useFilters } from "../../app/useFilters.ts";
import { Button } from "../../ui/Button.tsx";
import { ChoiceField, FilterBar, SearchField } from "../../ui/FilterBar.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { IncidentTable } from "./IncidentTable.tsx";

const FILTERS = ["status", "severity", "test_id", "q"] as const;
const STATUSES = [{ value: UNRESOLVED, words: "not resolved" }, "open", "acknowledged", "resolved"];
const SEVERITIES = ["critical", "high", "medium", "low", "minor"];

export default function IncidentsPage() {
  const [filter, change] = useFilters(FILTERS);
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
      <IncidentTable filter={filter} empty={<NoIncidents filtered={Object.keys(filter).length > 0} clear={clear} />} />
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
