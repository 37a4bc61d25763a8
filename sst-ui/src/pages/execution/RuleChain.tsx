import type { ReactNode } from "react";
import type { Execution } from "../../api/schema.gen.ts";
import { chainOf, diagnosis, firings, isTimed, type Chain, type Fired } from "../../text/chain.ts";
import { duration } from "../../text/time.ts";
import { plural } from "../../text/verdict.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { EngineStatus } from "../../ui/EngineStatus.tsx";
import { Folded } from "../../ui/Folded.tsx";
import { Inert } from "../../ui/Inert.tsx";
import { JsonView } from "../../ui/JsonView.tsx";
import { Lane } from "../../ui/Lane.tsx";
import { Panel } from "../../ui/Panel.tsx";
import styles from "./RuleChain.module.css";

/** From the event to what the rule made of it, stage by stage; where it ended early, why. */
export function RuleChain({ execution }: { execution: Execution }) {
  const chain = chainOf(execution.output_data);
  if (chain === undefined) {
    return execution.state === "finished" ? null : (
      <Panel title="Chain">
        <p>StackStorm is being watched; what came of the event is told at the end.</p>
      </Panel>
    );
  }
  return (
    <Panel title="Chain" beside={chain.total !== undefined && <span>{duration(chain.total / 1000)} from end to end</span>}>
      <Stages chain={chain} execution={execution} />
      {chain.delays.length > 0 && <Delays chain={chain} />}
    </Panel>
  );
}

function Stages({ chain, execution }: { chain: Chain; execution: Execution }) {
  const timed = isTimed(chain);
  const taken = chain.payload !== undefined;
  const why = diagnosis(execution);
  const tag = execution.attempts.at(-1)?.trace_tag;
  return (
    <ol className={styles.stages}>
      <Stage title="Event" reached>
        <p>
          <code>
            <Inert text={chain.trigger} limit={200} />
          </code>
          {timed ? ": time fires it, nothing was sent." : taken ? " was set off." : " was to be set off."}
        </p>
        {!timed && tag !== undefined && (
          <p className={styles.tag}>
            Its trace tag is
            <span>
              <code>
                <Inert text={tag} limit={200} />
              </code>
              <CopyButton text={tag} label="Copy the trace tag" />
            </span>
          </p>
        )}
      </Stage>
      {!timed && (
        <Stage title="Trigger instance" reached={taken}>
          {taken ? <Folded title="Its payload">{() => <JsonView value={chain.payload ?? null} label="the payload" />}</Folded> : <p>StackStorm made none of it.</p>}
          {!taken && <Why text={why} />}
        </Stage>
      )}
      <Stage title="Rule" reached={chain.fired > 0}>
        <p>{firings(chain)}</p>
        {chain.fired === 0 && (taken || timed) && <Why text={why} />}
      </Stage>
      {chain.fired > 0 && (
        <Stage title={chain.executions.length === 1 ? "Execution" : "Executions"} reached>
          <Executions all={chain.executions} fired={chain.fired} />
        </Stage>
      )}
    </ol>
  );
}

function Stage({ title, reached, children }: { title: string; reached: boolean; children: ReactNode }) {
  return (
    <li className={styles.stage} data-reached={reached}>
      <h3>{title}</h3>
      {children}
    </li>
  );
}

function Why({ text }: { text: string | undefined }) {
  return (
    text !== undefined && (
      <p className={styles.why}>
        <Inert text={text} limit={1_000} />
      </p>
    )
  );
}

function Executions({ all, fired }: { all: readonly Fired[]; fired: number }) {
  return (
    <>
      {fired > all.length && <p>The first {all.length}:</p>}
      <ul className={styles.executions}>
        {all.map(({ action, status, result }, place) => (
          <li key={place}>
            <EngineStatus status={status} />{" "}
            <code>
              <Inert text={action} limit={200} />
            </code>
            {result !== undefined && <Folded title="Its result">{() => <JsonView value={result} label={`the result of execution ${place + 1}`} />}</Folded>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Delays({ chain }: { chain: Chain }) {
  const span = Math.max(1, chain.delays.at(-1)?.until ?? 1);
  return (
    <section aria-label="How long each stage took" className={styles.delays}>
      <h3>How long each stage took{chain.fired > 1 && `, of the first of ${plural(chain.fired, "firing")}`}</h3>
      <dl>
        {chain.delays.map(({ words, from, until }) => (
          <div key={words} className={styles.delay}>
            <dt>{words}</dt>
            <dd>
              {duration((until - from) / 1000)}
              <Lane stretches={[{ kind: "ran", from, until, open: false }]} span={span} colour="var(--accent)" />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
