/** One event as the server sent it. */
export interface ServerEvent {
  name: string;
  data: string;
  id: string | undefined;
}

/**
 * Reads an event stream piece by piece, as the HTML standard has it, save that a comment counts as a sign of life: whoever
 * feeds it knows that something came. Not shared between streams.
 */
export class EventStreamParser {
  private rest = "";
  private name = "";
  private data: string[] = [];
  private id: string | undefined;

  /** The events that the piece completed. */
  feed(piece: string): ServerEvent[] {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.line(line));
  }

  private line(line: string): ServerEvent[] {
    if (line === "") {
      return this.complete();
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") {
      this.name = value;
    } else if (field === "data") {
      this.data.push(value);
    } else if (field === "id" && !value.includes("\0")) {
      this.id = value;
    }
    return [];
  }

  private complete(): ServerEvent[] {
    const event = { name: this.name || "message", data: this.data.join("\n"), id: this.id };
    const empty = this.data.length === 0 && this.id === undefined;
    this.name = "";
    this.data = [];
    this.id = undefined;
    return empty ? [] : [event];
  }
}
