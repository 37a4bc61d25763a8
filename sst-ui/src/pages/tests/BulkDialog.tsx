import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { keys } from "../../api/keys.ts";
import type { TestSummary } from "../../api/schema.gen.ts";
import { plural } from "../../text/verdict.ts";
import { say } from "../../ui/announcer.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { told } from "../../ui/states.tsx";
import { doAll, type BulkAction, type Outcome } from "./doAll.ts";
import styles from "./BulkBar.module.css";

/** Asks once, does it to each, and shows how each came out. Closing it leaves what is still waiting. */
export function BulkDialog({ action, tests, onClose }: { action: BulkAction; tests: readonly TestSummary[]; onClose: () => void }) {
  const cache = useQueryClient();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>(() => tests.map((test) => ({ test, state: "waiting", words: "" })));
  const [phase, setPhase] = useState<"asked" | "doing" | "done">("asked");
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const failed = outcomes.filter(({ state }) => state === "failed").length;
  const done = outcomes.filter(({ state }) => state === "done").length;

  async function begin(): Promise<void> {
    stop.current = new AbortController();
    setPhase("doing");
    const tell = (outcome: Outcome) => setOutcomes((before) => before.map((one) => (one.test.test_id === outcome.test.test_id ? outcome : one)));
    await doAll(action, tests, tell, told, stop.current.signal);
    setPhase("done");
    if (!stop.current.signal.aborted) {
      say(`${action.verb}: all ${tests.length} are done with.`);
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
        <p>
          {done} of {tests.length} done, {failed} failed.
        </p>
      )}
      <ul className={styles.outcomes}>
        {outcomes.map(({ test, state, words, link }) => (
          <li key={test.test_id} data-state={state}>
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
        ))}
      </ul>
    </Dialog>
  );
}
