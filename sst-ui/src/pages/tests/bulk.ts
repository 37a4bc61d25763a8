import type { BulkInput, BulkResult, Deployment, Permission, TestSummary } from "../../api/schema.gen.ts";

/** Something done to many tests at once by the server. */
export interface BulkAction {
  verb: string;
  /** What it takes. */
  needs: Permission;
  order: Omit<BulkInput, "test_ids">;
}

export const RUN: BulkAction = { verb: "Run", needs: "execute", order: { action: "execute" } };
export const DEPLOY: BulkAction = { verb: "Deploy", needs: "deploy", order: { action: "deploy" } };
export const ENABLE: BulkAction = { verb: "Enable", needs: "edit", order: { action: "enable" } };
const DISABLE: BulkAction = { verb: "Disable", needs: "edit", order: { action: "disable" } };

/** What is offered beside tagging. */
export const ACTIONS = [RUN, DEPLOY, ENABLE, DISABLE] as const;

export function tagging(tag: string): BulkAction {
  return { verb: `Tag with ${tag}`, needs: "edit", order: { action: "add_tags", tags: [tag] } };
}

/** How one of them came out. What an engine has to do is only begun: its end is told by events. */
export interface Outcome {
  test: TestSummary;
  state: "waiting" | "done" | "begun" | "failed";
  words: string;
  link?: string;
}

/** How many the server takes in one request. */
const AT_ONCE = 500;

/**
 * Does it to all, as many at a time as the server takes, and tells how each came out. A request that is refused is told of
 * each test in it, and keeps no other request from being sent.
 *
 * @param ask sends one request
 * @param stop what is still waiting then is left
 */
export async function doAll(action: BulkAction, tests: readonly TestSummary[], tell: (outcomes: readonly Outcome[]) => void, told: (error: unknown) => string, stop: AbortSignal, ask: (input: BulkInput) => Promise<BulkResult>): Promise<void> {
  for (let from = 0; from < tests.length && !stop.aborted; from += AT_ONCE) {
    const part = tests.slice(from, from + AT_ONCE);
    try {
      const { items } = await ask({ ...action.order, test_ids: part.map(({ test_id }) => test_id) });
      const found = new Map(items.map((item) => [item.test_id, item]));
      tell(part.map((test) => outcome(test, action, found.get(test.test_id))));
    } catch (error) {
      const words = told(error);
      tell(part.map((test) => ({ test, state: "failed", words })));
    }
  }
}

function outcome(test: TestSummary, action: BulkAction, item: BulkResult["items"][number] | undefined): Outcome {
  if (item === undefined) {
    return { test, state: "failed", words: "the server said nothing of it" };
  }
  if (!item.ok) {
    return { test, state: "failed", words: item.detail ?? `refused with ${item.status}` };
  }
  if (item.execution_id !== undefined) {
    return { test, state: "done", words: "asked to run", link: `/executions/${item.execution_id}` };
  }
  return item.status === 202 ? { test, state: "begun", words: `${action.verb.toLowerCase()}: begun` } : { test, state: "done", words: "done" };
}

/** How a deployment that was begun came out, or how far it is, as its event tells. */
export function endOf({ progress, revision }: Deployment): Pick<Outcome, "state" | "words"> {
  switch (progress?.state) {
    case "running":
      return { state: "begun", words: progress.step };
    case "failed":
      return { state: "failed", words: progress.errors.map(({ message }) => message).join("; ") || progress.step };
    default: {
      const warnings = (progress?.warnings ?? []).map(({ message }) => message);
      const words = revision === undefined ? "deployed" : `revision ${revision} is live`;
      return { state: "done", words: warnings.length === 0 ? words : `${words}. Warned of: ${warnings.join("; ")}` };
    }
  }
}
