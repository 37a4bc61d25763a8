import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link, useParams } from "react-router";
import { incidentStory } from "../../api/incidents.ts";
import type { Incident } from "../../api/schema.gen.ts";
import { plural } from "../../text/verdict.ts";
import { say } from "../../ui/announcer.ts";
import { IncidentStatus } from "../../ui/IncidentStatus.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { PageOf } from "../../ui/PageOf.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { Deliveries } from "./Deliveries.tsx";
import { Evidence } from "./Evidence.tsx";
import { IncidentActions } from "./IncidentActions.tsx";
import styles from "./Incident.module.css";
import { Timeline } from "./Timeline.tsx";

export default function IncidentPage() {
  const { incidentId = "" } = useParams();
  const incident = useQuery(incidentStory(incidentId));
  return (
    <PageOf noun="incident" title="Incident" query={incident}>
      {(shown) => <Shown key={incidentId} incident={shown} />}
    </PageOf>
  );
}

function Shown({ incident }: { incident: Incident }) {
  useSpokenStatus(incident);
  return (
    <>
      <PageHead
        tab={`${incident.status} - ${incident.title}`}
        above={
          <span>
            <IncidentStatus status={incident.status} />
            <Tag>{incident.severity} severity</Tag>
          </span>
        }
        title={<Inert text={incident.title} limit={300} />}
        actions={<IncidentActions incident={incident} />}
      />
      <p className={styles.cause}>
        <Inert text={incident.cause} />
      </p>
      <Panel title="Facts">
        <Facts
          facts={[
            { name: "Test", value: <Link to={`/tests/${incident.test_id}`}><Inert text={incident.test_name ?? incident.test_id} limit={200} more={false} /></Link> },
            { name: "Pack", value: incident.pack === null ? null : <code><Inert text={incident.pack} limit={100} /></code> },
            { name: "First failure", value: <RelativeTime at={incident.opened_at} /> },
            { name: "Last failure", value: incident.last_occurrence_at !== null && <RelativeTime at={incident.last_occurrence_at} /> },
            { name: "Failures", value: incident.occurrences },
            { name: "Acknowledged", value: incident.acknowledged_at !== null && <Done at={incident.acknowledged_at} by={incident.acknowledged_by} /> },
            { name: "Resolved", value: incident.resolved_at !== null && <Done at={incident.resolved_at} by={incident.recovered_by_execution_id === null ? incident.resolved_by : null} /> },
            {
              name: "Recovered by",
              value: incident.recovered_by_execution_id !== null && <Link to={`/executions/${incident.recovered_by_execution_id}`}>the run that passed</Link>,
            },
            { name: "Opened before", value: incident.episode > 1 && plural(incident.episode - 1, "time") },
          ]}
        />
      </Panel>
      <Timeline incident={incident} />
      <Evidence incident={incident} />
      <Deliveries incident={incident} />
      <Panel title="Failures" beside={<Link to={`/executions?test_id=${incident.test_id}`}>All runs of the test</Link>}>
        {incident.execution_ids.length < incident.occurrences && (
          <p>
            The newest {incident.execution_ids.length} of {incident.occurrences}.
          </p>
        )}
        <ol className={styles.ids}>
          {incident.execution_ids.map((id) => (
            <li key={id}>
              <Link to={`/executions/${id}`} title={id}>
                <code>{id.slice(0, 8)}</code>
              </Link>
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
}

function Done({ at, by }: { at: string; by: string | null }) {
  return (
    <>
      <RelativeTime at={at} />
      {by !== null && (
        <>
          {" by "}
          <Inert text={by} limit={60} />
        </>
      )}
    </>
  );
}

/** What becomes of it while somebody looks is told to screen readers. */
function useSpokenStatus({ status, title }: Incident): void {
  const known = useRef(status);
  useEffect(() => {
    if (known.current !== status) {
      known.current = status;
      say(`${title}: ${status}`);
    }
  }, [status, title]);
}
