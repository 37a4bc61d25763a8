import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { incidentList } from "../../api/incidents.ts";
import { plural } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { ListEnd } from "../../ui/ListEnd.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { EmptyState, ErrorState, Loading, NotReadAgain } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";
import styles from "./TestPage.module.css";

/** The incidents of one test, newest first. */
export function IncidentsTab({ id }: { id: string }) {
  const list = useInfiniteQuery(incidentList({ test_id: id }));
  if (list.isPending) {
    return <Loading what="its incidents" />;
  }
  if (list.isError && list.data === undefined) {
    return <ErrorState what="its incidents" error={list.error} again={() => void list.refetch()} />;
  }
  const incidents = list.data.pages.flatMap((part) => part.items);
  if (incidents.length === 0) {
    return <EmptyState title="It never had an incident." />;
  }
  return (
    <>
      <NotReadAgain what="its incidents" query={list} />
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">Incident</th>
              <th scope="col">Severity</th>
              <th scope="col">Opened</th>
              <th scope="col">Resolved</th>
              <th scope="col">Occurrences</th>
            </tr>
          </thead>
          <tbody>
            {incidents.map((incident) => (
              <tr key={incident.incident_id}>
                <td>
                  <Tag tone={incident.status === "open" ? "warn" : "plain"}>{incident.status}</Tag>
                </td>
                <td>
                  <Link to={`/incidents/${incident.incident_id}`}>
                    <Inert text={incident.title} limit={200} more={false} />
                  </Link>
                </td>
                <td>{incident.severity}</td>
                <td>
                  <RelativeTime at={incident.opened_at} />
                </td>
                <td>{incident.resolved_at !== null && <RelativeTime at={incident.resolved_at} />}</td>
                <td>{plural(incident.occurrences, "time")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ListEnd shown={incidents.length} noun="incident" hasMore={list.hasNextPage} loading={list.isFetchingNextPage} more={() => void list.fetchNextPage()} />
    </>
  );
}
