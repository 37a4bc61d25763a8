import { isObject, parsedJson } from "./draft.ts";
import { stringified } from "./exact.ts";

/** A parameter as a form needs it. */
export interface Parameter {
  name: string;
  type: "string" | "integer" | "number" | "boolean" | "array" | "object";
  description: string;
  secret: boolean;
  required: boolean;
  choices: readonly string[];
  /** Its value as it is now; undefined for none. */
  value: unknown;
  /** Whether a StackStorm schema describes it, with the value as its default. */
  described: boolean;
}

/** The types that a StackStorm schema can name. */
const SCHEMAS: readonly unknown[] = ["string", "integer", "number", "boolean", "object", "array", "null"];

/** Whether these are StackStorm's schemas rather than plain values; as the server has it, one that is none makes all of them values. */
function areSchemas(parameters: Record<string, unknown>): parameters is Record<string, Record<string, unknown>> {
  const all = Object.values(parameters);
  return all.length > 0 && all.every((given) => isObject(given) && SCHEMAS.includes(given.type));
}

/** The values that a run has without being given any. */
export function ownValues(parameters: Record<string, unknown>): Record<string, unknown> {
  return areSchemas(parameters) ? Object.fromEntries(Object.entries(parameters).flatMap(([name, schema]) => ("default" in schema ? [[name, schema.default]] : []))) : parameters;
}

const TYPES = ["string", "integer", "number", "boolean", "array", "object"] as const;

/** The parameters of a test: all described by schemas, or all plain values. */
export function parametersOf(parameters: Record<string, unknown>): Parameter[] {
  const described = areSchemas(parameters);
  return Object.entries(parameters).map(([name, given]) => {
    const schema = described && isObject(given) ? given : {};
    const value = described ? schema.default : given;
    return {
      name,
      type: TYPES.find((type) => type === schema.type) ?? typeOf(value),
      description: typeof schema.description === "string" ? schema.description : "",
      secret: schema.secret === true,
      required: schema.required === true,
      choices: Array.isArray(schema.enum) ? schema.enum.filter((choice) => typeof choice === "string") : [],
      value,
      described,
    };
  });
}

function typeOf(value: unknown): Parameter["type"] {
  switch (typeof value) {
    case "boolean":
    case "string":
      return typeof value === "boolean" ? "boolean" : "string";
    case "bigint":
      return "integer";
    case "number":
      return Number.isInteger(value) ? "integer" : "number";
    default:
      return Array.isArray(value) ? "array" : "object";
  }
}

export function asText({ type, value }: Pick<Parameter, "type" | "value">): string {
  if (value === undefined || value === null) {
    return "";
  }
  return type === "string" && typeof value === "string" ? value : stringified(value);
}

/** The value that was typed; empty means none, but for a text. */
export function fromText(type: Parameter["type"], text: string): { value: unknown } | { problem: string } {
  if (type === "string") {
    return { value: text };
  }
  if (text.trim() === "") {
    return { value: undefined };
  }
  const parsed = parsedJson(text);
  if ("problem" in parsed || !fits(type, parsed.value)) {
    return { problem: { integer: "A whole number", number: "A number", boolean: "true or false", array: "A JSON array: [ … ]", object: "A JSON object: { … }" }[type] };
  }
  return parsed;
}

function fits(type: Parameter["type"], value: unknown): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value) || typeof value === "bigint";
    case "number":
      return typeof value === "number" || typeof value === "bigint";
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    default:
      return typeof value === type;
  }
}

/** The parameters with that value in place: as the default where a schema describes it. */
export function withValue(parameters: Record<string, unknown>, { name, described }: Parameter, value: unknown): Record<string, unknown> {
  const before = parameters[name];
  if (!described || !isObject(before)) {
    return { ...parameters, [name]: value === undefined ? null : value };
  }
  const schema = Object.fromEntries(Object.entries(before).filter(([member]) => member !== "default"));
  return { ...parameters, [name]: value === undefined ? schema : { ...schema, default: value } };
}
