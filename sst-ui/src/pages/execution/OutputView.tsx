import { useMemo } from "react";
import type { Execution } from "../../api/schema.gen.ts";
import { everyLine } from "../../text/lines.ts";
import { plural } from "../../text/verdict.ts";
import { LogView } from "../../ui/LogView.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { useOutput } from "./useOutput.ts";

/** What the run printed, live while it runs. */
export function OutputView({ execution }: { execution: Execution }) {
  const { lines, bytes, complete, error } = useOutput(execution);
  const all = useMemo(() => everyLine(lines), [lines]);
  const over = execution.state === "finished";
  return (
    <Panel title="Output" beside={<span>{over && complete ? plural(all.length, "line") : over ? "" : `as it comes, ${bytes.toLocaleString()} bytes so far`}</span>}>
      {error !== undefined && all.length === 0 && <ErrorState what="the output" error={error} />}
      {all.length > 0 && <LogView lines={all} follow={!over} label="Output" />}
      {all.length === 0 && error === undefined && <p>{over ? "It printed nothing." : "Nothing yet."}</p>}
    </Panel>
  );
}
