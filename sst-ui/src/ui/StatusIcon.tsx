import type { ReactNode } from "react";
import type { State } from "../text/verdict.ts";

const cut = { fill: "none", stroke: "var(--page)", strokeWidth: 2, strokeLinecap: "round", strokeLinejoin: "round" } as const;
const drawn = { fill: "none", stroke: "currentColor", strokeWidth: 2, strokeLinecap: "round", strokeLinejoin: "round" } as const;

/** A shape for each, so that colour is never the only difference. */
const SHAPES: Record<State, ReactNode> = {
  passed: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.8 8.3 7 10.5l4.2-5" {...cut} />
    </>
  ),
  failed: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="2" fill="currentColor" />
      <path d="m5 5 6 6m0-6-6 6" {...cut} />
    </>
  ),
  error: (
    <>
      <path d="M8 1 15.5 15H.5Z" fill="currentColor" />
      <path d="M8 6v4m0 2.4v.1" {...cut} />
    </>
  ),
  timeout: (
    <>
      <circle cx="8" cy="8" r="6.5" {...drawn} />
      <path d="M8 4.2V8l2.6 2" {...drawn} />
    </>
  ),
  infrastructure: (
    <>
      <path d="M5 1v3.5M11 1v3.5M3 5h10v2.5a5 5 0 0 1-10 0Z" {...drawn} />
      <path d="M8 12.5v.8m-3.5 1.5 7-2" {...drawn} />
    </>
  ),
  cancelled: (
    <>
      <circle cx="8" cy="8" r="6.5" {...drawn} />
      <path d="m3.6 12.4 8.8-8.8" {...drawn} />
    </>
  ),
  skipped: <circle cx="8" cy="8" r="6.5" {...drawn} strokeDasharray="3 3.4" />,
  pending: <circle cx="8" cy="8" r="6" {...drawn} />,
  running: (
    <>
      <circle cx="8" cy="8" r="6" {...drawn} opacity="0.35" />
      <path className="turning" d="M8 2a6 6 0 0 1 6 6" {...drawn} strokeWidth={3} />
    </>
  ),
  never_run: <path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" {...drawn} strokeDasharray="2.5 2.5" />,
};

export function StatusIcon({ state }: { state: State }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      {SHAPES[state]}
    </svg>
  );
}
