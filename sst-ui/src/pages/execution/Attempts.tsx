import type { Attempt } from "../../api/schema.gen.ts";
import { duration } from "../../text/time.ts";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import styles from "./ExecutionPage.module.css";

/** All attempts; the last one decided. */
export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  return (
    <Panel title="Attempts">
      <ol className={styles.checks}>
        {attempts.map((attempt) => (
          <li key={attempt.attempt} className={styles.check}>
            <div>
              Attempt {attempt.attempt} <StatusBadge state={attempt.verdict ?? "running"} />
              {attempt.completed_at !== null && ` after ${duration((Date.parse(attempt.completed_at) - Date.parse(attempt.started_at)) / 1000)}`}
            </div>
            {attempt.error_message !== null && <Inert text={attempt.error_message} />}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
