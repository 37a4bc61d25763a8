import { useEffect, useState } from "react";
import { useFilters } from "../../app/useFilters.ts";
import { POLL, useConnection } from "../../live/live.ts";
import { isCountable, LENGTHS, since, type Stretch } from "../../text/range.ts";
import { Button } from "../../ui/Button.tsx";
import { ChoiceField, FilterBar } from "../../ui/FilterBar.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { ExecutionTable } from "./ExecutionTable.tsx";
import { HistogramView } from "./HistogramView.tsx";
import { RangeBar } from "./RangeBar.tsx";

const FILTERS = ["range", "from", "until", "verdict", "status", "test_id"] as const;
const VERDICTS = ["passed", "failed", "error", "timeout", "infrastructure", "cancelled", "skipped"];
const STATUSES = ["pending", "running", { value: "pending,running", words: "not ended" }, "passed", "failed", "timeout", "cancelled"];
const MINUTE = 60_000;

/** What ran: the time first, then what it came to. A range that ends now goes on by itself. */
export default function ExecutionsPage() {
  const [filter, change] = useFilters(FILTERS);
  const { range, from, until, test_id } = filter;
  const now = useMinute();
  const length = range === undefined ? undefined : LENGTHS[range];
  const over = length === undefined && until !== undefined && Date.parse(until) <= now;
  const ranged = length !== undefined || from !== undefined || until !== undefined;
  const filtered = Object.keys(filter).length > 0;
  const clear = () => change(Object.fromEntries(FILTERS.map((name) => [name, ""])));
  const empty = filtered ? (
    <EmptyState title={!ranged ? "No execution matches." : "Nothing that matches ran in this range."}>
      {ranged && <Button onClick={() => change({ range: "", from: "", until: "" })}>Any time</Button>}
      <Button onClick={clear}>Clear the filters</Button>
    </EmptyState>
  ) : (
    <EmptyState title="Nothing has run yet." />
  );
  return (
    <>
      <PageHead title="Executions" tab="Executions" actions={<Tail over={over} />} />
      <RangeBar
        length={length === undefined ? undefined : range}
        range={{ from, until }}
        onLength={(to) => change({ range: to, from: "", until: "" })}
        onRange={(to) => change({ range: "", ...(length === undefined ? {} : { from: since(length, now) }), ...to })}
      />
      {isCountable(filter, now) && (
        <HistogramView stretch={stretchOf(filter)} testId={test_id} onSlice={(start, stop) => change({ range: "", from: start, until: stop })} />
      )}
      <FilterBar>
        <ChoiceField label="Verdict" value={filter.verdict ?? ""} choices={VERDICTS} onChange={(verdict) => change({ verdict })} />
        <ChoiceField label="Status" value={filter.status ?? ""} choices={STATUSES} onChange={(status) => change({ status })} />
        {test_id !== undefined && <Button onClick={() => change({ test_id: "" })}>Only one test ✕</Button>}
      </FilterBar>
      <ExecutionTable key={JSON.stringify([filter.verdict, filter.status, test_id])} filter={filter} empty={empty} />
    </>
  );
}

function stretchOf({ range, from, until }: Stretch): Stretch {
  return { ...(range === undefined ? {} : { range }), ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

/** Whether new ones come by themselves. */
function Tail({ over }: { over: boolean }) {
  const { state } = useConnection();
  if (over) {
    return <Tag>this range is over: nothing new comes into it</Tag>;
  }
  switch (state) {
    case "connecting":
      return null;
    case "live":
      return <Tag>● new ones appear as they come</Tag>;
    case "lost":
      return <Tag tone="warn">new ones are asked for every {POLL / 1_000} s</Tag>;
  }
}

/** The time, at the last whole minute; it goes on. */
function useMinute(): number {
  const [now, setNow] = useState(wholeMinute);
  useEffect(() => {
    const timer = setTimeout(() => setNow(wholeMinute()), MINUTE - (Date.now() % MINUTE) + 50);
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}

function wholeMinute(): number {
  return Math.floor(Date.now() / MINUTE) * MINUTE;
}
