import { keys } from "../api/keys.ts";
import type { ServerEvent } from "./parser.ts";

export function aList<T>(...items: T[]) {
  return { pages: [{ items, next: null }], pageParams: [null] };
}

export function anEvent(name: string, data: unknown): ServerEvent {
  return { name, data: JSON.stringify(data), id: undefined };
}

/** The list of executions that the samples are in. */
export const EXECUTIONS = keys.executions.list({ limit: 200 });
