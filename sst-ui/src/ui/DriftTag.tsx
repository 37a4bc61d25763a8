import type { Drifted } from "../api/schema.gen.ts";
import { plainLine } from "../text/inert.ts";
import { Tag } from "./Tag.tsx";

/** Says that somebody changed what is live; nothing where that is ignored. */
export function DriftTag({ drifted }: { drifted: Drifted | undefined }) {
  return (
    drifted?.ignored === false && (
      <Tag tone="warn" title={plainLine(`What is live is not what was written: ${drifted.differences.join("; ")}`, 300)}>
        drift
      </Tag>
    )
  );
}
