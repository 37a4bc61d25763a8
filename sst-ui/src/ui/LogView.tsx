import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { Button } from "./Button.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { Inert } from "./Inert.tsx";
import styles from "./LogView.module.css";

interface Props {
  lines: readonly string[];
  /** Whether more lines come: the end is kept in sight until somebody scrolls away from it. */
  follow: boolean;
  label: string;
}

const LINE = 20;
const LONGEST = 2_000;

/** Lines of text, of any number and length: only those in sight are made. Codes for terminals are expected to be gone. */
export function LogView({ lines, follow, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [wrap, setWrap] = useState(true);
  // eslint-disable-next-line react-hooks/incompatible-library -- the compiler that this is about is not used
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE,
    overscan: 20,
  });
  const count = lines.length;
  useEffect(() => {
    if (follow && atEnd && count > 0) {
      virtual.scrollToIndex(count - 1, { align: "end" });
    }
  }, [virtual, follow, atEnd, count]);

  function scrolled(): void {
    const { current } = box;
    setAtEnd(current === null || current.scrollHeight - current.scrollTop - current.clientHeight < 2 * LINE);
  }

  return (
    <div className={styles.view}>
      <div className={styles.tools}>
        <Button look="quiet" aria-pressed={wrap} onClick={() => setWrap(!wrap)}>
          Wrap lines
        </Button>
        <CopyButton text={() => lines.join("\n")} label="Copy all lines" />
        {follow && !atEnd && (
          <Button onClick={() => setAtEnd(true)}>To the newest line</Button>
        )}
      </div>
      {/* A log may be scrolled by keyboard, so it can have the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={box} role="log" aria-live="off" aria-label={label} tabIndex={0} className={styles.box} data-wrap={wrap} onScroll={scrolled}>
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map((item) => (
            <div key={item.key} ref={virtual.measureElement} data-index={item.index} className={styles.line} style={{ transform: `translateY(${item.start}px)` }}>
              <span className={styles.number} aria-hidden="true">
                {item.index + 1}
              </span>
              <span className={styles.text}>
                <Inert text={lines[item.index] ?? ""} limit={LONGEST} />
              </span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
