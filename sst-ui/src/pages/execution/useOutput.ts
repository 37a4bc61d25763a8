import { useEffect, useState } from "react";
import { outputOf } from "../../api/executions.ts";
import type { Execution } from "../../api/schema.gen.ts";
import { appended, NO_LINES, type Lines } from "../../text/lines.ts";

interface Printed {
  lines: Lines;
  bytes: number;
  complete: boolean;
  error: unknown;
}

const NOTHING: Printed = { lines: NO_LINES, bytes: 0, complete: false, error: undefined };
const LIVE = 700;
const AFTER_TROUBLE = 3_000;

/**
 * What the run prints, as it comes. While it runs the text is thinned by the server; when it has ended the exact text is
 * read from its beginning and takes the place of the other.
 */
export function useOutput(execution: Execution): Printed {
  const id = execution.execution_id;
  const over = execution.state === "finished";
  const started = execution.attempts.length > 0;
  const [printed, setPrinted] = useState(NOTHING);

  useEffect(() => {
    if (!started && !over) {
      return;
    }
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let sofar = NOTHING;
    async function read(): Promise<void> {
      try {
        const chunk = await outputOf(id, sofar.bytes, stop.signal);
        sofar = { lines: appended(sofar.lines, chunk.text), bytes: chunk.next, complete: chunk.complete, error: undefined };
        setPrinted(sofar);
        if (!chunk.complete) {
          // What is there already is only waiting to be read.
          timer = setTimeout(() => void read(), chunk.text === "" ? LIVE : over ? 0 : LIVE / 2);
        }
      } catch (error) {
        if (!stop.signal.aborted) {
          setPrinted({ ...sofar, error });
          timer = setTimeout(() => void read(), AFTER_TROUBLE);
        }
      }
    }
    void read();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [id, over, started]);
  return printed;
}
