import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createTest, readTest, updateTest, type Stored } from "../../api/definitions.ts";
import { keys } from "../../api/keys.ts";
import { isStatus } from "../../api/problem.ts";
import { changes, read, type Draft } from "../../text/draft.ts";
import type { Origin } from "./drafting.ts";

interface Sent {
  draft: Draft;
  /** What it takes the place of: what does not differ from that is not sent. */
  over: Origin;
  note: string;
}

interface Saving {
  id: string | undefined;
  /** The new or changed test, as it is stored now. */
  onSaved: (stored: Stored, sent: Draft) => void;
  /** What somebody else stored meanwhile. */
  onConflict: (theirs: Stored) => void;
}

/** Stores a draft as a new test or a new revision; never over what somebody else stored meanwhile. */
export function useSaving({ id, onSaved, onConflict }: Saving) {
  const cache = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: async ({ draft, over, note }: Sent) => {
      const why = note.trim() === "" ? {} : { revision_note: note.trim() };
      try {
        const stored = id === undefined ? createTest({ ...read(draft).input, ...why }) : updateTest(id, { ...changes(over.base, draft), ...why }, over.tag);
        return { stored: await stored };
      } catch (error) {
        if (id !== undefined && isStatus(error, 412)) {
          return { theirs: await readTest(id) };
        }
        throw error;
      }
    },
    onSuccess: (outcome, { draft }) => {
      if (outcome.stored === undefined) {
        onConflict(outcome.theirs);
        return;
      }
      cache.setQueryData(keys.tests.one(outcome.stored.test.test_id), outcome.stored.test);
      void cache.invalidateQueries({ queryKey: keys.tests.lists });
      onSaved(outcome.stored, draft);
    },
  });
}
