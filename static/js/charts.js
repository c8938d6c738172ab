// Draws each figure from the JSON beside it; the table under the figure holds the same numbers.
// What draws is large, so it is fetched once the page itself is there and can be used, and once there
// is something to be seen: what lies in a closed part is drawn when that is opened.
"use strict";

(() => {
  const drawn = new Map();
  const library = document.createElement("script");
  library.src = document.currentScript.dataset.library;

  const draw = (box) => {
    const source = document.getElementById(box.dataset.chart);
    if (!source) return;
    const spec = JSON.parse(source.textContent);
    const chart = drawn.get(box) || echarts.init(box, null, { renderer: "svg" });
    chart.setOption(cxstaffCharts.options(spec, colours(box), box), { notMerge: true });
    if (drawn.has(box)) return;
    drawn.set(box, chart);
    reachByKeyboard(box, chart, spec);
    new ResizeObserver(() => chart.resize()).observe(box);
  };

  // Custom properties hold light-dark(); only a real property gives the colour in use.
  const colours = (box) => {
    const probe = document.createElement("i");
    box.parentNode.append(probe);
    const read = (name) => {
      probe.style.color = `var(--cx-${name})`;
      return getComputedStyle(probe).color;
    };
    const found = {
      ink: read("ink"),
      soft: read("ink-soft"),
      line: read("line"),
      surface: read("surface"),
      series: [1, 2, 3, 4, 5, 6].map((number) => read(`chart-${number}`)),
      font: getComputedStyle(document.body).fontFamily,
    };
    probe.remove();
    return found;
  };

  // Arrow keys walk through the points; what is under the cursor is also spoken.
  const reachByKeyboard = (box, chart, spec) => {
    const spoken = document.createElement("p");
    spoken.className = "visually-hidden";
    spoken.setAttribute("aria-live", "polite");
    box.after(spoken);
    box.tabIndex = 0;
    box.setAttribute("role", "img");
    let at = -1;
    box.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const values = spec.series[0].values;
      at = Math.min(values.length - 1, Math.max(0, at + step));
      const series = chart.getOption().series.findIndex((one) => one.id === "main-0");
      chart.dispatchAction({ type: "showTip", seriesIndex: series, dataIndex: at });
      spoken.textContent = cxstaffCharts.words(spec, at);
    });
    box.addEventListener("blur", () => chart.dispatchAction({ type: "hideTip" }));
  };

  const drawSeen = (box) => (box.clientWidth ? draw(box) : opening.observe(box));
  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(drawSeen);
  const giveUp = () => document.querySelectorAll("[data-chart]").forEach((box) => { box.hidden = true; });

  const fetchLibrary = () => {
    if (!library.isConnected) document.head.append(library);
  };
  const opening = new ResizeObserver((boxes) => boxes.filter((box) => box.target.clientWidth).forEach((box) => {
    opening.unobserve(box.target);
    if (window.echarts) draw(box.target);
    else fetchLibrary();
  }));
  const watchAll = () => document.querySelectorAll("[data-chart]").forEach((box) => opening.observe(box));

  library.addEventListener("load", drawAll);
  library.addEventListener("error", giveUp);
  if (document.readyState === "complete") watchAll();
  else addEventListener("load", watchAll);
  document.addEventListener("cxstaff:theme", () => {
    if (drawn.size) drawAll();
  });
  document.addEventListener("htmx:after:swap", () => {
    if (drawn.size) drawAll();
  });
})();
