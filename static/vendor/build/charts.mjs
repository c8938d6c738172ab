// Builds charts.js into bundle.js: of ECharts what it names, less what that brings along unused.
import { build } from "esbuild";

// Tooltips as HTML (ours are drawn), a dark theme (ours follows the page), options of ECharts 2.
const UNUSED = /echarts\/lib\/(component\/tooltip\/TooltipHTMLContent|theme\/dark|preprocessor\/backwardCompat)\.js$/;
// Words in Chinese, which pages are not in; browsers that are get the English ones.
const CHINESE = /echarts\/lib\/i18n\/langZH\.js$/;

const leaveOut = {
  name: "leave out",
  setup(bundle) {
    bundle.onLoad({ filter: UNUSED }, () => ({ contents: "export default () => {};" }));
    bundle.onLoad({ filter: CHINESE }, ({ path }) => ({
      contents: 'export { default } from "./langEN.js";',
      resolveDir: path.replace(/[^/]*$/, ""),
    }));
  },
};

await build({
  bundle: true,
  entryPoints: ["charts.js"],
  format: "iife",
  globalName: "echarts",
  legalComments: "none",
  minify: true,
  outfile: "bundle.js",
  plugins: [leaveOut],
  target: "es2020",
});
