import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode, type RefObject } from "react";
import styles from "./DataTable.module.css";

export interface Column<T> {
  id: string;
  head: ReactNode;
  cell: (row: T) => ReactNode;
  /** A width of CSS grid: `12rem`, `minmax(10rem, 2fr)`. */
  width: string;
  /** Left out where the window is narrow. */
  wideOnly?: boolean;
  /** What the server calls the order by it; `-` in front turns it round. */
  sort?: string;
  /** Whether the first press orders it from the last to the first, as for times. */
  lastFirst?: boolean;
}

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** How many there are in all, when that is known: the table has its full height, and what is not here yet has empty rows. */
  total?: number | undefined;
  /** Asks for more rows when the last is in sight; absent while there is nothing to ask for. */
  more?: (() => void) | undefined;
  /** By what it is ordered now, and how somebody asks for another order. */
  sort?: string | undefined;
  onSort?: (sort: string) => void;
}

const ROW = 44;

/** So many rows before the last one that is here, more are asked for. */
const AHEAD = 20;

/** A table whose rows are made only where they can be seen. Rows are of one height; the window scrolls. */
export function DataTable<T>({ label, columns, rows, keyOf, total, more, sort, onSort }: Props<T>) {
  const body = useRef<HTMLDivElement>(null);
  const top = useTop(body);
  const virtual = useWindowVirtualizer({
    count: Math.max(rows.length, total ?? 0),
    estimateSize: () => ROW,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => (rows[index] === undefined ? index : keyOf(rows[index])),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const wanted = last >= rows.length - AHEAD;
  useEffect(() => {
    if (wanted) {
      more?.();
    }
  }, [wanted, more, rows.length]);
  const layout: CSSProperties & Record<`--${string}`, string> = { "--columns": columns.map(({ width }) => width).join(" "), "--narrow-columns": narrow(columns) };
  return (
    <div role="table" aria-label={label} aria-rowcount={total === undefined ? (more === undefined ? rows.length + 1 : -1) : total + 1} className={styles.table} style={layout}>
      <div role="rowgroup">
        <div role="row" className={styles.head} aria-rowindex={1}>
          {columns.map((column) => (
            <Head key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
      </div>
      <div ref={body} role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return (
            <div key={item.key} role="row" aria-rowindex={item.index + 2} className={styles.row} style={{ transform: `translateY(${item.start - top}px)` }}>
              {row === undefined ? (
                <div role="cell" className={styles.awaited}>
                  …
                </div>
              ) : (
                <Cells columns={columns} row={row} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The cells of a row; made anew only when the row or the columns change, however much is scrolled. */
const Cells = memo(function Cells<T>({ columns, row }: { columns: readonly Column<T>[]; row: T }) {
  return columns.map((column) => (
    <div key={column.id} role="cell" className={styles.cell} data-wide-only={column.wideOnly}>
      {column.cell(row)}
    </div>
  ));
}) as <T>(props: { columns: readonly Column<T>[]; row: T }) => ReactNode;

interface HeadProps<T> {
  column: Column<T>;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}

/** The head of a column; one that the server can order by is a button, which turns the order round when pressed again. */
function Head<T>({ column, sort, onSort }: HeadProps<T>) {
  const by = column.sort;
  if (by === undefined || onSort === undefined) {
    return (
      <div role="columnheader" data-wide-only={column.wideOnly}>
        {column.head}
      </div>
    );
  }
  const order = sort === by ? "ascending" : sort === `-${by}` ? "descending" : "none";
  return (
    <div role="columnheader" aria-sort={order} data-wide-only={column.wideOnly}>
      <button type="button" className={styles.sort} onClick={() => onSort((order === "none" ? column.lastFirst === true : order === "ascending") ? `-${by}` : by)}>
        {column.head}
        <span aria-hidden="true">{{ ascending: " ▲", descending: " ▼", none: "" }[order]}</span>
      </button>
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
