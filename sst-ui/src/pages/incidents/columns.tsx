import { Link } from "react-router";
import type { Incident } from "../../api/schema.gen.ts";
import { sending } from "../../text/incident.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { IncidentStatus } from "../../ui/IncidentStatus.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";

export const INCIDENT_COLUMNS: readonly Column<Incident>[] = [
  { id: "status", head: "Status", width: "8rem", cell: ({ status }) => <IncidentStatus status={status} /> },
  {
    id: "title",
    head: "What",
    width: "minmax(8rem, 2fr)",
    cell: (incident) => (
      <Link to={`/incidents/${incident.incident_id}`}>
        <Inert text={incident.title} limit={200} more={false} />
      </Link>
    ),
  },
  {
    id: "test",
    head: "Test",
    width: "minmax(6rem, 1fr)",
    wideOnly: true,
    cell: ({ test_id, test_name }) => (
      <Link to={`/tests/${test_id}`}>
        <Inert text={test_name ?? test_id.slice(0, 8)} limit={100} more={false} />
      </Link>
    ),
  },
  { id: "severity", head: "Severity", width: "6rem", wideOnly: true, cell: ({ severity }) => severity },
  { id: "occurrences", head: "Failures", width: "5rem", wideOnly: true, cell: ({ occurrences }) => occurrences },
  { id: "opened", head: "Opened", width: "9rem", wideOnly: true, cell: (incident) => <RelativeTime at={incident.opened_at} /> },
  { id: "resolved", head: "Resolved", width: "9rem", wideOnly: true, cell: (incident) => incident.resolved_at !== null && <RelativeTime at={incident.resolved_at} /> },
  { id: "sent", head: "Delivery", width: "9rem", wideOnly: true, cell: ({ deliveries }) => sending(deliveries) },
];

/** Those of one test, on its own page. */
export const INCIDENT_COLUMNS_OF_ONE_TEST: readonly Column<Incident>[] = INCIDENT_COLUMNS.filter(({ id }) => id !== "test");
