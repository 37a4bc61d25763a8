import { Link } from "react-router";
import type { Execution } from "../../api/schema.gen.ts";
import { stringified } from "../../text/exact.ts";
import { duration } from "../../text/time.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import styles from "./ExecutionPage.module.css";

/** When, how long, of what, and what came of it. */
export function ExecutionFacts({ execution }: { execution: Execution }) {
  const waited = execution.started_at === null ? null : (Date.parse(execution.started_at) - Date.parse(execution.created_at)) / 1000;
  const { requested_by: by, rerun_of: first } = execution.execution_context as { requested_by?: unknown; rerun_of?: unknown };
  const given = Object.keys(execution.parameters).length > 0;
  return (
    <Panel title="Facts">
      <Facts
        facts={[
          { name: "Asked for", value: <RelativeTime at={execution.created_at} /> },
          { name: "By", value: typeof by === "string" ? <Inert text={by} /> : null },
          { name: "Kind", value: execution.kind.replace("_", " ") },
          { name: "Again", value: typeof first === "string" ? <Link to={`/executions/${encodeURIComponent(first)}`}>of an earlier run</Link> : null },
          { name: "Queue time", value: waited === null ? null : duration(Math.max(0, waited)) },
          { name: "Run time", value: execution.duration_seconds === null ? null : runTime(execution.duration_seconds, execution.attempts.length) },
          { name: "Pack", value: execution.pack === null ? null : <code><Inert text={execution.pack} limit={100} /></code> },
          { name: "Revision", value: execution.revision },
          { name: "Attempts", value: execution.attempts.length },
          { name: "Given for this run", value: given && <code><Inert text={stringified(execution.parameters)} limit={300} /></code> },
          {
            name: "Incident",
            value: execution.created_incident_id !== null && <Link to={`/incidents/${execution.created_incident_id}`}>the incident it belongs to</Link>,
          },
          { name: "All runs", value: <Link to={`/executions?test_id=${execution.test_id}`}>of this test</Link> },
          { name: "Its id", value: <Id id={execution.execution_id} of="this execution" /> },
          { name: "The engine's id", value: execution.stackstorm_execution_id !== null && <Id id={execution.stackstorm_execution_id} of="the run at the engine" /> },
        ]}
      />
    </Panel>
  );
}

function runTime(seconds: number, attempts: number): string {
  return `${duration(seconds)}${attempts > 1 ? ", waits between attempts included" : ""}`;
}

function Id({ id, of }: { id: string; of: string }) {
  return (
    <span className={styles.id}>
      <code>
        <Inert text={id} />
      </code>
      <CopyButton text={id} label={`Copy the id of ${of}`} />
    </span>
  );
}
