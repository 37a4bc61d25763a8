/** A piece of text as it may be shown: itself, or the name of a character that would do something. */
export interface Piece {
  text: string;
  /** What stands in for a character that is not shown; absent for text. */
  mark?: string;
}

/* eslint-disable no-control-regex -- control characters are what this is about */

// Colours, cursor movements, titles and the like of terminals; a sequence that is cut off ends with the text.
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]?|\][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\)?|[ -/]*[0-~]?)|\u009b[0-?]*[ -/]*[@-~]?/g;

// Control characters but tab and line feed, and what turns the direction of writing or is invisible.
const ACTIVE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

const NAMES: Record<string, string> = { "\u0000": "NUL", "\u0007": "BEL", "\u0008": "BS", "\r": "CR", "\u001b": "ESC", "\u202e": "RLO", "\u202d": "LRO" };

/** Without the codes that terminals obey. A return before a line feed belongs to the line's end. */
export function withoutAnsi(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(ANSI, "");
}

/** The text in pieces that can be put into a page: nothing in them moves, hides or turns what stands around. */
export function pieces(text: string): Piece[] {
  const plain = withoutAnsi(text);
  const found: Piece[] = [];
  let from = 0;
  for (const match of plain.matchAll(ACTIVE)) {
    if (match.index > from) {
      found.push({ text: plain.slice(from, match.index) });
    }
    found.push({ text: "", mark: named(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < plain.length) {
    found.push({ text: plain.slice(from) });
  }
  return found;
}

/** The same as one plain line, for places that take nothing but text: the title of a window, a choice in a list, a label. */
export function plainLine(text: string, length: number): string {
  const short = beginning(text, length);
  const line = pieces(short)
    .map(({ text: part, mark }) => (mark === undefined ? part : `[${mark}]`))
    .join("")
    .replace(/\s+/g, " ");
  return short.length < text.length ? `${line} …` : line;
}

function named(character: string): string {
  return NAMES[character] ?? `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The beginning of a text, never ending inside a pair of surrogates. */
export function beginning(text: string, length: number): string {
  if (text.length <= length) {
    return text;
  }
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
