import { Link } from "react-router";
import type { Overview } from "../../api/schema.gen.ts";
import { plural, wordOf } from "../../text/verdict.ts";
import { Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { StatusIcon } from "../../ui/StatusIcon.tsx";
import styles from "./Overview.module.css";

const STATUSES = ["failed", "timeout", "running", "pending", "cancelled", "passed", "never_run"] as const;

/** A status that is told apart further by verdicts, and which these are. */
const WORDS: Partial<Record<(typeof STATUSES)[number], { short: string; whole: string }>> = {
  failed: { short: "failed or in error", whole: "Verdict failed, error or infrastructure" },
};

/** How many tests ended how the last time; each number leads to them. */
export function Totals({ overview }: { overview: Overview }) {
  const { tests, running, queued, generated_at } = overview;
  if (tests.total === 0) {
    return null;
  }
  return (
    <Panel title="Last run of each test" beside={<span className={styles.note}>counted <RelativeTime at={generated_at} /></span>}>
      <ul className={styles.totals}>
        {STATUSES.filter((status) => tests.by_status[status] > 0).map((status) => (
          <li key={status}>
            <Link to={`/tests?status=${status}`} className={styles.total} title={WORDS[status]?.whole}>
              <span className={styles.icon} style={{ color: `var(--${status})` }}>
                <StatusIcon state={status} />
              </span>
              <strong>{tests.by_status[status].toLocaleString()}</strong> {WORDS[status]?.short ?? wordOf(status).toLowerCase()}
            </Link>
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        {plural(tests.total, "test")}, {tests.enabled.toLocaleString()} of them enabled. {running.toLocaleString()} running now,{" "}
        {queued.toLocaleString()} waiting to be started.
      </p>
    </Panel>
  );
}
