import { useMay } from "../session/may.ts";
import { Tag } from "../ui/Tag.tsx";

/** Says once, for all pages, why they offer nothing to press. */
export function ReadOnlyMark() {
  const may = useMay();
  const changes = may("execute") || may("edit") || may("deploy") || may("incidents");
  return changes ? null : <Tag title="You may see everything here and change nothing">read only</Tag>;
}
