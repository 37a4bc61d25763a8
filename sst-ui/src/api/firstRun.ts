import { mutationOptions } from "@tanstack/react-query";
import { api, body } from "./client.ts";
import type { Execution, Template, Test, TestInput } from "./schema.gen.ts";

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

/** Makes a revision whose expectation cannot be met, deploys and runs it. */
export function breakAndRun(id: string) {
  return mutationOptions({
    mutationFn: async () => {
      const test = await body(api.GET("/api/v1/tests/{test_id}", { params: { path: { test_id: id } } }));
      const input: TestInput = { ...inputOf(test), expected_result: BREAKING, revision_note: "made to fail on purpose, to see the incident" };
      await body(api.PUT("/api/v1/tests/{test_id}", { params: { path: { test_id: id } }, body: input }));
      return deployedAndRun(id);
    },
  });
}

/** Goes back to the first revision, deploys and runs it. */
export function healAndRun(id: string) {
  return mutationOptions({
    mutationFn: async () => {
      await body(api.POST("/api/v1/tests/{test_id}/rollback", { params: { path: { test_id: id } }, body: { revision: 1 } }));
      return deployedAndRun(id);
    },
  });
}

async function deployedAndRun(id: string): Promise<Execution> {
  const params = { path: { test_id: id } };
  await body(api.POST("/api/v1/tests/{test_id}/deploy", { params }));
  return body(api.POST("/api/v1/tests/{test_id}/execute", { params, body: {} }));
}

/** What of a test a person writes. */
function inputOf(test: Test): TestInput {
  const { name, description, test_type, stackstorm_pack, test_code, test_parameters, timeout, retry_count, retry_delay, tags, enabled, metadata } = test;
  return { name, description, test_type, stackstorm_pack, test_code, test_parameters, timeout, retry_count, retry_delay, tags, enabled, metadata };
}
