import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "./Tabs.module.css";

export interface TabLink {
  to: string;
  label: ReactNode;
  current: boolean;
}

/** The parts of a page. Each has an address of its own, so they are links. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map(({ to, label: text, current }) => (
        <Link key={to} to={to} replace className={styles.tab} aria-current={current ? "page" : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
