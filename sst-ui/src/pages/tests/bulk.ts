import { updateTest } from "../../api/definitions.ts";
import { deployTest } from "../../api/deployments.ts";
import { api, body } from "../../api/client.ts";
import type { BulkAction } from "./doAll.ts";

export const RUN: BulkAction = {
  verb: "Run",
  run: async ({ test_id }) => {
    const execution = await body(api.POST("/api/v1/tests/{test_id}/execute", { params: { path: { test_id } }, body: {} }));
    return { words: "asked to run", link: `/executions/${execution.execution_id}` };
  },
};

export const DEPLOY: BulkAction = { verb: "Deploy", run: async ({ test_id }) => ({ words: (await deployTest(test_id)).message }) };

export const ENABLE = enabling(true);
export const DISABLE = enabling(false);

function enabling(enabled: boolean): BulkAction {
  const words = enabled ? "enabled" : "disabled";
  return {
    verb: enabled ? "Enable" : "Disable",
    run: async (test) => {
      if (test.enabled === enabled) {
        return { words: `was ${words} already` };
      }
      await updateTest(test.test_id, { enabled }, null);
      return { words };
    },
  };
}

export function tagging(tag: string): BulkAction {
  return {
    verb: `Tag with ${tag}`,
    run: async (test) => {
      if (test.tags.includes(tag)) {
        return { words: "has it already" };
      }
      // From the revision that is shown, so that nobody else's tags are lost.
      await updateTest(test.test_id, { tags: [...test.tags, tag] }, `"${test.revision}"`);
      return { words: "tagged" };
    },
  };
}
