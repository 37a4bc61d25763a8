import type { TestFilter } from "../../api/tests.ts";
import { ChoiceField, FilterBar, SearchField } from "../../ui/FilterBar.tsx";

const TYPES = ["action", "workflow", "rule", "sensor"];
const STATUSES = ["pending", "running", "passed", "failed", "timeout", "cancelled"];

export function TestFilters({ filter, onChange }: { filter: TestFilter; onChange: (change: TestFilter) => void }) {
  return (
    <FilterBar>
      <SearchField label="Name or description" value={filter.q ?? ""} onChange={(q) => onChange({ q })} />
      <ChoiceField label="Type" value={filter.test_type ?? ""} choices={TYPES} onChange={(test_type) => onChange({ test_type })} />
      <ChoiceField label="Last run" value={filter.status ?? ""} choices={STATUSES} onChange={(status) => onChange({ status })} />
      <SearchField label="Pack" value={filter.pack ?? ""} onChange={(pack) => onChange({ pack })} />
      <SearchField label="Tag" value={filter.tag ?? ""} onChange={(tag) => onChange({ tag })} />
      <ChoiceField label="Only enabled" value={filter.enabled_only ?? ""} choices={["true"]} onChange={(enabled_only) => onChange({ enabled_only })} />
    </FilterBar>
  );
}
