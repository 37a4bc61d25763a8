import { expect, test } from "vitest";
import { asText } from "./parameters.ts";
import { HELPER_NAME, helperActions, metadataFields, withHelper, withMember, withoutHelper } from "./metadata.ts";

test("each type has its own fields", () => {
  const names = (type: "action" | "workflow" | "rule" | "sensor") => metadataFields(type, {}).map(({ name }) => name);
  expect(names("action")).toEqual([]);
  expect(names("workflow")).toEqual(["requirements"]);
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

test("the actions a workflow brings along are shown and changed, and what else they have stays", () => {
  const metadata = { requirements: ["requests"], actions: { look: { code: "a", runner: "python", parameters: { url: { type: "string" } } }, say: { code: "b" } } };

  expect(helperActions(metadata)).toEqual([
    { name: "look", runner: "python", code: "a" },
    { name: "say", runner: "shell", code: "b" },
  ]);
  expect(withHelper(metadata, { name: "look", runner: "shell", code: "c" })).toEqual({
    ...metadata,
    actions: { look: { code: "c", runner: "shell", parameters: { url: { type: "string" } } }, say: { code: "b" } },
  });
  expect(withHelper({}, { name: "new", runner: "shell", code: "" })).toEqual({ actions: { new: { runner: "shell", code: "" } } });
});

test("the last action that goes leaves no empty member", () => {
  const both = { actions: { look: { code: "a" }, say: { code: "b" } }, requirements: [] };
  const one = withoutHelper(both, "look");
  expect(one).toEqual({ actions: { say: { code: "b" } }, requirements: [] });
  expect(withoutHelper(one, "say")).toEqual({ requirements: [] });
});

test("metadata that is not as it should be is shown as far as it is", () => {
  expect(helperActions({ actions: [1] })).toEqual([]);
  expect(helperActions({ actions: { look: 5 } })).toEqual([{ name: "look", runner: "shell", code: "" }]);
  expect(["look_2", "Look", "2", "a b", ""].map((name) => HELPER_NAME.test(name))).toEqual([true, false, false, false, false]);
});
