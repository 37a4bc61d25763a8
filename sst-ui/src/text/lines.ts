import { withoutAnsi } from "./inert.ts";

/** Text that grows at its end, as lines. Only what is new is looked at. */
export interface Lines {
  whole: readonly string[];
  /** What comes after the last line feed. */
  rest: string;
}

export const NO_LINES: Lines = { whole: [], rest: "" };

/** With that text at the end. The given lines stay as they are. */
export function appended(lines: Lines, text: string): Lines {
  const all = (lines.rest + text).split("\n");
  const rest = all.pop() ?? "";
  return { whole: lines.whole.concat(all.map((line) => withoutAnsi(line.replace(/\r$/, "")))), rest };
}

/** Every line, the unfinished last one included. */
export function everyLine({ whole, rest }: Lines): readonly string[] {
  return rest === "" ? whole : [...whole, withoutAnsi(rest)];
}
