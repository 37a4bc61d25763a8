import { apiRoot } from "../app/mount.ts";
import type { ServerEvent } from "./parser.ts";
import { follow, type Connection, type Listener } from "./stream.ts";

/** What tabs tell each other. */
type Word =
  | { kind: "event"; event: ServerEvent }
  | { kind: "connection"; connection: Connection }
  | { kind: "signed-out" }
  /** Said by a tab that has just come: how does the connection fare? */
  | { kind: "asked" };

/** Longer than the server is ever silent: whoever holds the connection then is dead or asleep. */
const SILENCE = 60_000;

const NAME = `sst-events ${apiRoot}`;

/**
 * Follows the server's events with one connection for all tabs of the browser, until it is stopped:
 *
 * 1. the tab that holds the lock has the connection, and tells the others what comes;
 * 2. when it closes, the browser gives the lock to the next, which goes on behind the last event it was told of;
 * 3. when it is silent for too long, another takes the lock from it.
 *
 * In a browser without locks or channels, each tab has a connection of its own.
 */
export function followTogether(listener: Listener): () => void {
  // A page that is no secure context (plain http from another machine) has no locks, whatever its types say.
  const locks = navigator.locks as LockManager | undefined;
  return locks === undefined || typeof BroadcastChannel === "undefined" ? follow(listener) : new Together(locks, listener).begin();
}

class Together {
  private readonly locks: LockManager;
  private readonly listener: Listener;
  private readonly channel = new BroadcastChannel(NAME);
  private readonly stopped = new AbortController();
  private lastId: string | undefined;
  private connection: Connection = { state: "connecting" };
  private holding = false;
  private watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(locks: LockManager, listener: Listener) {
    this.locks = locks;
    this.listener = listener;
  }

  begin(): () => void {
    this.listener.onConnection(this.connection);
    this.channel.onmessage = (message: MessageEvent<Word>) => this.hear(message.data);
    this.channel.postMessage({ kind: "asked" } satisfies Word);
    this.wait();
    void this.hold({ signal: this.stopped.signal });
    return () => {
      this.stopped.abort();
      clearTimeout(this.watchdog);
      this.channel.close();
    };
  }

  /** Has the connection from when the lock comes until it is stopped or the lock is taken away. */
  private async hold(options: LockOptions): Promise<void> {
    let stop: (() => void) | undefined;
    try {
      await this.locks.request(NAME, options, () => {
        clearTimeout(this.watchdog);
        if (this.stopped.signal.aborted) {
          return undefined;
        }
        this.holding = true;
        stop = follow(this.teller(), this.lastId);
        return new Promise<void>((resolve) => this.stopped.signal.addEventListener("abort", () => resolve()));
      });
    } catch {
      // Stopped while it waited, or the lock was taken by a tab that thought this one dead: then it waits like the others.
    }
    stop?.();
    this.holding = false;
    if (!this.stopped.signal.aborted) {
      this.wait();
      void this.hold({ signal: this.stopped.signal });
    }
  }

  /** Hands on what comes to this tab and to the others. */
  private teller(): Listener {
    return {
      onEvent: (event) => this.tell({ kind: "event", event }),
      onConnection: (connection) => this.tell({ kind: "connection", connection }),
      onSignedOut: () => this.tell({ kind: "signed-out" }),
      onLife: () => this.tell({ kind: "connection", connection: this.connection }),
    };
  }

  private tell(word: Word): void {
    if (!this.stopped.signal.aborted) {
      this.channel.postMessage(word);
      this.take(word);
    }
  }

  private hear(word: Word): void {
    if (word.kind !== "asked") {
      if (!this.holding) {
        this.wait();
        this.take(word);
      }
    } else if (this.holding) {
      this.channel.postMessage({ kind: "connection", connection: this.connection } satisfies Word);
    }
  }

  private take(word: Word): void {
    switch (word.kind) {
      case "event":
        this.lastId = word.event.id ?? this.lastId;
        this.listener.onEvent(word.event);
        break;
      case "connection":
        if (JSON.stringify(word.connection) !== JSON.stringify(this.connection)) {
          this.connection = word.connection;
          this.listener.onConnection(word.connection);
        }
        break;
      case "signed-out":
        this.listener.onSignedOut();
        break;
      case "asked":
        break;
    }
  }

  /** Begins to wait for the next sign of life of whoever has the connection. */
  private wait(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => {
      this.take({ kind: "connection", connection: { state: "lost", since: Date.now() } });
      void this.hold({ steal: true });
    }, SILENCE);
  }
}
