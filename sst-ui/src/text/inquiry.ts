import { isObject } from "./draft.ts";
import { parametersOf, type Parameter } from "./parameters.ts";

const TYPES: readonly unknown[] = ["string", "integer", "number", "boolean", "array", "object"];

/** A field for each member that an answer may have; undefined where one is described in a way that no field is made for. */
export function answerFields(schema: Record<string, unknown>): Parameter[] | undefined {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const described = Object.values(properties);
  return described.length > 0 && described.every((one) => isObject(one) && TYPES.includes(one.type)) ? parametersOf(properties) : undefined;
}

/** What is sent: the members that have a value. */
export function answered(fields: readonly Parameter[]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
}
