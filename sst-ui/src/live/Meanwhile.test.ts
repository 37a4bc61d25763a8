import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { keys } from "../api/keys.ts";
import type { Execution } from "../api/schema.gen.ts";
import { apply } from "./apply.ts";
import { Meanwhile } from "./Meanwhile.ts";
import { anExecution, aTest } from "../api/samples.ts";
import { aList, anEvent, EXECUTIONS } from "./samples.ts";

const running = anExecution();
const passed = anExecution({ state: "finished", status: "passed", verdict: "passed" });

function following() {
  const cache = new QueryClient();
  const meanwhile = new Meanwhile(cache);
  const end = meanwhile.begin();
  const tell = (execution: Execution) => apply(anEvent("execution", execution), cache, { stale: () => undefined, told: meanwhile.hear.bind(meanwhile) });
  return { cache, tell, end };
}

/** An answer that comes when it is let. */
function slow<T>(): { ask: () => Promise<T>; come: (answer: T) => void } {
  let come: (answer: T) => void = () => undefined;
  const coming = new Promise<T>((resolve) => (come = resolve));
  return { ask: () => coming, come };
}

test("an answer that was made before the event does not put back what was before", async () => {
  const { cache, tell } = following();
  cache.setQueryData(EXECUTIONS, aList(running));
  const answer = slow<unknown>();
  const reading = cache.query({ queryKey: EXECUTIONS, queryFn: answer.ask });
  tell(passed);
  answer.come(aList(running));
  await reading;
  expect(cache.getQueryData(EXECUTIONS)).toMatchObject(aList({ verdict: "passed" }));
});

test("what is shown for the first time knows what was told while it came", async () => {
  const { cache, tell } = following();
  const answer = slow<unknown>();
  const reading = cache.query({ queryKey: keys.executions.one("e1"), queryFn: answer.ask });
  tell(passed);
  answer.come(running);
  await reading;
  expect(cache.getQueryData(keys.executions.one("e1"))).toMatchObject({ verdict: "passed" });
});

test("an answer that was asked for after the event stands as it is", async () => {
  const { cache, tell } = following();
  const other = slow<unknown>();
  const longer = cache.query({ queryKey: keys.tests.one("t1"), queryFn: other.ask });
  tell(running);
  await cache.query({ queryKey: keys.executions.one("e1"), queryFn: () => passed });
  expect(cache.getQueryData(keys.executions.one("e1"))).toMatchObject({ verdict: "passed" });
  other.come(aTest());
  await longer;
  expect(cache.getQueryData(keys.tests.one("t1"))).toMatchObject({ last_execution: { execution_id: "e1" } });
});

test("of several events the last one counts", async () => {
  const { cache, tell } = following();
  const answer = slow<unknown>();
  const reading = cache.query({ queryKey: EXECUTIONS, queryFn: answer.ask });
  tell(anExecution({ state: "starting" }));
  tell(passed);
  answer.come(aList(running));
  await reading;
  expect(cache.getQueryData(EXECUTIONS)).toMatchObject(aList({ state: "finished" }));
});

test("a read that was under way when it began is caught up as well", async () => {
  const cache = new QueryClient();
  const answer = slow<unknown>();
  const reading = cache.query({ queryKey: EXECUTIONS, queryFn: answer.ask });
  const meanwhile = new Meanwhile(cache);
  meanwhile.begin();
  meanwhile.hear({ kind: "execution", execution: passed });
  answer.come(aList(running));
  await reading;
  expect(cache.getQueryData(EXECUTIONS)).toMatchObject(aList({ verdict: "passed" }));
});
