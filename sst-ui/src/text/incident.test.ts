import { expect, test } from "vitest";
import type { Delivery, Incident } from "../api/schema.gen.ts";
import { asMarkdown, happening, sending } from "./incident.ts";

const DELIVERY: Delivery = {
  delivery_id: "d",
  sink: "register",
  event: "opened",
  state: "delivered",
  external_id: null,
  attempts: 1,
  last_error: null,
  created_at: "2026-11-23T10:00:00Z",
  delivered_at: "2026-11-23T10:00:01Z",
  next_attempt_at: null,
};

const INCIDENT: Incident = {
  incident_id: "i",
  key: "k",
  episode: 1,
  status: "open",
  title: "checkout <img src=x> failed",
  cause: "line one\nline `two`",
  severity: "high",
  test_id: "t",
  test_name: "checkout",
  test_type: "action",
  pack: "shop",
  execution_ids: ["e"],
  occurrences: 1,
  opened_at: "2026-11-23T10:00:00Z",
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_at: null,
  resolved_by: null,
  recovered_by_execution_id: null,
  last_occurrence_at: "2026-11-23T10:00:00Z",
  notes: [],
  evidence: {},
  deliveries: [],
  events: [{ at: "2026-11-23T10:00:00Z", kind: "opened", by: null, text: "it broke", execution_id: "e" }],
};

test("one delivery that failed is not hidden by one that went", () => {
  expect(sending([DELIVERY, { ...DELIVERY, state: "failed" }])).toBe("1 not delivered");
});

test("without a sink nothing claims to be delivered", () => {
  expect(sending([])).toBe("this register only");
});

test("recovery is told apart from a person's word", () => {
  const event = { at: "2026-11-23T10:00:00Z", kind: "resolved" as const, text: null };
  expect(happening({ ...event, by: "sst", execution_id: "e" })).toBe("Recovered: a run passed");
  expect(happening({ ...event, by: "ana", execution_id: null })).toBe("Resolved by ana");
});

test("a copy in Markdown holds the story, and no markup of others", () => {
  const text = asMarkdown(INCIDENT, "https://sst.example/ui/incidents/i");
  expect(text).toContain("# checkout \\<img src=x\\> failed\n");
  expect(text).toContain("line one line \\`two\\`\n");
  expect(text).toContain("- 2026-11-23T10:00:00Z First failure: the incident was opened: it broke\n");
});
