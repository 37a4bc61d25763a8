import { useQuery } from "@tanstack/react-query";
import { histogram } from "../../api/executions.ts";
import type { Histogram } from "../../api/schema.gen.ts";
import { zone } from "../../app/preferences.ts";
import { useStore } from "../../app/store.ts";
import type { Stretch } from "../../text/range.ts";
import { absolute, duration } from "../../text/time.ts";
import { plural, wordOf } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { NotReadAgain, told } from "../../ui/states.tsx";
import styles from "./Executions.module.css";

type Slice = Histogram["buckets"][number];

/** From the ground up: what is wrong stands at the bottom, where it is seen first. */
const KINDS = ["failed", "error", "timeout", "infrastructure", "cancelled", "skipped", "unfinished", "passed"] as const;

/** How many of each verdict there were over time; a press on a slice narrows the list to it. */
export function HistogramView({ stretch, testId, onSlice }: { stretch: Stretch; testId: string | undefined; onSlice: (from: string, until: string) => void }) {
  const counted = useQuery(histogram({ ...stretch, ...(testId === undefined ? {} : { test_id: testId }) }));
  const inZone = useStore(zone);
  if (counted.isError && counted.data === undefined) {
    return (
      <p className={`${styles.note} ${styles.figure}`}>
        No histogram: <Inert text={told(counted.error)} limit={300} />
      </p>
    );
  }
  if (counted.data === undefined) {
    return <div className={styles.histogram} />;
  }
  const { buckets, bucket_seconds } = counted.data;
  const first = buckets[0];
  const last = buckets.at(-1);
  const highest = Math.max(1, ...buckets.map(sum));
  const all = buckets.reduce((so, bucket) => so + sum(bucket), 0);
  return (
    <figure className={styles.figure} data-old={counted.isPlaceholderData || undefined} aria-busy={counted.isPlaceholderData}>
      <NotReadAgain what="the histogram" query={counted} />
      <ul className={styles.histogram} aria-label="Executions over time">
        {buckets.map((bucket) => (
          <li key={bucket.at}>
            <Bar bucket={bucket} highest={highest} when={absolute(Date.parse(bucket.at), inZone)} onPress={() => onSlice(bucket.at, new Date(Date.parse(bucket.at) + bucket_seconds * 1000).toISOString())} />
          </li>
        ))}
      </ul>
      <p className={`${styles.note} ${styles.ends}`} aria-hidden="true">
        <span>{first !== undefined && absolute(Date.parse(first.at), inZone)}</span>
        <span>{last !== undefined && absolute(Date.parse(last.at) + bucket_seconds * 1_000, inZone)}</span>
      </p>
      <figcaption className={styles.note}>
        {plural(all, "execution")}, by when they were asked for, counted every half minute; a slice is {duration(bucket_seconds)}, the highest holds {highest.toLocaleString()}. The filters for verdict and status
        do not count here.
      </figcaption>
    </figure>
  );
}

function Bar({ bucket, highest, when, onPress }: { bucket: Slice; highest: number; when: string; onPress: () => void }) {
  const parts = KINDS.filter((kind) => bucket[kind] > 0);
  const words = parts.length === 0 ? "nothing" : parts.map((kind) => `${bucket[kind]} ${kind === "unfinished" ? "unfinished" : wordOf(kind).toLowerCase()}`).join(", ");
  return (
    <button type="button" className={styles.slice} title={`${when}: ${words}`} disabled={parts.length === 0} onClick={onPress}>
      <span className="visually-hidden">
        {when}: {words}
      </span>
      {parts.map((kind) => (
        <span key={kind} className={styles.part} data-kind={kind} style={{ height: `${(bucket[kind] / highest) * 100}%`, color: `var(--${kind === "unfinished" ? "running" : kind})` }} />
      ))}
    </button>
  );
}

function sum(bucket: Slice): number {
  return KINDS.reduce((all, kind) => all + bucket[kind], 0);
}
