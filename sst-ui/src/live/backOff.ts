const FIRST = 500;
const LONGEST = 30_000;

/**
 * How long to wait before the next try.
 *
 * @param failures how many tries in a row have failed, at least 1
 * @param random between 0 and 1, so that many pages do not come back at once
 * @returns milliseconds, between half and the whole of a span that doubles up to 30 s
 */
export function backOff(failures: number, random: number): number {
  const span = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 10));
  return span / 2 + (span / 2) * random;
}
