import { apiRoot } from "../app/mount.ts";
import { backOff } from "./backOff.ts";
import { EventStreamParser, type ServerEvent } from "./parser.ts";

/** How the connection fares. `since` is the browser's own time, in milliseconds. */
export type Connection = { state: "connecting" } | { state: "live"; since: number } | { state: "lost"; since: number };

export interface Listener {
  /** Also events without data, which only carry an id. */
  onEvent: (event: ServerEvent) => unknown;
  onConnection: (connection: Connection) => void;
  /** The server no longer knows who we are. */
  onSignedOut: () => void;
  /** Something came, were it only a sign of life. */
  onLife?: () => void;
}

/** The server writes something at least every 15 s: after this much silence the connection is dead, whatever the browser thinks. */
const SILENCE = 40_000;

/**
 * Follows the server's events until it is stopped:
 *
 * 1. connect, with the last id that was seen;
 * 2. hand on each event; silence is taken for a lost connection;
 * 3. when the connection ends, say since when, wait a little longer each time, and begin again.
 *
 * @param seen the id of the last event that is known already
 */
export function follow({ onEvent, onConnection, onSignedOut, onLife }: Listener, seen?: string): () => void {
  const stop = new AbortController();
  let lastId = seen;
  let live = false;
  let failures = 0;
  let lostSince: number | undefined;

  async function once(): Promise<void> {
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    stop.signal.addEventListener("abort", abort);
    // A page that was left may be kept for the Back button: it must not keep one of the browser's few connections.
    window.addEventListener("pagehide", abort);
    let watchdog = setTimeout(abort, SILENCE);
    try {
      const response = await fetch(`${apiRoot}/api/v1/events`, {
        headers: { Accept: "text/event-stream", ...(lastId === undefined ? {} : { "Last-Event-ID": lastId }) },
        credentials: "same-origin",
        cache: "no-store",
        signal: attempt.signal,
      });
      if (response.status === 401) {
        stop.abort();
        onSignedOut();
        return;
      }
      if (!response.ok || response.body === null) {
        return;
      }
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new EventStreamParser();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        clearTimeout(watchdog);
        watchdog = setTimeout(abort, SILENCE);
        if (live) {
          onLife?.();
        } else {
          live = true;
          failures = 0;
          lostSince = undefined;
          onConnection({ state: "live", since: Date.now() });
        }
        for (const event of parser.feed(piece.value)) {
          lastId = event.id ?? lastId;
          onEvent(event);
        }
      }
    } finally {
      clearTimeout(watchdog);
      stop.signal.removeEventListener("abort", abort);
      window.removeEventListener("pagehide", abort);
    }
  }

  async function forever(): Promise<void> {
    onConnection({ state: "connecting" });
    for (;;) {
      await once().catch(() => undefined);
      live = false;
      if (stop.signal.aborted) {
        return;
      }
      failures += 1;
      lostSince ??= Date.now();
      onConnection({ state: "lost", since: lostSince });
      await pause(backOff(failures, Math.random()), stop.signal);
    }
  }

  void forever();
  return () => stop.abort();
}

/** Ends early when it is stopped, when the browser is back on the network, or somebody back on the page. */
function pause(milliseconds: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds);
    function end(): void {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      window.removeEventListener("pageshow", end);
      stopped.removeEventListener("abort", end);
      resolve();
    }
    window.addEventListener("online", end);
    window.addEventListener("pageshow", end);
    stopped.addEventListener("abort", end);
  });
}
