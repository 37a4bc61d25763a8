import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Puts a compressed copy beside every script and style, so that the server need not compress on each request. */
export function precompressed(): Plugin {
  return {
    name: "sst-precompressed",
    apply: "build",
    // Of the files as they were written: before that others still change them.
    writeBundle({ dir }, bundle) {
      for (const fileName of Object.keys(bundle)) {
        if (dir !== undefined && /\.(js|css|svg)$/.test(fileName)) {
          const path = join(dir, fileName);
          writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
        }
      }
    },
  };
}
