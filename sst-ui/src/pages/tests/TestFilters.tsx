import { useQuery } from "@tanstack/react-query";
import { facetsQuery } from "../../api/overview.ts";
import type { TestFilter } from "../../api/tests.ts";
import { ChoiceField, FilterBar, SearchField, type Choice } from "../../ui/FilterBar.tsx";

const STATUSES = ["never_run", "pending", "running", "passed", "failed", "timeout", "cancelled"].map((value) => ({ value, words: value.replace("_", " ") }));
const ENABLED: Choice[] = [
  { value: "true", words: "enabled" },
  { value: "false", words: "disabled" },
];
const DEPLOYED: Choice[] = [
  { value: "true", words: "deployed" },
  { value: "false", words: "not deployed" },
];

const DRIFTED: Choice[] = [
  { value: "true", words: "changed by somebody" },
  { value: "false", words: "as written, or ignored" },
];

/** What the list can be narrowed to: packs, tags and types are those that there are, with how many tests have each. */
export function TestFilters({ filter, onChange }: { filter: TestFilter; onChange: (change: TestFilter) => void }) {
  const { data: facets } = useQuery(facetsQuery);
  return (
    <FilterBar>
      <SearchField label="Name or description" value={filter.q ?? ""} onChange={(q) => onChange({ q })} />
      <ChoiceField label="Type" value={filter.test_type ?? ""} choices={counted(facets?.types.map(({ test_type, tests }) => [test_type, tests]))} onChange={(test_type) => onChange({ test_type })} />
      <ChoiceField label="Last run" value={filter.status ?? ""} choices={STATUSES} onChange={(status) => onChange({ status })} />
      <ChoiceField label="Pack" value={filter.pack ?? ""} choices={counted(facets?.packs.map(({ pack, tests }) => [pack, tests]))} onChange={(pack) => onChange({ pack })} />
      <ChoiceField label="Tag" value={filter.tag ?? ""} choices={counted(facets?.tags.map(({ tag, tests }) => [tag, tests]))} onChange={(tag) => onChange({ tag })} />
      <ChoiceField label="Enabled" value={filter.enabled ?? ""} choices={ENABLED} onChange={(enabled) => onChange({ enabled })} />
      <ChoiceField label="Live" value={filter.deployed ?? ""} choices={DEPLOYED} onChange={(deployed) => onChange({ deployed })} />
      <ChoiceField label="Drift" value={filter.drifted ?? ""} choices={DRIFTED} onChange={(drifted) => onChange({ drifted })} />
    </FilterBar>
  );
}

function counted(facets: (readonly [string, number])[] = []): Choice[] {
  return facets.map(([value, tests]) => ({ value, words: `${value} (${tests.toLocaleString()})` }));
}
