import { Button } from "../../ui/Button.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import styles from "./Editor.module.css";

/** Says that what is shown was never saved. */
export function KeptBanner({ at, onDiscard }: { at: number; onDiscard: () => void }) {
  return (
    <div className={styles.banner}>
      <p>
        This is a draft that was kept in this browser <RelativeTime at={new Date(at).toISOString()} />. It was never saved.
      </p>
      <Button onClick={onDiscard}>Discard the draft</Button>
    </div>
  );
}
