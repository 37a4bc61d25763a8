import { createContext, useContext } from "react";
import type { Connection } from "./stream.ts";

export const LiveContext = createContext<Connection>({ state: "connecting" });

/** How the connection fares through which changes come. */
export function useConnection(): Connection {
  return useContext(LiveContext);
}
