import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import { keys } from "../../api/keys.ts";
import type { TestSummary } from "../../api/schema.gen.ts";
import { bulk } from "../../api/tests.ts";
import { plural } from "../../text/verdict.ts";
import { say } from "../../ui/announcer.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { told } from "../../ui/states.tsx";
import { doAll, type BulkAction, type Outcome } from "./bulk.ts";
import styles from "./BulkBar.module.css";
import { useDeployed } from "./useDeployed.ts";

/** More lines than this are not read by anybody: failures are shown first, the rest is counted. */
const LISTED = 500;

const RANK: Record<Outcome["state"], number> = { failed: 0, begun: 1, waiting: 2, done: 3 };

/** Asks once, does it to all, and shows how each came out. Closing it leaves what was not sent yet. */
export function BulkDialog({ action, tests, onClose }: { action: BulkAction; tests: readonly TestSummary[]; onClose: () => void }) {
  const cache = useQueryClient();
  const [known, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [phase, setPhase] = useState<"asked" | "doing" | "done">("asked");
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const ends = useDeployed(phase !== "asked");
  const outcomes = useMemo(() => {
    const all = tests.map((test): Outcome => withEnd(known.get(test.test_id) ?? { test, state: "waiting", words: "" }, ends.get(test.test_id)));
    return all.sort((one, other) => RANK[one.state] - RANK[other.state]);
  }, [tests, known, ends]);
  const count = (state: Outcome["state"]) => outcomes.filter((outcome) => outcome.state === state).length;

  async function begin(): Promise<void> {
    stop.current = new AbortController();
    setPhase("doing");
    const tell = (some: readonly Outcome[]) => setOutcomes((before) => new Map([...before, ...some.map((one) => [one.test.test_id, one] as const)]));
    await doAll(action, tests, tell, told, stop.current.signal, bulk);
    setPhase("done");
    if (!stop.current.signal.aborted) {
      say(`${action.verb}: the server was asked for all ${tests.length}.`);
    }
    void cache.invalidateQueries({ queryKey: keys.tests.lists });
  }

  const actions = (
    <>
      <Button onClick={onClose}>{{ asked: "Cancel", doing: "Stop and close", done: "Close" }[phase]}</Button>
      {phase !== "done" && (
        <Button look="main" data-focus busy={phase === "doing"} onClick={() => void begin()}>
          {action.verb}
        </Button>
      )}
    </>
  );
  return (
    <Dialog title={`${action.verb}: ${plural(tests.length, "test")}`} onClose={onClose} actions={actions} wide>
      {phase !== "asked" && (
        <p role="status">
          {count("done").toLocaleString()} of {tests.length.toLocaleString()} done, {count("begun") > 0 && `${count("begun").toLocaleString()} under way, `}
          {count("failed").toLocaleString()} failed.
        </p>
      )}
      <ul className={styles.outcomes}>
        {outcomes.slice(0, LISTED).map((outcome) => (
          <Line key={outcome.test.test_id} outcome={outcome} />
        ))}
      </ul>
      {outcomes.length > LISTED && <p>… and {(outcomes.length - LISTED).toLocaleString()} more.</p>}
    </Dialog>
  );
}

/** What was only begun comes out as the server's events say. */
function withEnd(outcome: Outcome, end: Pick<Outcome, "state" | "words"> | undefined): Outcome {
  return outcome.state === "begun" && end !== undefined ? { ...outcome, ...end } : outcome;
}

function Line({ outcome: { test, state, words, link } }: { outcome: Outcome }) {
  return (
    <li data-state={state}>
      <strong>
        <Inert text={test.name} limit={200} />
      </strong>
      {state !== "waiting" && (
        <>
          {": "}
          {state === "failed" && "failed: "}
          {link === undefined ? <Inert text={words} limit={500} /> : <Link to={link}>{words}</Link>}
        </>
      )}
    </li>
  );
}
