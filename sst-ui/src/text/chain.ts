import { isObject } from "./draft.ts";
import type { Json } from "./json.ts";
import { plural, type Tellable } from "./verdict.ts";

/** What a rule made of an event, as the result document tells it. */
export interface Chain {
  trigger: string;
  /** What StackStorm made of the event; undefined when it made nothing of it, or there was none. */
  payload: Json | undefined;
  fired: number;
  /** The first hundred of what was fired. */
  executions: Fired[];
  /** One after another, of the first firing, in milliseconds; empty when nothing was measured. */
  delays: Delay[];
  /** From the first of what is known to the last, in milliseconds; undefined when not measured. */
  total: number | undefined;
}

export interface Fired {
  action: string;
  /** StackStorm's own word. */
  status: string;
  result: Json | undefined;
}

export interface Delay {
  words: string;
  from: number;
  until: number;
}

/** The stretches in their order, by their names in the document. */
const DELAYS = [
  ["instance_ms", "from the event to its trigger instance"],
  ["enforcement_ms", "until the rule was enforced"],
  ["execution_ms", "until its action was asked for"],
  ["run_ms", "until that had ended"],
] as const;

/** These fire by themselves. */
const TIMERS = ["core.st2.IntervalTimer", "core.st2.CronTimer", "core.st2.DateTimer"];

/** Reads a result document; undefined when it is none of a rule's. */
export function chainOf(document: unknown): Chain | undefined {
  if (!isObject(document) || typeof document.fired !== "number" || !isObject(document.trigger) || typeof document.trigger.type !== "string") {
    return undefined;
  }
  const latency = isObject(document.latency) ? document.latency : {};
  return {
    trigger: document.trigger.type,
    payload: document.trigger.payload as Json | undefined,
    fired: document.fired,
    executions: Array.isArray(document.executions) ? document.executions.filter(isObject).map(fired) : [],
    delays: delays(latency),
    total: milliseconds(latency.total_ms),
  };
}

function fired({ action, status, result }: Record<string, unknown>): Fired {
  return { action: text(action), status: text(status), result: result as Json | undefined };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function delays(latency: Record<string, unknown>): Delay[] {
  const known: Delay[] = [];
  for (const [name, words] of DELAYS) {
    const took = milliseconds(latency[name]);
    const from = known.at(-1)?.until ?? 0;
    if (took !== undefined) {
      known.push({ words, from, until: from + took });
    }
  }
  return known;
}

function milliseconds(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? value : undefined;
}

/** Whether time fires it, so that there is no event. */
export function isTimed({ trigger }: Chain): boolean {
  return TIMERS.includes(trigger);
}

export function firings({ fired }: Chain): string {
  return fired === 0 ? "It did not fire." : `It fired ${fired === 1 ? "once" : plural(fired, "time")}.`;
}

/** Why it went no further, in the server's words; undefined when it passed, or the server gave none. */
export function diagnosis({ verdict, error_message: why, checks = [] }: Tellable): string | undefined {
  if (verdict === "passed") {
    return undefined;
  }
  return why ?? checks.find((check) => !check.passed && check.message !== "")?.message;
}
