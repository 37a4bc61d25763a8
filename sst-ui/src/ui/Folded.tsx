import { useState, type ReactNode } from "react";
import styles from "./Folded.module.css";

/** What is made only once somebody wants to see it. */
export function Folded({ title, open = false, children }: { title: ReactNode; open?: boolean; children: () => ReactNode }) {
  const [opened, setOpened] = useState(open);
  return (
    <details className={styles.folded} open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{title}</summary>
      {opened && children()}
    </details>
  );
}
