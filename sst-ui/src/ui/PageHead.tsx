import { useEffect, type ReactNode } from "react";
import { plainLine } from "../text/inert.ts";
import styles from "./PageHead.module.css";

interface Props {
  title: ReactNode;
  /** What the browser's tab says: what matters first. */
  tab: string;
  above?: ReactNode;
  actions?: ReactNode;
}

/** The head of a page: its one h1, and what can be done. */
export function PageHead({ title, tab, above, actions }: Props) {
  useEffect(() => {
    document.title = `${plainLine(tab, 200)} - Synthetic tests`;
  }, [tab]);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        {above}
        <h1 tabIndex={-1}>{title}</h1>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
