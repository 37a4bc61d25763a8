import type { ReactNode } from "react";
import type { Permission } from "../api/schema.gen.ts";
import { useMay } from "./may.ts";

/** Its children, for those who may do that. */
export function Allowed({ to, children }: { to: Permission; children: ReactNode }) {
  const may = useMay();
  return may(to) && children;
}
