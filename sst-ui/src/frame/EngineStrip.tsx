import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { engineStatus, healthQuery } from "../api/engine.ts";
import type { EngineStatus, Health } from "../api/schema.gen.ts";
import { useConnection } from "../live/live.ts";
import { oldest } from "../live/reads.ts";
import { Inert } from "../ui/Inert.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { told } from "../ui/states.tsx";
import { Tag } from "../ui/Tag.tsx";
import styles from "./EngineStrip.module.css";

/** What tests run on and how it fares, on every page: the embedded engine is always named as such. */
export function EngineStrip() {
  const engine = useQuery(engineStatus);
  const health = useQuery(healthQuery);
  const connection = useConnection();
  const read = oldest(useQueryClient().getQueryCache().getAll());
  const old = engine.isError || connection.state === "lost";
  return (
    <section aria-label="How the platform fares" className={styles.strip} data-bad={engine.isError || trouble(engine.data) || undefined}>
      {engine.data !== undefined && <Engine status={engine.data} />}
      {engine.isError && (
        <span>
          <Inert text={told(engine.error)} limit={300} />
        </span>
      )}
      {health.data?.components?.filter(({ state, name }) => state !== "up" && name !== "engine").map((part) => (
        <Part key={part.name} part={part} />
      ))}
      {old && read !== undefined && (
        <span>
          The oldest of what you see was read <RelativeTime at={new Date(read).toISOString()} />.
        </span>
      )}
      <Link to="/stackstorm" className={styles.more}>
        Details
      </Link>
    </section>
  );
}

function trouble(status: EngineStatus | undefined): boolean {
  return status !== undefined && !status.usable;
}

function Engine({ status }: { status: EngineStatus }) {
  if (status.engine === "embedded") {
    return (
      <span>
        <Tag tone="blue">embedded</Tag> Tests run on this machine, not on a StackStorm.
        {!status.usable && <Trouble error={status.error} />}
      </span>
    );
  }
  return (
    <span>
      <Tag tone={status.usable ? "plain" : "warn"}>StackStorm</Tag>{" "}
      {status.usable ? "answers" : "cannot be used"}
      {status.version !== null && (
        <>
          , version <Inert text={status.version} />
        </>
      )}
      {!status.usable && <Trouble error={status.error} />}
    </span>
  );
}

function Trouble({ error }: { error: string | undefined }) {
  return error === undefined ? null : (
    <>
      {": "}
      <Inert text={error} limit={300} />
    </>
  );
}

function Part({ part }: { part: NonNullable<Health["components"]>[number] }) {
  return (
    <span>
      <Tag tone="warn">
        {part.name} {part.state}
      </Tag>{" "}
      <Inert text={part.detail} limit={300} />
    </span>
  );
}
