import type { Execution } from "../api/schema.gen.ts";
import { isObject } from "./draft.ts";
import type { Json } from "./json.ts";
import { plural } from "./verdict.ts";

/** What a sensor dispatched, as the result document tells it. */
export interface Dispatches {
  /** Of a pass which dispatch decided; otherwise how many were seen. */
  count: number;
  /** Of the one that is shown; undefined when there was none. */
  trigger: string | undefined;
  payload: Json | undefined;
}

/** Reads a result document; undefined when it is none of a sensor's. */
export function dispatchesOf(document: unknown): Dispatches | undefined {
  if (!isObject(document) || typeof document.dispatches !== "number") {
    return undefined;
  }
  const { dispatches: count, trigger, payload } = document;
  return { count, trigger: typeof trigger === "string" ? trigger : undefined, payload: payload as Json | undefined };
}

export function dispatched({ count }: Dispatches, verdict: Execution["verdict"]): string {
  if (count === 0) {
    return verdict === "failed" ? "It dispatched nothing." : "No dispatch of it was seen.";
  }
  if (verdict === "passed") {
    return `Dispatch ${count} decided.`;
  }
  const seen = `${plural(count, "dispatch", "dispatches")} seen`;
  return verdict === "failed" ? `${seen}, none as expected. The first of them:` : `${seen}. The first of them:`;
}
