import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { incidentList } from "../../api/incidents.ts";
import { plural } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";
import styles from "./Overview.module.css";

const SHOWN = 10;

/** Open ones, and those somebody looks after. */
export function OpenIncidents() {
  const open = useInfiniteQuery(incidentList({ status: "open" }));
  const taken = useInfiniteQuery(incidentList({ status: "acknowledged" }));
  const first = [...(open.data?.pages[0]?.items ?? []), ...(taken.data?.pages[0]?.items ?? [])];
  const known = open.isSuccess && taken.isSuccess;
  return (
    <Panel title="Open incidents" beside={<Link to="/incidents">All incidents</Link>}>
      {(open.isPending || taken.isPending) && <Loading what="incidents" />}
      {(open.isError || taken.isError) && (
        <ErrorState
          what="the incidents"
          error={open.error ?? taken.error}
          again={() => {
            void open.refetch();
            void taken.refetch();
          }}
        />
      )}
      {known && first.length === 0 && <EmptyState title="No open incidents." />}
      <ul className={styles.incidents}>
        {first.slice(0, SHOWN).map((incident) => (
          <li key={incident.incident_id} className={styles.incident}>
            <Link to={`/incidents/${incident.incident_id}`} className={styles.title}>
              <Inert text={incident.title} limit={300} />
            </Link>
            <span className={styles.cause}>
              <Inert text={incident.cause} limit={300} />
            </span>
            <span className={styles.beside}>
              <Tag>{incident.severity}</Tag> {incident.status}, {plural(incident.occurrences, "failure")}, opened <RelativeTime at={incident.opened_at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
