/** Tags as one line of text: with commas between them, and quotes around one that holds a comma or a quote itself (a quote in it is doubled). */
export function writtenTags(tags: readonly string[]): string {
  return tags.map((tag) => (/[",]|^\s|\s$/.test(tag) ? `"${tag.replaceAll('"', '""')}"` : tag)).join(", ");
}

const TAG = /\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)/gy;

/** The tags that such a line says. A quote that is not closed yet is a character like any other. */
export function tagsOf(text: string): string[] {
  return [...text.matchAll(TAG)].map(([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain.trim()).filter((tag) => tag !== "");
}
