import { expect, test } from "vitest";
import { asText } from "./parameters.ts";
import { metadataFields, withMember } from "./metadata.ts";

test("each type has its own fields", () => {
  const names = (type: "action" | "workflow" | "rule" | "sensor") => metadataFields(type, {}).map(({ name }) => name);
  expect(names("action")).toEqual([]);
  expect(names("workflow")).toEqual([]);
  expect(names("rule")).toEqual(["quiet_seconds", "trigger_types"]);
  expect(names("sensor")).toEqual(["class_name", "poll_interval", "trigger_types", "requirements", "keep_running"]);
});

test("a field shows what the metadata says", () => {
  const fields = metadataFields("sensor", { class_name: "Ticks", keep_running: true, trigger_types: [{ name: "tick" }] });
  expect(fields.map(asText)).toEqual(["Ticks", "", '[{"name":"tick"}]', "", "true"]);
});

test("what is emptied is left out, and all else stays", () => {
  const metadata = { class_name: "Ticks", poll_interval: 5, more: 1 };
  expect(withMember(metadata, "class_name", "")).toEqual({ poll_interval: 5, more: 1 });
  expect(withMember(metadata, "poll_interval", undefined)).toEqual({ class_name: "Ticks", more: 1 });
  expect(withMember(metadata, "poll_interval", 30)).toEqual({ class_name: "Ticks", poll_interval: 30, more: 1 });
});
