import { useQuery } from "@tanstack/react-query";
import { engineStatus, healthQuery } from "../../api/engine.ts";
import type { Component, EngineStatus } from "../../api/schema.gen.ts";
import { plural } from "../../text/verdict.ts";
import { Inert } from "../../ui/Inert.tsx";
import { JsonView } from "../../ui/JsonView.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";
import { Abilities } from "./Abilities.tsx";
import styles from "./Engine.module.css";
import { EngineRuns } from "./EngineRuns.tsx";

/** What tests run on, the parts of this server one by one, and what the engine itself has run lately. */
export default function EnginePage() {
  const status = useQuery(engineStatus);
  const embedded = status.data?.engine === "embedded";
  const name = embedded ? "Embedded engine" : "StackStorm";
  return (
    <>
      <PageHead title={name} tab={status.data === undefined ? name : `${status.data.usable ? "usable" : "not usable"} - ${name}`} />
      {status.isPending && <Loading what="the engine's state" />}
      {status.isError && <ErrorState what="the engine's state" error={status.error} again={() => void status.refetch()} />}
      {status.data !== undefined && <Connection status={status.data} />}
      <Abilities embedded={embedded} />
      <Parts />
      <EngineRuns embedded={embedded} />
    </>
  );
}

function Connection({ status }: { status: EngineStatus }) {
  return (
    <Panel title="Connection" beside={<span className={styles.note}>looked at <RelativeTime at={status.timestamp} /></span>}>
      {status.engine === "embedded" ? (
        <p>
          <Tag tone="blue">embedded</Tag> Tests run on this server&apos;s machine. No StackStorm is connected; nothing here is said by one.
        </p>
      ) : (
        <p>
          <Tag tone={status.connected ? "plain" : "warn"}>{status.connected ? "connected" : "not connected"}</Tag>{" "}
          {status.usable ? "Tests can be deployed and run." : "Tests can be written, and nothing can be deployed or run now. What is shown of the past stays true."}
        </p>
      )}
      <Facts
        facts={[
          { name: "Address", value: status.api_url === null ? null : <Inert text={status.api_url} limit={300} /> },
          { name: "Version", value: status.version === null ? null : <Inert text={status.version} limit={100} /> },
          { name: "Usable", value: status.usable ? "yes" : "no" },
        ]}
      />
      {status.error !== undefined && (
        <p className={styles.bad} role="alert">
          <Inert text={status.error} />
        </p>
      )}
      {Object.keys(status.details).length > 0 && <JsonView value={status.details} label="details of the connection" />}
    </Panel>
  );
}

function Parts() {
  const health = useQuery(healthQuery);
  const parts = health.data?.components;
  return (
    <Panel title="Parts of this server" beside={parts !== undefined && <span className={styles.note}>{told(parts)}</span>}>
      {health.isPending && <Loading what="the parts" />}
      {health.isError && <ErrorState what="the parts of this server" error={health.error} again={() => void health.refetch()} />}
      {health.isSuccess && parts === undefined && <EmptyState title="This server does not say how its parts fare to whoever sits here." />}
      <ul className={styles.parts}>
        {parts?.map((part) => (
          <Part key={part.name} part={part} />
        ))}
      </ul>
    </Panel>
  );
}

function told(parts: readonly Component[]): string {
  const bad = parts.filter(({ state }) => state !== "up").length;
  return bad === 0 ? `all ${parts.length} up` : `${plural(bad, "part")} of ${parts.length} not up`;
}

function Part({ part }: { part: Component }) {
  const details = Object.keys(part.details).length > 0;
  return (
    <li className={styles.part} data-state={part.state}>
      <h3>
        {part.name} <Tag tone={part.state === "up" ? "plain" : "warn"}>{part.state}</Tag>
      </h3>
      {part.detail !== "" && <Inert text={part.detail} limit={500} />}
      {details && (
        <details>
          <summary>Details</summary>
          <JsonView value={part.details} label={`details of ${part.name}`} />
        </details>
      )}
    </li>
  );
}
