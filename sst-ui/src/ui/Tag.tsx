import type { ReactNode } from "react";
import styles from "./Tag.module.css";

/** A small word beside something: a flag, a kind, an author's tag. */
export function Tag({ children, tone = "plain", title }: { children: ReactNode; tone?: "plain" | "warn" | "blue"; title?: string }) {
  return (
    <span className={styles.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
