import { lookOf } from "../text/engineWords.ts";
import { Inert } from "./Inert.tsx";
import styles from "./EngineStatus.module.css";
import { StatusIcon } from "./StatusIcon.tsx";

/** How one of StackStorm's executions stands, in StackStorm's own word: it is no verdict of ours. */
export function EngineStatus({ status }: { status: string }) {
  const look = lookOf(status);
  return (
    <span className={styles.status} style={{ color: `var(--${look})` }} title="StackStorm's own word">
      <StatusIcon state={look} />
      <code>
        <Inert text={status} limit={60} more={false} />
      </code>
    </span>
  );
}
