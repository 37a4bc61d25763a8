import { parse, stringify } from "lossless-json";

/** Of fewer digits in a row no whole number is beyond what JavaScript's numbers hold. */
const LONG = /\d{16}/;

/**
 * What a JSON text says, as `JSON.parse` reads it, but for whole numbers that a JavaScript number cannot hold: those are
 * bigints and keep all their digits. A fraction has the digits of a double, as everywhere on the web.
 *
 * @throws SyntaxError as `JSON.parse` does
 */
export function parsed(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return LONG.test(text) ? parse(text, undefined, { parseNumber: number, onDuplicateKey: ({ newValue }) => newValue }) : value;
}

function number(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : BigInt(text);
}

/** The JSON text of a value, with all digits of a bigint. `JSON.stringify` throws for one. */
export function stringified(value: unknown, indent?: number): string {
  return stringify(value, undefined, indent) ?? "null";
}
