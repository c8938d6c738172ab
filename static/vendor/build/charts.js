// What of ECharts static/js/chart-options.js asks for; update.py builds it into one file.
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent, GridComponent, LegendPlainComponent, MarkLineComponent, TooltipComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  BarChart, LineChart, ScatterChart, AriaComponent, GridComponent, LegendPlainComponent,
  MarkLineComponent, TooltipComponent, SVGRenderer,
]);

export { init };
