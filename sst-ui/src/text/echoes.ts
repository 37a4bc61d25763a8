/**
 * Tells the values that a field has sent and that come back to it from those that somebody else has set. Where they come
 * back late, what was typed meanwhile is newer: they are not to be written into the field again.
 *
 * @param sent what the field has sent and has not seen again, oldest first
 * @param value what it is given now
 * @returns what it has still to see again; undefined when it has not sent that value, and it is from elsewhere
 */
export function afterEcho(sent: readonly string[], value: string): readonly string[] | undefined {
  const place = sent.indexOf(value);
  return place < 0 ? undefined : sent.slice(place + 1);
}
