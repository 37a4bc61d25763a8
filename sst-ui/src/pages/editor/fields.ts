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
