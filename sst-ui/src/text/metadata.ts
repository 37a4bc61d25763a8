import type { TestInput } from "../api/schema.gen.ts";
import { isObject } from "./draft.ts";
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
  workflow: [
    { name: "requirements", type: "array", description: '["requests==2.32.3"]: what the virtual environment of its Python helper actions needs' },
  ],
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
  workflow: 'The same as JSON, with "actions": {"look": {"code": "…", "runner": "python", "parameters": {"url": {"type": "string"}}, "description": "…"}}; tasks call it as helper.look.',
  rule: "The same as JSON.",
  sensor: "The same as JSON.",
};

/** The fields of that type, with their values. */
export function metadataFields(type: Type, metadata: Record<string, unknown>): Parameter[] {
  return FIELDS[type].map((field) => ({ ...field, secret: false, required: false, choices: [], value: metadata[field.name], described: false }));
}

/** An action that a workflow brings along. What is not of the kind that belongs there is shown as if it were not. */
export interface HelperAction {
  name: string;
  runner: "shell" | "python";
  code: string;
}

/** What can be the name of one. */
export const HELPER_NAME = /^[a-z][a-z0-9_]{0,39}$/;

export function helperActions(metadata: Record<string, unknown>): HelperAction[] {
  return Object.entries(objectIn(metadata, "actions")).map(([name, value]) => {
    const { code, runner } = isObject(value) ? value : {};
    return { name, runner: runner === "python" ? "python" : "shell", code: typeof code === "string" ? code : "" };
  });
}

/** The metadata with that action in it, whose other members stay. */
export function withHelper(metadata: Record<string, unknown>, { name, runner, code }: HelperAction): Record<string, unknown> {
  const actions = objectIn(metadata, "actions");
  return { ...metadata, actions: { ...actions, [name]: { ...objectIn(actions, name), runner, code } } };
}

export function withoutHelper(metadata: Record<string, unknown>, name: string): Record<string, unknown> {
  const actions = withMember(objectIn(metadata, "actions"), name, undefined);
  return withMember(metadata, "actions", Object.keys(actions).length === 0 ? undefined : actions);
}

function objectIn(object: Record<string, unknown>, member: string): Record<string, unknown> {
  const value = object[member];
  return isObject(value) ? value : {};
}

/** The metadata with that value in place; without the member where there is no value. */
export function withMember(metadata: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  if (value === undefined || value === "") {
    return Object.fromEntries(Object.entries(metadata).filter(([member]) => member !== name));
  }
  return { ...metadata, [name]: value };
}
