import { POLL, useConnection } from "../live/live.ts";
import { ClockTime } from "../ui/RelativeTime.tsx";
import { Tag } from "../ui/Tag.tsx";

/** Whether changes come by themselves; never says so when they do not. */
export function ConnectionMark() {
  const connection = useConnection();
  switch (connection.state) {
    case "connecting":
      return <Tag>connecting …</Tag>;
    case "live":
      return <Tag title="Changes appear as they happen">● live</Tag>;
    case "lost":
      return (
        <Tag tone="warn" title={`Changes do not come by themselves now; the page asks every ${POLL / 1_000} s`}>
          ⚠ disconnected since <ClockTime at={connection.since} />
        </Tag>
      );
  }
}
