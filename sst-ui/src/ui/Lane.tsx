import type { Stretch } from "../text/timeline.ts";
import { duration } from "../text/time.ts";
import styles from "./Lane.module.css";

/** Stretches of time on an axis. It only draws: what it says has to stand beside it in words. */
export function Lane({ stretches, span, colour }: { stretches: readonly Stretch[]; span: number; colour: string }) {
  return (
    <div className={styles.lane} style={{ color: colour }} aria-hidden="true">
      {stretches.map(({ kind, from, until, open }) => (
        <span
          key={`${kind} ${from}`}
          className={styles.stretch}
          data-kind={kind}
          data-open={open || undefined}
          style={{ insetInlineStart: `${(from / span) * 100}%`, width: `${((until - from) / span) * 100}%` }}
        />
      ))}
    </div>
  );
}

/** The axis above lanes. */
export function Axis({ span, open }: { span: number; open: boolean }) {
  return (
    <div className={styles.axis} aria-hidden="true">
      <span>0</span>
      <span>{duration(span / 2_000)}</span>
      <span>{open ? "…" : duration(span / 1_000)}</span>
    </div>
  );
}

/** What the two kinds of stretches mean. */
export function LaneKey() {
  return (
    <p className={styles.key} aria-hidden="true">
      <span className={styles.swatch} data-kind="waited" /> waited <span className={styles.swatch} data-kind="ran" /> ran
    </p>
  );
}
