import type { Draft } from "../../text/draft.ts";

/** What the fields are called on the page. */
export const FIELD_WORDS: Record<keyof Draft, string> = {
  name: "Name",
  description: "Description",
  type: "Type",
  pack: "Pack",
  source: "What runs",
  reference: "Reference",
  code: "Code",
  parameters: "Parameters",
  expected: "Expected result",
  timeout: "Timeout",
  retries: "Retries",
  delay: "Retry delay",
  tags: "Tags",
  enabled: "Enabled",
  metadata: "Metadata",
};

/** The same by the API's names. */
const API_WORDS: Readonly<Record<string, string>> = {
  name: FIELD_WORDS.name,
  description: FIELD_WORDS.description,
  test_type: FIELD_WORDS.type,
  stackstorm_pack: FIELD_WORDS.pack,
  stackstorm_action: FIELD_WORDS.reference,
  stackstorm_workflow: FIELD_WORDS.reference,
  stackstorm_rule: FIELD_WORDS.reference,
  stackstorm_sensor: FIELD_WORDS.reference,
  test_code: FIELD_WORDS.code,
  test_parameters: FIELD_WORDS.parameters,
  expected_result: FIELD_WORDS.expected,
  timeout: FIELD_WORDS.timeout,
  retry_count: FIELD_WORDS.retries,
  retry_delay: FIELD_WORDS.delay,
  tags: FIELD_WORDS.tags,
  enabled: FIELD_WORDS.enabled,
  metadata: FIELD_WORDS.metadata,
  revision_note: "Revision note",
};

/** What a field of the API, or a part of one (`test_parameters.url`), is called on the page; itself where the page has no word for it. */
export function wordsFor(field: string): string {
  const [, name = field, part = ""] = /^(\w+)[./](.*)$/s.exec(field) ?? [];
  const words = API_WORDS[name];
  return words === undefined ? field : part === "" ? words : `${words}, ${part}`;
}

/** Whether a problem's field is that one or a part of it: `tags[0]` and `metadata.class_name` are of `tags` and `metadata`. */
export function isOf(field: string, whole: string): boolean {
  return field.startsWith(whole) && /^(?:$|[./[])/.test(field.slice(whole.length));
}
