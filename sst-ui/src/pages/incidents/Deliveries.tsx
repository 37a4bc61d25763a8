import { useMutation, useQueryClient } from "@tanstack/react-query";
import { incidentStory, sendAgain } from "../../api/incidents.ts";
import type { Delivery, Incident } from "../../api/schema.gen.ts";
import { Allowed } from "../../session/Allowed.tsx";
import { plural } from "../../text/verdict.ts";
import { Button } from "../../ui/Button.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { AbsoluteTime, RelativeTime } from "../../ui/RelativeTime.tsx";
import { Tag } from "../../ui/Tag.tsx";
import styles from "./Incident.module.css";

/** Where the news went, sink by sink, and what comes next. */
export function Deliveries({ incident }: { incident: Incident }) {
  const cache = useQueryClient();
  const again = useMutation({
    ...sendAgain(incident.incident_id),
    onSuccess: () => cache.invalidateQueries({ queryKey: incidentStory(incident.incident_id).queryKey }),
  });
  const sinks = [...new Set(incident.deliveries.map(({ sink }) => sink))];
  return (
    <Panel title="Delivery">
      {sinks.length === 0 && <p>It stays in this register only: no sink is set up.</p>}
      {sinks.map((sink) => (
        <section key={sink} aria-label={sink}>
          <h3>
            <Inert text={sink} limit={100} />
          </h3>
          <ul className={styles.deliveries}>
            {incident.deliveries
              .filter((delivery) => delivery.sink === sink)
              .map((delivery) => (
                <li key={delivery.delivery_id} className={styles.delivery}>
                  <span>
                    <strong>{delivery.event}</strong> <Tag tone={delivery.state === "failed" || delivery.state === "retrying" ? "warn" : "plain"}>{delivery.state}</Tag> <Next delivery={delivery} />
                  </span>
                  {delivery.last_error !== null && delivery.state !== "delivered" && <Inert text={delivery.last_error} limit={500} />}
                  {delivery.state === "failed" && (
                    <Allowed to="incidents">
                      <Button busy={again.isPending && again.variables === delivery.delivery_id} onClick={() => again.mutate(delivery.delivery_id)}>
                        Send again
                      </Button>
                    </Allowed>
                  )}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}

/** What was, and what comes next. */
function Next({ delivery }: { delivery: Delivery }) {
  const tries = plural(delivery.attempts, "try", "tries");
  switch (delivery.state) {
    case "delivered":
      return (
        <>
          {delivery.delivered_at !== null && <RelativeTime at={delivery.delivered_at} />} after {tries}
          {delivery.external_id !== null && (
            <>
              , there known as <code><Inert text={delivery.external_id} limit={100} /></code>
            </>
          )}
        </>
      );
    case "retrying":
      return delivery.next_attempt_at === null ? <>after {tries}; tried again soon</> : <>after {tries}; next try at <AbsoluteTime at={delivery.next_attempt_at} /></>;
    case "pending":
      return <>waits for its turn: a sink is told in the order in which things happened</>;
    case "failed":
      return <>given up after {tries}; nothing more is tried by itself</>;
    case "superseded":
      return <>not sent: newer news took its place</>;
  }
}
