import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode, type RefObject } from "react";
import styles from "./DataTable.module.css";

export interface Column<T> {
  id: string;
  head: ReactNode;
  cell: (row: T) => ReactNode;
  /** A width of CSS grid: `12rem`, `minmax(10rem, 2fr)`. */
  width: string;
  /** Left out where the window is narrow. */
  wideOnly?: boolean;
}

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** How many there are in all, when that is known. */
  total?: number;
  /** Asks for more rows when the last is in sight. */
  more?: (() => void) | undefined;
}

const ROW = 44;

/** A table whose rows are made only where they can be seen. Rows are of one height; the window scrolls. */
export function DataTable<T>({ label, columns, rows, keyOf, total, more }: Props<T>) {
  const body = useRef<HTMLDivElement>(null);
  const top = useTop(body);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => (rows[index] === undefined ? index : keyOf(rows[index])),
    onChange: (instance) => {
      const last = instance.getVirtualItems().at(-1);
      if (last !== undefined && last.index >= rows.length - 20) {
        more?.();
      }
    },
  });
  const layout: CSSProperties & Record<`--${string}`, string> = { "--columns": columns.map(({ width }) => width).join(" "), "--narrow-columns": narrow(columns) };
  return (
    <div role="table" aria-label={label} aria-rowcount={total ?? (more === undefined ? rows.length + 1 : -1)} className={styles.table} style={layout}>
      <div role="rowgroup">
        <div role="row" className={styles.head} aria-rowindex={1}>
          {columns.map((column) => (
            <div key={column.id} role="columnheader" data-wide-only={column.wideOnly}>
              {column.head}
            </div>
          ))}
        </div>
      </div>
      <div ref={body} role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row !== undefined && (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                className={styles.row}
                style={{ transform: `translateY(${item.start - top}px)` }}
              >
                {columns.map((column) => (
                  <div key={column.id} role="cell" className={styles.cell} data-wide-only={column.wideOnly}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

/** How far down the page it begins; what stands above may grow at any time. */
function useTop(place: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setTop(place.current === null ? 0 : place.current.getBoundingClientRect().top + window.scrollY);
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [place]);
  return top;
}

function narrow<T>(columns: readonly Column<T>[]): string {
  return columns
    .filter(({ wideOnly }) => wideOnly !== true)
    .map(({ width }) => width)
    .join(" ");
}
