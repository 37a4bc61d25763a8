import { Link } from "react-router";
import type { Incident, IncidentEvent } from "../../api/schema.gen.ts";
import { happening } from "../../text/incident.ts";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { AbsoluteTime, RelativeTime } from "../../ui/RelativeTime.tsx";
import styles from "./Incident.module.css";

/** From the first failure to the recovery, as far as the server still knows it. */
export function Timeline({ incident }: { incident: Incident }) {
  const events = incident.events ?? [];
  return (
    <Panel title="Timeline">
      <ol className={styles.timeline}>
        {events.map((event, place) => (
          <Entry key={place} event={event} />
        ))}
      </ol>
      {incident.status !== "resolved" && <p className={styles.note}>It ends by itself when the test passes again, or when somebody resolves it.</p>}
    </Panel>
  );
}

function Entry({ event }: { event: IncidentEvent }) {
  return (
    <li className={styles.event} data-kind={event.kind} data-state={event.state}>
      <span className={styles.when}>
        <RelativeTime at={event.at} /> <small><AbsoluteTime at={event.at} /></small>
      </span>
      <span>
        <strong>
          <Inert text={happening(event)} limit={200} />
        </strong>{" "}
        {typeof event.execution_id === "string" && <Link to={`/executions/${event.execution_id}`}>its run</Link>}
        {adds(event) && (
          <span className={styles.text}>
            <Inert text={event.text} limit={1_000} />
          </span>
        )}
      </span>
    </li>
  );
}

/** Whether its text says more than what happened, and which run it was. */
function adds(event: IncidentEvent): event is IncidentEvent & { text: string } {
  const recovery = event.kind === "resolved" && typeof event.execution_id === "string";
  return event.text !== null && event.text !== "" && event.text !== event.kind && !recovery;
}
