import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { engineProbe, probeEngine } from "../../api/engine.ts";
import { keys } from "../../api/keys.ts";
import type { EngineProbe, ProbeState } from "../../api/schema.gen.ts";
import { useMay } from "../../session/may.ts";
import { duration } from "../../text/time.ts";
import { say } from "../../ui/announcer.ts";
import { Button } from "../../ui/Button.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";
import styles from "./Engine.module.css";

const WORDS: Record<ProbeState, string> = { works: "works", limited: "works, with a remark", fails: "does not work", unknown: "not known" };
const MARKS: Record<ProbeState, string> = { works: "up", limited: "up", fails: "down", unknown: "degraded" };

/** Which types of tests the engine can run, and what was found by trying. */
export function Abilities({ embedded }: { embedded: boolean }) {
  const may = useMay();
  const cache = useQueryClient();
  const last = useQuery(engineProbe);
  const again = useMutation({
    mutationFn: probeEngine,
    onSuccess: (probe) => {
      cache.setQueryData(keys.engine.probe, { probe });
      say("The probe is over");
    },
  });
  const probe = last.data?.probe ?? null;
  const beside = (
    <span className={styles.note}>
      {probe !== null && !embedded && (
        <>
          probed <RelativeTime at={probe.probed_at} />{" "}
        </>
      )}
      {may("deploy") && !embedded && (
        <Button busy={again.isPending} onClick={() => again.mutate()}>
          {again.isPending ? "Probing ..." : "Probe now"}
        </Button>
      )}
    </span>
  );
  return (
    <Panel title="What can be tested with it" beside={beside}>
      {last.isPending && <Loading what="what the last probe found" />}
      {last.isError && <ErrorState what="what the last probe found" error={last.error} again={() => void last.refetch()} />}
      {last.isSuccess && probe === null && (
        <EmptyState title="Nobody has tried since this server was started.">
          A probe runs a small action and writes a file that goes again. It takes some seconds, and leaves nothing but three executions.
        </EmptyState>
      )}
      {probe !== null && <Found probe={probe} />}
    </Panel>
  );
}

function Found({ probe }: { probe: EngineProbe }) {
  return (
    <>
      <ul className={styles.parts}>
        {probe.abilities.map(({ test_type: type, state, message }) => (
          <li key={type} className={styles.part} data-state={MARKS[state]}>
            <h3>
              Tests of type {type} <State state={state} />
            </h3>
            <Inert text={message} limit={500} />
          </li>
        ))}
      </ul>
      {probe.findings.length > 0 && (
        <details open={probe.findings.some(({ state }) => state === "fails")}>
          <summary>What was tried</summary>
          <dl className={styles.findings}>
            {probe.findings.map(({ name, state, message, took_ms: took }) => (
              <div key={name}>
                <dt>
                  {name} <State state={state} />
                </dt>
                <dd>
                  <Inert text={message} limit={1000} />
                  {took !== null && <span className={styles.note}> ({duration(took / 1000)})</span>}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function State({ state }: { state: ProbeState }) {
  return <Tag tone={state === "works" || state === "limited" ? "plain" : "warn"}>{WORDS[state]}</Tag>;
}
