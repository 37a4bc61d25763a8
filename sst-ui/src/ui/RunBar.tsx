import { Link } from "react-router";
import { wordOf, type State } from "../text/verdict.ts";
import styles from "./RunBar.module.css";

/** One run in the bar. */
export interface Run {
  execution_id: string;
  state: State;
  /** When, as words. */
  when: string;
}

/** The last runs, oldest first: colour and height tell the verdict, and each is a link that says it in words. */
export function RunBar({ runs, label }: { runs: readonly Run[]; label: string }) {
  return (
    <ul className={styles.bar} aria-label={label}>
      {runs.map((run) => (
        <li key={run.execution_id}>
          <Link
            to={`/executions/${run.execution_id}`}
            className={styles.run}
            data-state={run.state}
            style={{ color: `var(--${run.state})` }}
            title={`${wordOf(run.state)}, ${run.when}`}
          >
            <span className="visually-hidden">
              {wordOf(run.state)}, {run.when}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
