import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { oneIncident } from "../../api/incidents.ts";
import type { Incident } from "../../api/schema.gen.ts";
import { Inert } from "../../ui/Inert.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";

export default function IncidentPage() {
  const { incidentId = "" } = useParams();
  const incident = useQuery(oneIncident(incidentId));
  if (incident.data !== undefined) {
    return <Shown incident={incident.data} />;
  }
  return incident.isError ? (
    <>
      <PageHead title="Incident" tab="Incident" />
      <ErrorState what="this incident" error={incident.error} again={() => void incident.refetch()} />
    </>
  ) : (
    <Loading what="the incident" />
  );
}

function Shown({ incident }: { incident: Incident }) {
  return (
    <>
      <PageHead tab={`${incident.status} - ${incident.title}`} above={<Tag>{incident.status}</Tag>} title={<Inert text={incident.title} limit={300} />} />
      <Panel title="Cause">
        <Inert text={incident.cause} />
        <Facts
          facts={[
            { name: "Severity", value: incident.severity },
            { name: "Failures", value: incident.occurrences },
            { name: "Opened", value: <RelativeTime at={incident.opened_at} /> },
            { name: "Acknowledged", value: incident.acknowledged_at !== null && <RelativeTime at={incident.acknowledged_at} /> },
            { name: "Resolved", value: incident.resolved_at !== null && <RelativeTime at={incident.resolved_at} /> },
            { name: "Test", value: <Link to={`/tests/${incident.test_id}`}>to the test</Link> },
          ]}
        />
      </Panel>
      <Panel title="Executions">
        <ul>
          {incident.execution_ids.map((id) => (
            <li key={id}>
              <Link to={`/executions/${id}`}>
                <code>{id}</code>
              </Link>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
