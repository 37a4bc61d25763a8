import type { FieldProblem, Test, TestInput } from "../api/schema.gen.ts";
import { parsed, stringified } from "./exact.ts";
import { tagsOf, writtenTags } from "./tags.ts";

/** A test as it stands in the editor's fields: texts, which may be wrong in between. */
export interface Draft {
  name: string;
  description: string;
  type: TestInput["test_type"];
  pack: string;
  /** Code of its own, or content that is there already. */
  source: "code" | "existing";
  reference: string;
  code: string;
  parameters: string;
  expected: string;
  timeout: string;
  retries: string;
  delay: string;
  tags: string;
  enabled: boolean;
  metadata: string;
}

export const EMPTY: Draft = {
  name: "",
  description: "",
  type: "action",
  pack: "synthetic_tests",
  source: "code",
  reference: "",
  code: "",
  parameters: "{}",
  expected: "",
  timeout: "300",
  retries: "0",
  delay: "5",
  tags: "",
  enabled: true,
  metadata: "{}",
};

const REFERENCE = { action: "stackstorm_action", workflow: "stackstorm_workflow", rule: "stackstorm_rule", sensor: "stackstorm_sensor" } as const;

type Definition = Omit<TestInput, "revision_note"> & Pick<Test, "timeout" | "retry_count" | "retry_delay">;

export function draftOf(test: Definition): Draft {
  const code = test.test_code ?? null;
  return {
    name: test.name,
    description: test.description ?? "",
    type: test.test_type,
    pack: test.stackstorm_pack,
    source: code === null ? "existing" : "code",
    reference: code === null ? (test[REFERENCE[test.test_type]] ?? "") : "",
    code: code ?? "",
    parameters: written(test.test_parameters ?? {}),
    expected: test.expected_result === null || test.expected_result === undefined ? "" : written(test.expected_result),
    timeout: String(test.timeout),
    retries: String(test.retry_count),
    delay: String(test.retry_delay),
    tags: writtenTags(test.tags ?? []),
    enabled: test.enabled,
    metadata: written(test.metadata ?? {}),
  };
}

export function written(value: unknown): string {
  return stringified(value, 2);
}

/** What the fields say, as far as it can be read; and which of them cannot. */
export interface Reading {
  input: TestInput;
  problems: FieldProblem[];
}

export function read(draft: Draft): Reading {
  const problems: FieldProblem[] = [];
  function number(field: string, text: string, otherwise: number): number {
    if (/^\s*\d{1,9}\s*$/.test(text)) {
      return Number(text);
    }
    problems.push({ field, message: "must be a whole number" });
    return otherwise;
  }
  function object(field: string, text: string): Record<string, never> {
    const parsed = parsedJson(text.trim() === "" ? "{}" : text);
    if ("problem" in parsed) {
      problems.push({ field, ...parsed.problem });
    } else if (isObject(parsed.value)) {
      return parsed.value as Record<string, never>;
    } else {
      problems.push({ field, message: "must be a JSON object: { … }" });
    }
    return {};
  }
  function expectation(): unknown {
    if (draft.expected.trim() === "") {
      return null;
    }
    const parsed = parsedJson(draft.expected);
    if ("problem" in parsed) {
      problems.push({ field: "expected_result", ...parsed.problem });
      return null;
    }
    return parsed.value;
  }
  const input: TestInput = {
    name: draft.name,
    description: draft.description,
    test_type: draft.type,
    stackstorm_pack: draft.pack,
    test_code: draft.source === "code" ? draft.code : null,
    ...references(draft),
    test_parameters: object("test_parameters", draft.parameters),
    expected_result: expectation(),
    timeout: number("timeout", draft.timeout, 300),
    retry_count: number("retry_count", draft.retries, 0),
    retry_delay: number("retry_delay", draft.delay, 5),
    tags: tagsOf(draft.tags),
    enabled: draft.enabled,
    metadata: object("metadata", draft.metadata),
  };
  return { input, problems };
}

/** Every one of them: what there is none of has to be said, or a stored one stays. */
function references({ source, type, reference }: Draft) {
  const none = { stackstorm_action: null, stackstorm_workflow: null, stackstorm_rule: null, stackstorm_sensor: null };
  return source === "existing" && reference.trim() !== "" ? { ...none, [REFERENCE[type]]: reference.trim() } : none;
}

const REFERENCES = Object.values(REFERENCE);

/** Which fields of the API say what a field of the page says. */
const SAYS: Record<keyof Draft, readonly (keyof TestInput)[]> = {
  name: ["name"],
  description: ["description"],
  type: ["test_type", "test_code", ...REFERENCES],
  pack: ["stackstorm_pack"],
  source: ["test_code", ...REFERENCES],
  reference: REFERENCES,
  code: ["test_code"],
  parameters: ["test_parameters"],
  expected: ["expected_result"],
  timeout: ["timeout"],
  retries: ["retry_count"],
  delay: ["retry_delay"],
  tags: ["tags"],
  enabled: ["enabled"],
  metadata: ["metadata"],
};

/** What the draft changes of the base, and nothing else: a stored field that is not touched stays as it is, digit by digit. */
export function changes(base: Draft, draft: Draft): Partial<TestInput> {
  const { input } = read(draft);
  const fields = differing(base, draft).flatMap((field) => SAYS[field]);
  return Object.fromEntries(fields.map((field) => [field, input[field]]));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a JSON text, or where and why it is none. */
export function parsedJson(text: string): { value: unknown } | { problem: Omit<FieldProblem, "field"> } {
  try {
    return { value: parsed(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : "is not JSON";
    const place = /line (\d+) column (\d+)/.exec(message);
    const position = /at position (\d+)/.exec(message)?.[1];
    const before = text.slice(0, position === undefined ? text.length : Number(position)).split("\n");
    const line = place?.[1] === undefined ? before.length : Number(place[1]);
    const column = place?.[2] === undefined ? (before.at(-1)?.length ?? 0) + 1 : Number(place[2]);
    return { problem: { message: `is not JSON yet: ${message.replace(/ in JSON at.*| \(line.*| at line.*/s, "")}`, line, column } };
  }
}

/** The object that a JSON text says; undefined when it says none. */
export function parsedObject(text: string): Record<string, unknown> | undefined {
  const read = parsedJson(text);
  return "value" in read && isObject(read.value) ? read.value : undefined;
}

/** The fields in which two drafts differ. */
export function differing(a: Draft, b: Draft): (keyof Draft)[] {
  return (Object.keys(EMPTY) as (keyof Draft)[]).filter((field) => a[field] !== b[field]);
}

/** Mine on top of theirs: of each field what was changed from the base; where both changed it, mine. */
export function merged(base: Draft, theirs: Draft, mine: Draft): Draft {
  const changes = differing(base, mine).map((field) => [field, mine[field]] as const);
  return { ...theirs, ...(Object.fromEntries(changes) as Partial<Draft>) };
}

/** In words, for the one who sets these three numbers. */
export function policyOf({ timeout, retries, delay }: Draft): string {
  const each = `Each attempt is ended after ${timeout} s`;
  switch (retries.trim()) {
    case "0":
      return `${each}; one attempt decides.`;
    case "1":
      return `${each}; when it did not pass, it is tried once more, ${delay} s later, and the last attempt decides.`;
    default:
      return `${each}; when it did not pass, it is tried up to ${retries} more times, ${delay} s apart, and the last attempt decides.`;
  }
}

/** What a run does to incidents; the same for every test. */
export const INCIDENT_POLICY = "A run that fails, breaks or takes too long opens an incident or adds to the open one; the next that passes ends it.";
