import { expect, test } from "vitest";
import { EMPTY, changes, draftOf, merged, parsedJson, parsedObject, policyOf, read, type Draft } from "./draft.ts";

const draft = (more: Partial<Draft>): Draft => ({ ...EMPTY, name: "a", code: "print()", ...more });

test("what was read is written the same", () => {
  const before = draft({ tags: "one, two", expected: '{\n  "code": 200\n}', retries: "2" });
  const { input, problems } = read(before);
  expect(problems).toEqual([]);
  expect(draftOf({ ...input, timeout: 300, retry_count: 2, retry_delay: 5 })).toEqual(before);
});

test("no expectation is null, not an empty object", () => {
  expect(read(draft({ expected: "  " })).input.expected_result).toBeNull();
});

test("half-written JSON is a problem with a place", () => {
  const { problems } = read(draft({ parameters: '{\n  "a": 1,\n  b\n}' }));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ field: "test_parameters", line: 3, column: 3 });
});

test("a JSON text that just stops is wrong at its end", () => {
  expect(parsedJson('{"a":')).toMatchObject({ problem: { line: 1, column: 6 } });
});

test("existing content is named by its type, and has no code", () => {
  const { input } = read(draft({ source: "existing", reference: " core.local ", type: "action" }));
  expect(input.test_code).toBeNull();
  expect(input.stackstorm_action).toBe("core.local");
});

test("a merge keeps what only they changed, and mine where both did", () => {
  const base = draft({ timeout: "10", tags: "a" });
  const theirs = draft({ timeout: "20", tags: "b", description: "theirs" });
  const mine = draft({ timeout: "10", tags: "c" });
  expect(merged(base, theirs, mine)).toMatchObject({ timeout: "20", tags: "c", description: "theirs" });
});

test("the policy is one plain sentence", () => {
  expect(policyOf(draft({ timeout: "30" }))).toBe("Each attempt is ended after 30 s; one attempt decides.");
  expect(policyOf(draft({ timeout: "30", retries: "2" }))).toContain("up to 2 more times, 5 s apart");
  expect(policyOf(draft({ timeout: "30", retries: "1" }))).toContain("tried once more, 5 s later");
});

test("only what was changed is sent", () => {
  const base = draft({ tags: "a, b", expected: "{}" });
  expect(changes(base, draft({ tags: "a, b", expected: "{}", timeout: "20" }))).toEqual({ timeout: 20 });
  expect(changes(base, base)).toEqual({});
});

test("a test of existing content that gets code of its own drops its reference", () => {
  const base = draft({ source: "existing", reference: "core.local", code: "" });
  expect(changes(base, { ...base, source: "code", code: "print()" })).toMatchObject({ test_code: "print()", stackstorm_action: null });
});

test("existing content of another type is named as that, and as nothing else", () => {
  const base = draft({ source: "existing", reference: "core.local", code: "" });
  expect(changes(base, { ...base, type: "workflow", reference: "core.flow" })).toEqual({
    test_type: "workflow",
    test_code: null,
    stackstorm_action: null,
    stackstorm_workflow: "core.flow",
    stackstorm_rule: null,
    stackstorm_sensor: null,
  });
});

test("a whole number keeps all its digits from the stored test to the field and back", () => {
  const stored = { ...read(draft({})).input, timeout: 300, retry_count: 0, retry_delay: 5, expected_result: { id: 12345678901234567890n } };
  const shown = draftOf(stored);
  expect(shown.expected).toContain("12345678901234567890");
  expect(read(shown).input.expected_result).toEqual({ id: 12345678901234567890n });
});

test("only an object is taken for one", () => {
  expect(parsedObject('{"a": 1}')).toEqual({ a: 1 });
  expect(parsedObject("[1]")).toBeUndefined();
  expect(parsedObject("null")).toBeUndefined();
  expect(parsedObject("{")).toBeUndefined();
});

test("a large whole number in an object keeps all its digits", () => {
  expect(parsedObject('{"id": 12345678901234567890}')).toEqual({ id: 12345678901234567890n });
});
