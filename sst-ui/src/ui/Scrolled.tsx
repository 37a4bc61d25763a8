import { useLayoutEffect, useRef, useState, type ReactNode } from "react";

interface Props {
  /** What it holds, for those who come to it by keyboard. */
  label: string;
  /** Makes it scroll. */
  className: string | undefined;
  children: ReactNode;
}

/** A part of a page that scrolls by itself. While there is more of it than can be seen it takes the focus, so that keys scroll it too. */
export function Scrolled({ label, className, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null || inner.current === null) {
      return;
    }
    const look = () => setMore(current.scrollHeight > current.clientHeight || current.scrollWidth > current.clientWidth);
    const observer = new ResizeObserver(look);
    observer.observe(current);
    observer.observe(inner.current);
    return () => observer.disconnect();
  }, [children]);
  const reached = more ? { role: "group", "aria-label": label, tabIndex: 0 } : {};
  return (
    <div ref={box} className={className} {...reached}>
      <div ref={inner}>{children}</div>
    </div>
  );
}
