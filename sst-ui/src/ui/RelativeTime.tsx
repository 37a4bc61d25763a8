import { useEffect, useState } from "react";
import { times, zone } from "../app/preferences.ts";
import { useStore } from "../app/store.ts";
import { absolute, ago, clock, staysTrue } from "../text/time.ts";
import styles from "./RelativeTime.module.css";

/** "3 minutes ago", with the whole time on hover; the whole time for those who chose it, since hovering needs a mouse. */
export function RelativeTime({ at }: { at: string }) {
  const inZone = useStore(zone);
  const told = useStore(times);
  const time = Date.parse(at);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), staysTrue(time, now));
    return () => clearTimeout(timer);
  }, [time, now]);
  return (
    <time className={styles.time} dateTime={at} title={absolute(time, inZone)}>
      {told === "clock" ? absolute(time, inZone) : ago(time, Math.max(now, time), inZone)}
    </time>
  );
}

/** The whole time, in the zone that was chosen. */
export function AbsoluteTime({ at }: { at: string }) {
  const inZone = useStore(zone);
  return (
    <time className={styles.time} dateTime={at}>
      {absolute(Date.parse(at), inZone)}
    </time>
  );
}

/** The time of day, in the zone that was chosen; the whole time on hover. For what began today. */
export function ClockTime({ at }: { at: number }) {
  const inZone = useStore(zone);
  return (
    <time className={styles.time} dateTime={new Date(at).toISOString()} title={absolute(at, inZone)}>
      {clock(at, inZone)}
    </time>
  );
}
