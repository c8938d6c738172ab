// Cuts a style sheet to what is used: node style.mjs used.json whole.css others.css… > cut.css
// used.json holds {"classes": […], "tags": […], "attributes": […]}; what other sheets use of the
// custom properties stays too.
import { readFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";

const [used, ...sheets] = process.argv.slice(2);
const { classes, tags, attributes } = JSON.parse(readFileSync(used, "utf-8"));
const found = {
  attributes: { names: attributes, values: attributes }, classes, ids: [], tags, undetermined: [],
};
const [cut] = await new PurgeCSS().purge({
  content: [used],
  css: sheets,
  extractors: [{ extensions: ["json"], extractor: () => found }],
  fontFace: true,
  keyframes: true,
  variables: true,
});
process.stdout.write(cut.css.replace(/(@media[^{]*\{)?[^{}]+\{\}\}?/g, ""));
