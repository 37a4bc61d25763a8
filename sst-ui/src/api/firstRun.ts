import { mutationOptions } from "@tanstack/react-query";
import { stringified } from "../text/exact.ts";
import { api, body } from "./client.ts";
import { readTest, updateTest } from "./definitions.ts";
import type { Execution, Template, Test } from "./schema.gen.ts";

/** What no result holds, so that a test which expects it fails. */
export const BREAKING = { made_to_fail: true };

/** Makes a test as the template has it. A name that is taken already is refused by the server. */
export function createFrom() {
  return mutationOptions({ mutationFn: (template: Template): Promise<Test> => body(api.POST("/api/v1/tests", { body: template.test })) });
}

/** Deploys the newest revision and asks for a run of it. */
export function deployAndRun(id: string) {
  return mutationOptions({ mutationFn: () => deployedAndRun(id) });
}

/** Makes a revision whose expectation cannot be met and which says all else as it is stored, deploys and runs it. */
export function breakAndRun(id: string) {
  return mutationOptions({
    mutationFn: async () => {
      const { tag } = await readTest(id);
      await updateTest(id, { expected_result: BREAKING, revision_note: "made to fail on purpose, to see the incident" }, tag);
      return deployedAndRun(id);
    },
  });
}

/** Takes back the expectation that cannot be met, and nothing else, deploys and runs it. */
export function healAndRun(id: string) {
  return mutationOptions({
    mutationFn: async () => {
      const { test, tag } = await readTest(id);
      await updateTest(id, { expected_result: await expectationBefore(id, test.revision), revision_note: "healed: expects again what it did before" }, tag);
      return deployedAndRun(id);
    },
  });
}

/** What the newest revision before that one expects that does not break the test; the first one was not made to fail. */
async function expectationBefore(id: string, revision: number): Promise<unknown> {
  const before = await body(api.GET("/api/v1/tests/{test_id}/revisions/{revision}", { params: { path: { test_id: id, revision: String(revision - 1) } } }));
  return revision > 2 && breaks(before.expected_result) ? expectationBefore(id, revision - 1) : before.expected_result;
}

/** Whether that expectation is the one that cannot be met. */
export function breaks(expected: unknown): boolean {
  return stringified(expected) === stringified(BREAKING);
}

async function deployedAndRun(id: string): Promise<Execution> {
  const params = { path: { test_id: id } };
  await body(api.POST("/api/v1/tests/{test_id}/deploy", { params }));
  return body(api.POST("/api/v1/tests/{test_id}/execute", { params, body: {} }));
}
