import { isObject, parsedJson } from "../../text/draft.ts";

/** The object that the text says in JSON; undefined when it says none. */
export function valuesOf(text: string): Record<string, unknown> | undefined {
  const parsed = parsedJson(text);
  return "value" in parsed && isObject(parsed.value) ? parsed.value : undefined;
}
