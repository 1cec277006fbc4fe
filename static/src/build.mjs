// Builds static/dist: the style sheet, the typeface, the drawing library with its rules as a static file, our scripts.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import * as sass from "sass";

const source = dirname(fileURLToPath(import.meta.url));
const root = join(source, "../..");
const dist = join(root, "static/dist");
const modules = join(root, "node_modules");
const require = createRequire(import.meta.url);

// Plotly's own rules stand in its bundle as one object of selectors; each is inserted before the last, hence the reversal.
function plotlyRules(bundle) {
  const found = bundle.match(/\{"X,X div":.*?\}(?=;for\()/s);
  const rules = found ? Object.entries(runInNewContext(`(${found[0]})`)) : [];
  if (rules.length < 50) throw new Error(`Found ${rules.length} style rules in the Plotly bundle; expected about 66.`);
  const named = (selector) =>
    selector.replace(/^,/, " ,").replace(/X/g, ".js-plotly-plot .plotly").replace(/Y/g, ".plotly-notifier");
  return rules.reverse().map(([selector, style]) => `${named(selector)}{${style}}`).join("\n");
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

for (const name of ["product", "paper"]) {
  const options = { style: "compressed", loadPaths: [modules], quietDeps: true };
  writeFileSync(join(dist, `${name}.css`), sass.compile(join(source, `scss/${name}.scss`), options).css);
}

for (const weight of [400, 600]) {
  const name = `source-sans-3-latin-${weight}-normal.woff2`;
  copyFileSync(join(modules, "@fontsource/source-sans-3/files", name), join(dist, name));
}

const plotly = require.resolve("plotly.js-finance-dist-min");
copyFileSync(plotly, join(dist, "plotly-finance.min.js"));
writeFileSync(join(dist, "plotly.css"), plotlyRules(readFileSync(plotly, "utf8")));

for (const name of ["product.js", "htmx-settings.js", "icon.svg"]) copyFileSync(join(source, "js", name), join(dist, name));
