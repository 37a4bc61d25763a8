import { useEffect, useRef, type ReactNode } from "react";
import { useLocation } from "react-router";
import { plainLine } from "../text/inert.ts";
import { arrives, mayLeave } from "./arrival.ts";
import styles from "./PageHead.module.css";

interface Props {
  title: ReactNode;
  /** What the browser's tab says: what matters first. */
  tab: string;
  above?: ReactNode;
  actions?: ReactNode;
}

/** The head of a page: its one h1, which gets the focus when somebody comes from another page, and what can be done. */
export function PageHead({ title, tab, above, actions }: Props) {
  useEffect(() => {
    document.title = `${plainLine(tab, 200)} - Synthetic tests`;
  }, [tab]);
  const { pathname } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Whoever hears or types their way through the pages is told where they are now.
    if (arrives(pathname) && mayLeave(document.activeElement)) {
      heading.current?.focus({ preventScroll: true });
    }
  }, [pathname]);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        {above}
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
