import { useQuery } from "@tanstack/react-query";
import type { Permission } from "../api/schema.gen.ts";
import { sessionQuery } from "../api/session.ts";

/** Tells whether whoever sits here may do that. What they may not do is not offered; the server refuses it all the same. */
export function useMay(): (permission: Permission) => boolean {
  const permissions = useQuery(sessionQuery).data?.permissions ?? [];
  return (permission) => permissions.includes(permission);
}
