import type { Availability, History } from "../api/schema.gen.ts";

/** Below so many runs a percentile says nothing. */
export const ENOUGH = 20;

/**
 * "99.97 %", never rounded up, so that 100 % means all; null when nothing was counted.
 */
export function percentage({ passed, counted }: Pick<Availability, "passed" | "counted">): string | null {
  if (counted === 0) {
    return null;
  }
  if (passed === counted) {
    return "100 %";
  }
  const hundredths = Math.floor((passed * 10_000) / counted);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")} %`;
}

/**
 * From when an availability of 30 days is counted, where that is less than 30 days: of a test that runs often, the server
 * counts only the newest runs. Null where it is of all 30 days. Both times are the server's own.
 */
export function shortMonth({ availability_24h: day, availability_30d: month }: Pick<History, "availability_24h" | "availability_30d">): string | null {
  // Where the day is cut short as well, both begin with the same run.
  const between = Date.parse(day.since) - Date.parse(month.since);
  return between < 29 * DAY - MINUTE ? month.since : null;
}

/** The same for the availability of 24 hours. */
export function shortDay({ availability_24h: day, availability_30d: month }: Pick<History, "availability_24h" | "availability_30d">): string | null {
  return Date.parse(day.since) <= Date.parse(month.since) ? day.since : null;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
