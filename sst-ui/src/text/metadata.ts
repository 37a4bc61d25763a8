import type { TestInput } from "../api/schema.gen.ts";
import type { Parameter } from "./parameters.ts";

type Type = TestInput["test_type"];
type Described = Pick<Parameter, "name" | "type" | "description">;

const TRIGGER_TYPES: Described = {
  name: "trigger_types",
  type: "array",
  description: '[{"name": "order", "payload_schema": {…}}]: trigger types that come and go with it, named without the pack',
};

/** What the metadata of each type can hold and a form can ask for. */
const FIELDS: Record<Type, readonly Described[]> = {
  action: [],
  workflow: [],
  rule: [{ name: "quiet_seconds", type: "number", description: "a count is final when nothing has changed for so long; 3 when left out" }, TRIGGER_TYPES],
  sensor: [
    { name: "class_name", type: "string", description: "which class runs; may be left out where there is only one sensor in the code" },
    { name: "poll_interval", type: "number", description: "seconds between two polls, at least 4; of a PollingSensor only" },
    { ...TRIGGER_TYPES, description: '[{"name": "tick", "payload_schema": {…}}]: what it dispatches, named without the pack' },
    { name: "requirements", type: "array", description: '["requests==2.32.3"]: what its virtual environment needs' },
    { name: "keep_running", type: "boolean", description: "whether it goes on between executions; it is disabled otherwise" },
  ],
};

/** What is to be known of it before one writes any. */
export const METADATA_HINTS: Record<Type, string> = {
  action: "As JSON: runner, requirements, environment, config, pass_token.",
  workflow: "As JSON; a workflow has none.",
  rule: "The same as JSON.",
  sensor: "The same as JSON.",
};

/** The fields of that type, with their values. */
export function metadataFields(type: Type, metadata: Record<string, unknown>): Parameter[] {
  return FIELDS[type].map((field) => ({ ...field, secret: false, required: false, choices: [], value: metadata[field.name], described: false }));
}

/** The metadata with that value in place; without the member where there is no value. */
export function withMember(metadata: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  if (value === undefined || value === "") {
    return Object.fromEntries(Object.entries(metadata).filter(([member]) => member !== name));
  }
  return { ...metadata, [name]: value };
}
