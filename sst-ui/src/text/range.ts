/** A stretch of time as the page's address has it: a word for one that ends now, or times from which and until. */
export interface Range {
  from: string | undefined;
  until: string | undefined;
}

/** The same, with what is absent left out. A word counts before times. */
export interface Stretch {
  range?: string;
  from?: string;
  until?: string;
}

const MINUTE = 60_000;

/** Stretches that end now, by their word. */
export const LENGTHS: Readonly<Record<string, number>> = {
  "1 h": 60 * MINUTE,
  "6 h": 6 * 60 * MINUTE,
  "24 h": 24 * 60 * MINUTE,
  "7 d": 7 * 24 * 60 * MINUTE,
  "30 d": 30 * 24 * 60 * MINUTE,
};

/** The longest stretch that the server counts in slices. */
export const LONGEST = 31 * 24 * 60 * MINUTE;

/**
 * The beginning of a stretch that ends with the minute that runs now; the same for all of that minute.
 *
 * @param now in milliseconds
 */
export function since(length: number, now: number): string {
  return new Date((Math.floor(now / MINUTE) + 1) * MINUTE - length).toISOString();
}

/** The end of a stretch that ends now: the next whole minute. */
export function nextMinute(now: number): string {
  return new Date((Math.floor(now / MINUTE) + 1) * MINUTE).toISOString();
}

/**
 * The times of a stretch as they are now, for a request: an answer is kept by the word, so that it goes on by itself.
 *
 * @param now in milliseconds
 */
export function timesOf({ range, from, until }: Stretch, now: number): Omit<Stretch, "range"> {
  const length = range === undefined ? undefined : LENGTHS[range];
  if (length !== undefined) {
    return { from: since(length, now) };
  }
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

/** Whether the server counts that stretch in slices: it has a beginning, and is not too long. */
export function isCountable(stretch: Stretch, now: number): boolean {
  const { from, until = nextMinute(now) } = timesOf(stretch, now);
  const length = from === undefined ? 0 : Date.parse(until) - Date.parse(from);
  return length > 0 && length <= LONGEST;
}

/** What a field for date and time holds, in the browser's own zone, as an instant; nothing for nothing and for what is no time. */
export function instantOf(local: string): string {
  const time = new Date(local).getTime();
  return local === "" || Number.isNaN(time) ? "" : new Date(time).toISOString();
}

/** An instant as a field for date and time wants it, in the browser's own zone. */
export function fieldOf(instant: string | undefined): string {
  const time = instant === undefined ? NaN : Date.parse(instant);
  if (Number.isNaN(time)) {
    return "";
  }
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
