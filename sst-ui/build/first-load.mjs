// Adds up what the first page loads, compressed, and refuses more than the budget.
import { readFileSync, statSync } from "node:fs";

const BUDGET_KB = 160;
const pages = new URL("../target/classes/dev/sst/ui/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", pages), "utf8"));
const files = new Set();

function collect(key) {
  const chunk = manifest[key];
  if (!files.has(chunk.file)) {
    files.add(chunk.file);
    (chunk.css ?? []).forEach((style) => files.add(style));
    (chunk.imports ?? []).forEach(collect);
  }
}

collect("index.html");
collect("src/pages/overview/OverviewPage.tsx");
const sum = [...files].reduce((bytes, file) => bytes + statSync(new URL(`${file}.gz`, pages)).size, 0) / 1000;
console.log(`First load of the overview: ${sum.toFixed(1)} kB gzip in ${files.size} files (budget ${BUDGET_KB} kB).`);
if (sum > BUDGET_KB) {
  process.exit(1);
}
