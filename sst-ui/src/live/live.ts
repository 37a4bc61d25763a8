import { createContext, useContext } from "react";
import type { Connection } from "./stream.ts";

/** While events do not come, pages ask for themselves: so often, in milliseconds. */
export const POLL = 5_000;

export const LiveContext = createContext<Connection>({ state: "connecting" });

/** How the connection fares through which changes come. */
export function useConnection(): Connection {
  return useContext(LiveContext);
}
