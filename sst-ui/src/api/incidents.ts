import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./client.ts";
import { keys } from "./keys.ts";
import { PART, partByPart } from "./paging.ts";
import type { Incident } from "./schema.gen.ts";

/** What the list is narrowed to; absent means all. */
export interface IncidentFilter {
  status?: string;
  test_id?: string;
  severity?: string;
  q?: string;
}

export function incidentList(filter: IncidentFilter) {
  return partByPart<Incident>(keys.incidents.list(filter), (cursor, signal) =>
    api.GET("/api/v1/incidents", { params: { query: { ...filter, limit: PART, ...(cursor === undefined ? {} : { cursor }) } }, signal }),
  );
}

export function oneIncident(id: string) {
  return queryOptions({
    queryKey: keys.incidents.one(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/incidents/{incident_id}", { params: { path: { incident_id: id } }, signal })),
  });
}
