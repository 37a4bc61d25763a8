import type { Delivery, Incident, IncidentEvent } from "../api/schema.gen.ts";
import { plural } from "./verdict.ts";

/** Where the news of an incident is, in few words. */
export function sending(deliveries: readonly Delivery[]): string {
  const failed = deliveries.filter(({ state }) => state === "failed").length;
  const waiting = deliveries.filter(({ state }) => state === "pending" || state === "retrying").length;
  if (failed > 0) {
    return `${failed} not delivered`;
  }
  if (waiting > 0) {
    return `${waiting} being sent`;
  }
  return deliveries.length === 0 ? "this register only" : "delivered";
}

/** What an event of an incident's story says, before its text. */
export function happening(event: IncidentEvent): string {
  const by = event.by === null || event.by === undefined ? "" : ` by ${event.by}`;
  switch (event.kind) {
    case "opened":
      return "First failure: the incident was opened";
    case "occurrence":
      return "Failed again";
    case "acknowledged":
      return `Acknowledged${by}`;
    case "note":
      return `Note${by}`;
    case "resolved":
      return typeof event.execution_id === "string" ? "Recovered: a run passed" : `Resolved${by}`;
    case "delivery":
      return `${event.sink ?? "A sink"} ${toldOf(event)}`;
  }
}

function toldOf({ event, state }: IncidentEvent): string {
  const what = `that it was ${event ?? "changed"}`;
  switch (state) {
    case "delivered":
      return `was told ${what}`;
    case "failed":
      return `could not be told ${what}`;
    case "superseded":
      return `was not told ${what}: newer news took its place`;
    default:
      return `is to be told ${what}`;
  }
}

/** The incident as Markdown, to be pasted into a message. Nothing in it is more than the page shows. */
export function asMarkdown(incident: Incident, address: string): string {
  const lines = [
    `# ${plain(incident.title)}`,
    "",
    plain(incident.cause),
    "",
    `- Status: ${incident.status}${incident.acknowledged_by === null ? "" : `, acknowledged by ${plain(incident.acknowledged_by)}`}`,
    `- Severity: ${incident.severity}`,
    `- Test: ${plain(incident.test_name ?? incident.test_id)}`,
    `- ${plural(incident.occurrences, "failure")}, first ${incident.opened_at}${incident.last_occurrence_at === null ? "" : `, last ${incident.last_occurrence_at}`}`,
    ...(incident.resolved_at === null ? [] : [`- Resolved: ${incident.resolved_at}`]),
    `- ${address}`,
    "",
    "## What happened",
    "",
    ...(incident.events ?? []).map((event) => `- ${event.at} ${plain(happening(event))}${event.text === null || event.text === "" ? "" : `: ${plain(event.text)}`}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** On one line, with the characters that Markdown obeys taken literally. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&").trim();
}
