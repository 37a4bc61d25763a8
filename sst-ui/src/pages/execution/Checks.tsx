import type { Check } from "../../api/schema.gen.ts";
import { stringified } from "../../text/exact.ts";
import { plural } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import styles from "./ExecutionPage.module.css";

/** What was expected and what was there; those that failed first. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  const failed = checks.filter((check) => !check.passed);
  const ordered = [...failed, ...checks.filter((check) => check.passed)];
  return (
    <Panel title="Checks" beside={<span>{failed.length === 0 ? plural(checks.length, "check") : `${failed.length} of ${checks.length} failed`}</span>}>
      <ol className={styles.checks}>
        {ordered.map((check, place) => (
          <li key={place} className={styles.check}>
            <div>
              <StatusBadge state={check.passed ? "passed" : "failed"} /> <strong><Inert text={check.name} /></strong>{" "}
              <Inert text={check.message === "" ? (check.path ?? "") : check.message} />
            </div>
            {!check.passed && (
              <dl className={styles.values}>
                {/* Null stands for nothing in particular, as for an exit or a text that must not be there: the message says what was wanted. */}
                {check.expected !== null && check.expected !== undefined && <Value name="Expected" value={check.expected} />}
                <Value name="Actual" value={check.actual} />
              </dl>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Value({ name, value }: { name: string; value: unknown }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Inert text={stringified(value, 2)} />
      </dd>
    </div>
  );
}
