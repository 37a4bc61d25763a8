import { expect, test } from "vitest";
import type { Template } from "../../api/schema.gen.ts";
import { EMPTY } from "../../text/draft.ts";
import { begun, begunAnew, isUntouched } from "./templates.ts";

function template(id: string, test: Partial<Template["test"]> = {}): Template {
  return { id, test_type: "action", title: id, description: "", test: { name: id, test_type: "action", test_code: `# ${id}`, ...test } as Template["test"] };
}

const plain = template("plain");
const sensor = template("sensor", { test_type: "sensor", stackstorm_pack: "counting_sensor" });

test("a template brings its pack, and takes it away again", () => {
  const draft = begun(sensor);
  expect(draft.pack).toBe("counting_sensor");
  expect(isUntouched(draft, sensor)).toBe(true);
  expect(begunAnew(draft, sensor, plain)).toEqual(begun(plain));
  expect(begun(plain).pack).toBe(EMPTY.pack);
});

test("a pack, a name and tags that a person wrote stay", () => {
  const draft = { ...begun(sensor), name: "mine", pack: "my_pack", tags: "a" };
  expect(isUntouched(draft, sensor)).toBe(true);
  expect(begunAnew(draft, sensor, plain)).toMatchObject({ name: "mine", pack: "my_pack", tags: "a", code: "# plain" });
});

test("what a template brought and somebody changed is not untouched", () => {
  expect(isUntouched({ ...begun(plain), code: "# mine" }, plain)).toBe(false);
});
