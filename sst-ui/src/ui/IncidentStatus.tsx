import type { Incident } from "../api/schema.gen.ts";
import { Tag } from "./Tag.tsx";

/** Whether somebody has to look after an incident, does, or no longer has to. */
export function IncidentStatus({ status }: Pick<Incident, "status">) {
  return <Tag tone={status === "open" ? "warn" : "plain"}>{status}</Tag>;
}
