import type { Availability } from "../api/schema.gen.ts";

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
