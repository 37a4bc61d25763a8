/** What a form begins with: the test's own values, and those that were given for the execution in their place. */
export function startingValues(schema: Record<string, unknown>, given: Record<string, unknown>): Record<string, unknown> {
  const own = Object.entries(schema).flatMap(([name, declared]): [string, unknown][] => {
    if (!isSchema(declared)) {
      return [[name, declared]];
    }
    return "default" in declared ? [[name, declared.default]] : [];
  });
  return { ...Object.fromEntries(own), ...given };
}

/** Whether it declares a parameter rather than being its value: an object whose `type` is a word. */
function isSchema(declared: unknown): declared is Record<string, unknown> {
  return typeof declared === "object" && declared !== null && "type" in declared && typeof declared.type === "string";
}

/** The object that the text says in JSON; undefined when it says none. */
export function valuesOf(text: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}
