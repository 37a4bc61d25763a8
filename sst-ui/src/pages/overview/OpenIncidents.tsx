import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { incidentList, UNRESOLVED } from "../../api/incidents.ts";
import { overviewQuery } from "../../api/overview.ts";
import { plural } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { EmptyState, ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";
import styles from "./Overview.module.css";

const SHOWN = 10;

/** Those that somebody has to look after, or does already. */
export function OpenIncidents() {
  const list = useInfiniteQuery(incidentList({ status: UNRESOLVED }, SHOWN + 1));
  const overview = useQuery(overviewQuery);
  const first = list.data?.pages[0]?.items ?? [];
  const count = overview.data === undefined ? undefined : overview.data.incidents.open + overview.data.incidents.acknowledged;
  return (
    <Panel title="Open incidents" beside={<Link to="/incidents">All incidents</Link>}>
      {list.isPending && <Loading what="incidents" />}
      {list.isError && list.data === undefined && <ErrorState what="the incidents" error={list.error} again={() => void list.refetch()} />}
      <NotReadAgain what="the incidents" query={list} />
      {list.isSuccess && first.length === 0 && (
        <EmptyState title="No open incidents.">
          <Link to="/incidents?status=resolved">Those that were resolved</Link>
        </EmptyState>
      )}
      <ul className={styles.incidents}>
        {first.slice(0, SHOWN).map((incident) => (
          <li key={incident.incident_id} className={styles.incident} data-status={incident.status}>
            <Link to={`/incidents/${incident.incident_id}`} className={styles.title}>
              <Inert text={incident.title} limit={300} more={false} />
            </Link>
            <span className={styles.cause}>
              <Inert text={incident.cause} limit={300} />
            </span>
            <span className={styles.beside}>
              <Tag>{incident.severity} severity</Tag> {incident.acknowledged_by === null ? incident.status : <>acknowledged by <Inert text={incident.acknowledged_by} limit={60} /></>}, {plural(incident.occurrences, "failure")}, opened <RelativeTime at={incident.opened_at} />
            </span>
          </li>
        ))}
      </ul>
      {first.length > SHOWN && (
        <p>
          <Link to={`/incidents?status=${UNRESOLVED}`}>{count === undefined || count <= SHOWN ? "More" : `All ${count}`} that are not resolved</Link>
        </p>
      )}
    </Panel>
  );
}
