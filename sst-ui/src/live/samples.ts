import { keys } from "../api/keys.ts";
import type { Execution, Test } from "../api/schema.gen.ts";
import type { ServerEvent } from "./parser.ts";

/** What the server tells, as tests need it. */
export function anExecution(change: Partial<Execution> = {}): Execution {
  return {
    execution_id: "e1",
    test_id: "t1",
    test_name: "login",
    test_type: "action",
    pack: "synthetic_tests",
    stackstorm_execution_id: null,
    status: "running",
    state: "running",
    verdict: null,
    kind: "manual",
    revision: 1,
    parameters: {},
    created_at: "2026-11-23T10:00:00Z",
    started_at: "2026-11-23T10:00:01Z",
    completed_at: null,
    duration_seconds: null,
    error_message: null,
    output_data: {},
    checks: [],
    warnings: [],
    attempts: [],
    next_attempt_at: null,
    cancel_requested: false,
    created_incident_id: null,
    execution_context: {},
    ...change,
  };
}

export function aTest(change: Partial<Test> = {}): Test {
  return {
    test_id: "t1",
    name: "login",
    description: "",
    test_type: "action",
    stackstorm_pack: "synthetic_tests",
    stackstorm_action: null,
    stackstorm_workflow: null,
    stackstorm_rule: null,
    stackstorm_sensor: null,
    test_code: "print()",
    test_parameters: {},
    expected_result: null,
    timeout: 300,
    retry_count: 0,
    retry_delay: 5,
    tags: [],
    enabled: true,
    metadata: {},
    created_at: "2026-11-23T09:00:00Z",
    updated_at: "2026-11-23T09:00:00Z",
    created_by: "ann",
    revision: 1,
    deployed: false,
    deployed_revision: null,
    stackstorm_pack_version: null,
    stackstorm_execution_id: null,
    last_execution: null,
    ...change,
  };
}

export function aList<T>(...items: T[]) {
  return { pages: [{ items, next: null }], pageParams: [null] };
}

export function anEvent(name: string, data: unknown): ServerEvent {
  return { name, data: JSON.stringify(data), id: undefined };
}

/** The list of executions that the samples are in. */
export const EXECUTIONS = keys.executions.list({ limit: 200 });
