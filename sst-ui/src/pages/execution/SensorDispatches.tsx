import type { Execution } from "../../api/schema.gen.ts";
import { diagnosis } from "../../text/chain.ts";
import { dispatched, dispatchesOf } from "../../text/dispatches.ts";
import { Inert } from "../../ui/Inert.tsx";
import { JsonView } from "../../ui/JsonView.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";

/** What the sensor dispatched while it was watched. */
export function SensorDispatches({ execution }: { execution: Execution }) {
  const dispatches = dispatchesOf(execution.output_data);
  if (dispatches === undefined) {
    return execution.state === "finished" ? null : (
      <Panel title="Dispatches">
        <p>The sensor is being watched; what it dispatched is told at the end.</p>
      </Panel>
    );
  }
  const { count, trigger, payload } = dispatches;
  const why = count === 0 ? diagnosis(execution) : undefined;
  return (
    <Panel title="Dispatches">
      <p>
        {dispatched(dispatches, execution.verdict)} {why !== undefined && <Inert text={why} limit={1_000} />}
      </p>
      <Facts facts={[{ name: "Trigger", value: trigger !== undefined && <code><Inert text={trigger} limit={200} /></code> }]} />
      {payload !== undefined && <JsonView value={payload} label="the payload" />}
    </Panel>
  );
}
