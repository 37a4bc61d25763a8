import type { TestSummary } from "../../api/schema.gen.ts";

/** Something done to each of many tests. It answers with what was done, or throws. */
export interface BulkAction {
  verb: string;
  run: (test: TestSummary) => Promise<{ words: string; link?: string }>;
}

/** How one of them came out. */
export interface Outcome {
  test: TestSummary;
  state: "waiting" | "running" | "done" | "failed";
  words: string;
  link?: string;
}

/**
 * Does it to each, a few at a time, and tells how each came out. One that fails keeps no other from being done.
 *
 * @param stop what is still waiting then is left
 */
export async function doAll(action: BulkAction, tests: readonly TestSummary[], tell: (outcome: Outcome) => void, told: (error: unknown) => string, stop: AbortSignal): Promise<void> {
  const waiting = [...tests];
  async function worker(): Promise<void> {
    for (let test = waiting.shift(); test !== undefined && !stop.aborted; test = waiting.shift()) {
      tell({ test, state: "running", words: "under way" });
      try {
        tell({ test, state: "done", ...(await action.run(test)) });
      } catch (error) {
        tell({ test, state: "failed", words: told(error) });
      }
    }
  }
  await Promise.all(Array.from({ length: 3 }, worker));
}
