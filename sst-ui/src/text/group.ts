import type { Execution } from "../api/schema.gen.ts";

/** The newest executions of each test, oldest first and at most so many; given newest first. */
export function byTest(executions: readonly Execution[], most: number): Map<string, Execution[]> {
  const found = new Map<string, Execution[]>();
  for (const execution of executions) {
    const ofIt = found.get(execution.test_id) ?? [];
    if (ofIt.length < most) {
      found.set(execution.test_id, [execution, ...ofIt]);
    }
  }
  return found;
}
