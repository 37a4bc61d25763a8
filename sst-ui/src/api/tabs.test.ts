import { expect, test, vi } from "vitest";
import { wordBetweenTabs } from "./tabs.ts";

test("what one tab tells is heard by the other, until it stops to follow", async () => {
  const here = wordBetweenTabs("signed in");
  const there = wordBetweenTabs("signed in");
  const other = wordBetweenTabs("signed in at another server");
  const heard = vi.fn();
  const notMeant = vi.fn();
  const stop = there.follow(heard);
  const stopOther = other.follow(notMeant);
  here.tell();
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
  stop();
  await new Promise<void>((resolve) => {
    const end = there.follow(() => {
      end();
      resolve();
    });
    here.tell();
  });
  expect(heard).toHaveBeenCalledTimes(1);
  expect(notMeant).not.toHaveBeenCalled();
  stopOther();
});
