import type { Progress } from "../api/schema.gen.ts";

/** What a line about a deployment says: its step; of one that failed why, since it has no step then. */
export function stepOf({ state, step, errors }: Progress): string {
  const why = errors.map(({ message }) => message).join("; ");
  if (state !== "failed") {
    return step;
  }
  return [step, `failed${why === "" ? "" : `: ${why}`}`].filter((words) => words !== "").join(", ");
}
