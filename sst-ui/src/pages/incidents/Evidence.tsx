import type { Incident } from "../../api/schema.gen.ts";
import { stringified } from "../../text/exact.ts";
import { wordOf } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { Scrolled } from "../../ui/Scrolled.tsx";
import styles from "./Incident.module.css";

/** What the last failure showed. */
export function Evidence({ incident: { evidence } }: { incident: Incident }) {
  if (evidence.verdict === undefined) {
    return null;
  }
  const checks = evidence.checks ?? [];
  return (
    <Panel title="What the last failure showed" beside={evidence.occurred_at !== undefined && <RelativeTime at={evidence.occurred_at} />}>
      <Facts
        facts={[
          { name: "Verdict", value: wordOf(evidence.verdict) },
          { name: "Attempts", value: evidence.attempts },
          { name: "Engine", value: evidence.engine === undefined ? null : <Inert text={evidence.engine} limit={60} /> },
          { name: "What ran", value: evidence.action === undefined ? null : <code><Inert text={evidence.action} limit={200} /></code> },
          { name: "The engine's id", value: evidence.stackstorm_execution_id === undefined ? null : <code><Inert text={evidence.stackstorm_execution_id} limit={100} /></code> },
        ]}
      />
      {checks.map((check, place) => (
        <div key={place} className={styles.check}>
          <strong><Inert text={check.name} limit={200} /></strong>{" "}
          {check.message === "" ? (
            <span className={styles.note}>
              {check.path !== null && <code><Inert text={check.path} limit={300} /></code>} expected <code><Inert text={stringified(check.expected)} limit={500} /></code>, was <code><Inert text={stringified(check.actual)} limit={500} /></code>
            </span>
          ) : (
            <Inert text={check.message} limit={500} />
          )}
        </div>
      ))}
      {evidence.output_excerpt !== undefined && evidence.output_excerpt !== "" && (
        <Scrolled label="Of its output" className={styles.excerpt}>
          <pre>
            <Inert text={evidence.output_excerpt} />
          </pre>
        </Scrolled>
      )}
    </Panel>
  );
}
