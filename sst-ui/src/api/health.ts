import { Refusal } from "./problem.ts";
import type { Health } from "./schema.gen.ts";

/** The text of an answer, where it is the server's own and not a page of an application around it. */
export function readHealth(text: string): Health | null {
  try {
    return healthOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function healthOf(answer: unknown): Health | null {
  return typeof answer === "object" && answer !== null && "status" in answer && typeof answer.status === "string" ? (answer as Health) : null;
}

/** What a host application answers that has kept the address for itself. */
const KEPT = [401, 403, 404];

/**
 * What an answer that is no good one says all the same: 503 carries the whole document, and says which part is down; null
 * where a host application has kept the address for itself.
 *
 * @throws the error where it says nothing of the parts, as when no answer came
 */
export function healthIn(error: unknown): Health | null {
  if (error instanceof Refusal) {
    const { answer } = error;
    const health = error.status === 503 ? healthOf(answer) : null;
    if (health !== null || KEPT.includes(error.status)) {
      return health;
    }
  }
  throw error;
}
