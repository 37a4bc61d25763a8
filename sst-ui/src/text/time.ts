/** Which zone absolute times are written in. */
export type Zone = "local" | "utc";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "3 minutes ago" within a day of now, else the absolute time. Both in milliseconds. */
export function ago(at: number, now: number, zone: Zone): string {
  const difference = at - now;
  const size = Math.abs(difference);
  if (size < 10_000) {
    return "just now";
  }
  if (size < MINUTE) {
    return relative.format(Math.trunc(difference / 1000), "second");
  }
  if (size < HOUR) {
    return relative.format(Math.trunc(difference / MINUTE), "minute");
  }
  return size < DAY ? relative.format(Math.trunc(difference / HOUR), "hour") : absolute(at, zone);
}

/** ISO order in UTC, the reader's own order locally; the zone is always part of it. */
export function absolute(at: number, zone: Zone): string {
  const date = new Date(at);
  if (zone === "utc") {
    return date.toISOString().replace("T", " ").replace(/\.\d+Z$/, "Z");
  }
  return date.toLocaleString(undefined, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });
}

/** The day alone: `11-23` in UTC, as the reader writes it locally. The year is left out: it is for what is not long ago. */
export function date(at: number, zone: Zone): string {
  const whole = new Date(at);
  return zone === "utc" ? whole.toISOString().slice(5, 10) : whole.toLocaleDateString(undefined, { month: "short", day: "numeric" });
}

/** The time of day alone: `12:05:09Z` in UTC, as the reader writes it locally. */
export function clock(at: number, zone: Zone): string {
  return zone === "utc" ? absolute(at, zone).slice(11) : new Date(at).toLocaleTimeString();
}

/**
 * Times of day for an axis; with the date where they lie on several days of that zone.
 *
 * @param marks in seconds since 1970, in order
 * @param timeZone as the browser names it; absent for its own
 */
export function timesOfDay(marks: readonly number[], timeZone?: string): string[] {
  const zoned = timeZone === undefined ? {} : { timeZone };
  const dates = new Intl.DateTimeFormat("en", { dateStyle: "short", ...zoned });
  const days = new Set(marks.map((at) => dates.format(at * 1000))).size > 1;
  const format = new Intl.DateTimeFormat(undefined, {
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    ...(days ? { month: "short", day: "numeric" } : { second: "2-digit" }),
    ...zoned,
  });
  return marks.map((at) => format.format(at * 1000));
}

/** How long the relative text of that time stays true, in milliseconds. */
export function staysTrue(at: number, now: number): number {
  const size = Math.abs(at - now);
  return size < MINUTE ? 10_000 : size < HOUR ? MINUTE / 2 : 10 * MINUTE;
}

/** `850 ms`, `12.4 s`, `3 min 07 s`, `2 h 05 min`. */
export function duration(seconds: number): string {
  if (seconds < 1) {
    return `${Math.round(seconds * 1000)} ms`;
  }
  if (seconds < 59.95) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  return whole < 3600
    ? `${Math.floor(whole / 60)} min ${two(whole % 60)} s`
    : `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
