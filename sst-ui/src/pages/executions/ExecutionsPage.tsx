import { useFilters } from "../../app/useFilters.ts";
import { Button } from "../../ui/Button.tsx";
import { ChoiceField, FilterBar } from "../../ui/FilterBar.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { ExecutionTable } from "./ExecutionTable.tsx";

const FILTERS = ["verdict", "status", "test_id", "from", "until"] as const;
const VERDICTS = ["passed", "failed", "error", "timeout", "infrastructure", "cancelled", "skipped"];
const STATUSES = ["pending", "running", "passed", "failed", "timeout", "cancelled"];

export default function ExecutionsPage() {
  const [filter, change] = useFilters(FILTERS);
  const clear = () => change(Object.fromEntries(FILTERS.map((name) => [name, ""])));
  const empty =
    Object.keys(filter).length === 0 ? (
      <EmptyState title="Nothing has run yet." />
    ) : (
      <EmptyState title="No execution matches.">
        <Button onClick={clear}>Clear the filters</Button>
      </EmptyState>
    );
  return (
    <>
      <PageHead title="Executions" tab="Executions" />
      <FilterBar>
        <ChoiceField label="Verdict" value={filter.verdict ?? ""} choices={VERDICTS} onChange={(verdict) => change({ verdict })} />
        <ChoiceField label="Status" value={filter.status ?? ""} choices={STATUSES} onChange={(status) => change({ status })} />
        {filter.test_id !== undefined && <Button onClick={() => change({ test_id: "" })}>Only one test ✕</Button>}
      </FilterBar>
      <ExecutionTable filter={filter} empty={empty} />
    </>
  );
}
