import { useQuery } from "@tanstack/react-query";
import { engineStatus, healthQuery } from "../../api/engine.ts";
import type { EngineStatus } from "../../api/schema.gen.ts";
import { Inert } from "../../ui/Inert.tsx";
import { JsonView } from "../../ui/JsonView.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Tag } from "../../ui/Tag.tsx";

export default function EnginePage() {
  const status = useQuery(engineStatus);
  const health = useQuery(healthQuery);
  return (
    <>
      <PageHead title="StackStorm" tab="StackStorm" />
      {status.isPending && <Loading what="the engine's state" />}
      {status.isError && <ErrorState what="the engine's state" error={status.error} again={() => void status.refetch()} />}
      {status.data !== undefined && <Engine status={status.data} />}
      {health.data?.components !== undefined && (
        <Panel title="Parts of this server">
          <Facts facts={health.data.components.map((part) => ({ name: `${part.name}: ${part.state}`, value: <Inert text={part.detail === "" ? part.state : part.detail} /> }))} />
        </Panel>
      )}
    </>
  );
}

function Engine({ status }: { status: EngineStatus }) {
  return (
    <Panel title="Connection" beside={<span>looked at <RelativeTime at={status.timestamp} /></span>}>
      <p>
        {status.engine === "embedded" ? (
          <>
            <Tag tone="blue">embedded</Tag> Tests run on this server&apos;s machine. No StackStorm is connected.
          </>
        ) : (
          <Tag tone={status.connected ? "plain" : "warn"}>{status.connected ? "connected" : "not connected"}</Tag>
        )}
      </p>
      <Facts
        facts={[
          { name: "Address", value: status.api_url === null ? null : <Inert text={status.api_url} /> },
          { name: "Version", value: status.version === null ? null : <Inert text={status.version} /> },
          { name: "Usable", value: status.usable ? "yes" : "no" },
          { name: "Error", value: status.error === undefined ? null : <Inert text={status.error} /> },
        ]}
      />
      {Object.keys(status.details).length > 0 && <JsonView value={status.details} label="details" />}
    </Panel>
  );
}
