import { useId } from "react";
import { fieldOf, instantOf, LENGTHS, type Range } from "../../text/range.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./Executions.module.css";

interface Props {
  /** The word of a stretch that ends now; absent for all time and for times of one's own. */
  length: string | undefined;
  range: Range;
  onLength: (length: string) => void;
  onRange: (range: { from?: string; until?: string }) => void;
}

/** Which stretch of time: one that ends now, all, or from when until when. */
export function RangeBar({ length, range, onLength, onRange }: Props) {
  const from = useId();
  const until = useId();
  const all = length === undefined && range.from === undefined && range.until === undefined;
  return (
    <div role="group" aria-label="Time range" className={styles.range}>
      {Object.keys(LENGTHS).map((word) => (
        <Button key={word} aria-pressed={word === length} onClick={() => onLength(word)}>
          {word}
        </Button>
      ))}
      <Button aria-pressed={all} onClick={() => onLength("")}>
        all
      </Button>
      <span className={styles.times}>
        <label htmlFor={from}>from</label>
        <input id={from} type="datetime-local" value={length === undefined ? fieldOf(range.from) : ""} onChange={(event) => onRange({ from: instantOf(event.target.value) })} />
        <label htmlFor={until}>until</label>
        <input id={until} type="datetime-local" value={length === undefined ? fieldOf(range.until) : ""} onChange={(event) => onRange({ until: instantOf(event.target.value) })} />
        <small>in your local time</small>
      </span>
    </div>
  );
}
