import { meaningOf, wordOf, type State } from "../text/verdict.ts";
import styles from "./StatusBadge.module.css";
import { StatusIcon } from "./StatusIcon.tsx";

/** A verdict or state: shape, word and colour. */
export function StatusBadge({ state, large = false }: { state: State; large?: boolean }) {
  return (
    <span className={styles.badge} data-large={large || undefined} style={{ color: `var(--${state})` }} title={meaningOf(state)}>
      <StatusIcon state={state} />
      <span>{wordOf(state)}</span>
    </span>
  );
}
