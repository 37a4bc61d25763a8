import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./client.ts";
import { keys } from "./keys.ts";

/** Tests to begin with, each run by the server's own tests. */
export const templatesQuery = queryOptions({
  queryKey: keys.templates,
  queryFn: ({ signal }) => body(api.GET("/api/v1/templates", { signal })),
  staleTime: Infinity,
});
