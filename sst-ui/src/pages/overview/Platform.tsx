import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { healthQuery } from "../../api/engine.ts";
import { Inert } from "../../ui/Inert.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";
import styles from "./Overview.module.css";

/** The parts that carry the tests, each with its own word. Not there where a host application keeps its health to itself. */
export function Platform() {
  const health = useQuery(healthQuery);
  const parts = health.data?.components;
  if (health.isError) {
    return <ErrorState what="how the server's parts fare" error={health.error} again={() => void health.refetch()} />;
  }
  return parts === undefined ? null : (
    <Panel title="Platform" beside={<Link to="/stackstorm">Details</Link>}>
      <ul className={styles.parts}>
        {parts.map(({ name, state, detail }) => (
          <li key={name} className={styles.part} data-state={state}>
            <strong>{name}</strong> <Tag tone={state === "up" ? "plain" : "warn"}>{state}</Tag>
            {state !== "up" && <Inert text={detail} limit={200} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
