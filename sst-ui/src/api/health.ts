import { asProblem, Refusal } from "./problem.ts";
import type { Health } from "./schema.gen.ts";

/** What a host application answers that has kept the address for itself, beside a page of its own. */
const KEPT = [401, 403, 404];

/**
 * What an answer says of the server's parts; one with 503 says which is down. Null where a host application has kept the
 * address for itself.
 *
 * @throws Refusal where it is an answer of neither
 */
export function healthFrom(status: number, text: string): Health | null {
  const health = read(text);
  if (health !== null || status === 200 || KEPT.includes(status)) {
    return health;
  }
  throw new Refusal(asProblem(status, text));
}

function read(text: string): Health | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null && "status" in answer && typeof answer.status === "string" ? (answer as Health) : null;
  } catch {
    return null;
  }
}
