import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { api, body, type ListQuery } from "./client.ts";
import { keys } from "./keys.ts";
import { PART, partByPart } from "./paging.ts";
import type { Incident } from "./schema.gen.ts";

/** What the list is narrowed to; absent means all. `status` may be several words with commas. */
export interface IncidentFilter {
  status?: string;
  test_id?: string;
  severity?: string;
  q?: string;
}

/** Those that somebody has to look after. */
export const UNRESOLVED = "open,acknowledged";

/** @param limit how many are read at a time: each comes with its notes, its evidence and its deliveries */
export function incidentList(filter: IncidentFilter, limit = PART) {
  return partByPart<Incident>(keys.incidents.list({ ...filter, limit }), (cursor, signal) =>
    api.GET("/api/v1/incidents", {
      params: { query: { ...filter, limit, ...(cursor === undefined ? {} : { cursor }) } as ListQuery<"/api/v1/incidents"> },
      signal,
    }),
  );
}

/** An incident with what happened to it. Events say that it changed, and do not carry its story: it is read again. */
export function incidentStory(id: string) {
  return queryOptions({
    queryKey: keys.incidents.story(id),
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/incidents/{incident_id}", { params: { path: { incident_id: id }, query: { include: "timeline" } }, signal })),
  });
}

export function acknowledgeIncident(id: string) {
  return mutationOptions({
    mutationFn: () => body(api.POST("/api/v1/incidents/{incident_id}/acknowledge", { params: { path: { incident_id: id } } })),
  });
}

/** Ends it by hand; a note that is empty is none. */
export function resolveIncident(id: string) {
  return mutationOptions({
    mutationFn: (note: string) =>
      body(api.POST("/api/v1/incidents/{incident_id}/resolve", { params: { path: { incident_id: id } }, body: note === "" ? {} : { note } })),
  });
}

export function noteOnIncident(id: string) {
  return mutationOptions({
    mutationFn: (text: string) =>
      body(api.POST("/api/v1/incidents/{incident_id}/notes", { params: { path: { incident_id: id } }, body: { text } })),
  });
}

/** Has a delivery that failed for good sent once more. */
export function sendAgain(id: string) {
  return mutationOptions({
    mutationFn: (deliveryId: string) =>
      body(
        api.POST("/api/v1/incidents/{incident_id}/deliveries/{delivery_id}/retry", {
          params: { path: { incident_id: id, delivery_id: deliveryId } },
        }),
      ),
  });
}
