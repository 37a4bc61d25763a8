import { stringified } from "./exact.ts";

/** A value as JSON has it; a whole number is a bigint where a number would lose digits. */
export type Json = null | boolean | number | bigint | string | Json[] | { [name: string]: Json };

/** Where a value stands in its document, as a JSON pointer. */
export function pointer(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The members of an object or array, each with its name; undefined for a plain value. */
export function members(value: Json): [string, Json][] | undefined {
  if (value === null || typeof value !== "object") {
    return undefined;
  }
  return Array.isArray(value) ? value.map((item, place) => [String(place), item]) : Object.entries(value);
}

/**
 * Where names or plain values hold that text, in the document's order.
 *
 * @param most how many are looked for
 */
export function search(root: Json, wanted: string, most: number): string[][] {
  const found: string[][] = [];
  const lower = wanted.toLowerCase();
  const waiting: { path: string[]; value: Json }[] = [{ path: [], value: root }];
  while (waiting.length > 0 && found.length < most) {
    const { path, value } = waiting.pop() ?? { path: [], value: null };
    const inside = members(value);
    const name = path.at(-1) ?? "";
    if (name.toLowerCase().includes(lower) || (inside === undefined && stringified(value).toLowerCase().includes(lower))) {
      found.push(path);
    }
    for (const [child, childValue] of inside?.reverse() ?? []) {
      waiting.push({ path: [...path, child], value: childValue });
    }
  }
  return found;
}
