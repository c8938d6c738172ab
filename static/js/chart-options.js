// Turns our small chart vocabulary (templates/components/README.md) into ECharts options.
"use strict";

window.cxstaffCharts = (() => {
  const options = (spec, colours, box) => {
    const build = { line: lineSeries, bar: barSeries, scatter: scatterSeries, intervals: intervalSeries };
    const series = build[spec.kind](spec, colours);
    markMoments(series, spec, colours);
    return {
      animation: false,
      aria: {
        enabled: true,
        decal: { show: spec.kind === "bar" && spec.series.length > 1 },
        label: { description: box.dataset.summary },
      },
      color: colours.series,
      textStyle: { fontFamily: colours.font, color: colours.soft },
      grid: { left: 8, right: 16, top: spec.series.length > 1 ? 40 : 24, bottom: 8, outerBoundsMode: "same" },
      legend: legend(spec, colours),
      tooltip: tooltip(spec, colours),
      ...axes(spec, colours, box.clientWidth),
      series,
    };
  };

  const words = (spec, at) => {
    if (spec.kind === "scatter") return pointWords(spec, spec.series[0], at);
    const place = `${spec.categories[at]}: `;
    const told = spec.series
      .filter((one) => at < one.values.length)
      .map((one) => `${one.name} ${numberText(spec, one, at)}`);
    return place + told.join(", ");
  };

  const pointWords = (spec, one, at) => {
    const [across, up, name] = one.values[at];
    const ends = (axis) => (one.low ? rangeText(spec, one.low[at][axis], one.high[at][axis]) : "");
    return [name, `${spec.x_title} ${format(spec, across)}${ends(0)}`, `${spec.y_title} ${format(spec, up)}${ends(1)}`]
      .filter(Boolean)
      .join("\n");
  };

  const numberText = (spec, one, at) => {
    const value = one.values[at];
    if (value === null || value === undefined) return "–";
    if (!one.low || one.low[at] === null) return format(spec, value);
    return format(spec, value) + rangeText(spec, one.low[at], one.high[at]);
  };

  const rangeText = (spec, low, high) => ` (${format(spec, low)}${low < 0 ? " – " : "–"}${format(spec, high)})`;

  const format = (spec, value) => {
    if (value === null || value === undefined) return "–";
    const digits = spec.decimals ?? 1;
    const language = document.documentElement.lang || "en";
    const text = Number(value).toLocaleString(language, { maximumFractionDigits: digits });
    const written = text.replace(/^-(?=[0.,]+$)/, "").replace("-", "−"); // a zero has no minus
    return spec.unit ? `${written} ${spec.unit}` : written;
  };

  const legend = (spec, colours) => ({
    show: spec.series.length > 1,
    data: spec.series.map((one) => one.name),
    top: 0,
    left: 0,
    itemWidth: 16,
    itemHeight: 10,
    textStyle: { color: colours.soft },
  });

  const tooltip = (spec, colours) => ({
    renderMode: "richText",
    trigger: spec.kind === "scatter" || spec.kind === "intervals" ? "item" : "axis",
    confine: true,
    backgroundColor: colours.surface,
    borderColor: colours.line,
    textStyle: { color: colours.ink, fontSize: 13 },
    formatter: (hit) => {
      const first = Array.isArray(hit) ? hit[0] : hit;
      if (spec.kind === "scatter") return pointWords(spec, spec.series[Number(first.seriesId.split("-")[1])], first.dataIndex);
      return words(spec, first.dataIndex).replace(": ", "\n").replaceAll(", ", "\n");
    },
  });

  const axes = (spec, colours, width) => {
    const narrow = width < 480;
    const value = (title, low, high) => ({
      type: "value",
      min: low ?? null,
      max: high ?? null,
      scale: low === undefined,
      name: title,
      nameLocation: "middle",
      nameGap: 30,
      nameTextStyle: { color: colours.soft, lineHeight: 16 },
      interval: evenStep(low, high),
      splitNumber: narrow ? 3 : 5,
      axisLine: { lineStyle: { color: colours.soft, opacity: 0.5 } },
      axisTick: { show: false },
      axisLabel: { color: colours.soft, formatter: (number) => format(spec, number) },
      splitLine: { lineStyle: { color: colours.line } },
    });
    const category = {
      type: "category",
      data: spec.categories,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.soft, hideOverlap: true, width: narrow ? 96 : 180, overflow: "truncate" },
    };
    if (spec.kind === "scatter") {
      return { xAxis: value(lines(spec.x_title, width), spec.x_minimum, spec.x_maximum), yAxis: value(spec.y_title, spec.minimum, spec.maximum) };
    }
    const numbers = value(undefined, spec.minimum, spec.maximum);
    if (spec.kind === "intervals" || spec.horizontal) {
      return { xAxis: numbers, yAxis: { ...category, inverse: true } };
    }
    return { xAxis: { ...category, axisLabel: { ...category.axisLabel, width: undefined, alignMaxLabel: "right", showMaxLabel: true } }, yAxis: numbers };
  };

  // Break a title at spaces into lines of about 7 pixels a letter.
  const lines = (title, width) => {
    const longest = Math.max(16, (width - 90) / 7);
    const fold = (text, word) => {
      const last = text.slice(text.lastIndexOf("\n") + 1);
      return text + (last.length + word.length > longest ? "\n" : " ") + word;
    };
    return title && title.split(" ").reduce(fold);
  };

  // Between two given ends, take the first count of steps that makes round numbers.
  const evenStep = (low, high) => {
    if (low === undefined || high === undefined) return undefined;
    const count = [4, 5, 6, 3].find((steps) => Number.isInteger((high - low) / steps));
    return count ? (high - low) / count : undefined;
  };

  const lineSeries = (spec, colours) =>
    spec.series.flatMap((one, index) => {
      const colour = colours.series[index];
      const main = {
        id: `main-${index}`, type: "line", name: one.name, data: one.values, symbolSize: 7, z: 3,
        symbol: ["circle", "rect", "triangle", "diamond"][index % 4],
        lineStyle: { color: colour, width: 2.25, type: ["solid", "dashed", "dotted"][index % 3] },
        itemStyle: { color: colour },
      };
      if (!one.low) return [main];
      const band = { type: "line", stack: `band-${index}`, stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 } };
      const height = one.high.map((high, at) => (high === null ? null : high - one.low[at]));
      return [
        { ...band, data: one.low },
        { ...band, data: height, areaStyle: { color: colour, opacity: 0.14 } },
        main,
      ];
    });

  const barSeries = (spec, colours) => {
    const bars = spec.series.map((one, index) => ({
      id: `main-${index}`, type: "bar", name: one.name, data: one.values, barMaxWidth: 34, barGap: "12%",
      itemStyle: { color: colours.series[index], borderRadius: spec.horizontal ? [0, 4, 4, 0] : [4, 4, 0, 0] },
    }));
    const [only] = spec.series;
    if (spec.series.length > 1 || !only.low) return bars;
    const halo = whiskers(only, colours.surface, spec.horizontal);
    const thin = whiskers(only, colours.ink, spec.horizontal);
    return [...bars, { ...halo, lineStyle: { ...halo.lineStyle, width: 6 } }, { ...thin, z: 5 }];
  };

  const intervalSeries = (spec, colours) =>
    spec.series.flatMap((one, index) => [
      { ...whiskers(one, colours.series[index], true), z: 2 },
      {
        id: `main-${index}`, type: "scatter", name: one.name, symbolSize: 11, z: 3,
        data: one.values.map((value, at) => [value, at]),
        itemStyle: { color: colours.series[index], opacity: 1, borderColor: colours.surface, borderWidth: 2 },
      },
    ]);

  // One broken line draws every interval: low, high, gap; low, high, gap …
  const whiskers = (one, colour, across) => ({
    type: "line", symbol: "none", silent: true, connectNulls: false, z: 4,
    lineStyle: { color: colour, width: 2 },
    data: one.low.flatMap((low, at) => {
      if (low === null) return [];
      const ends = [[at, low], [at, one.high[at]]].map(([place, end]) => (across ? [end, place] : [place, end]));
      return [...ends, across ? ["-", at] : [at, "-"]];
    }),
  });

  const scatterSeries = (spec, colours) => {
    const dots = spec.series.map((one, index) => ({
      id: `main-${index}`, type: "scatter", name: one.name, symbolSize: 8, symbol: ["circle", "rect", "triangle"][index % 3],
      z: 3,
      data: one.values.map((point, at) => ({
        value: point.slice(0, 2),
        name: point[2],
        ...(one.clear && !one.clear[at] ? { itemStyle: { color: colours.surface, borderColor: colours.series[index], borderWidth: 1.5 } } : {}),
      })),
      itemStyle: { color: colours.series[index], opacity: one.clear ? 1 : 0.6 },
    }));
    if (spec.series[0].low) return [crosses(spec.series[0], colours), ...dots];
    if (!spec.slope) return dots;
    const slope = { type: "line", symbol: "none", silent: true, data: spec.slope, lineStyle: { color: colours.ink, width: 2 } };
    return [...slopeBand(spec, colours), ...dots, slope];
  };

  // The intervals of points both ways: one broken line across, up, across, up …
  const crosses = (one, colours) => ({
    type: "line", symbol: "none", silent: true, connectNulls: false, z: 2,
    lineStyle: { color: colours.soft, width: 1, opacity: 0.45 },
    data: one.values.flatMap(([across, up], at) => {
      const [[left, down], [right, top]] = [one.low[at], one.high[at]];
      return [[left, up], [right, up], ["-", "-"], [across, down], [across, top], ["-", "-"]];
    }),
  });

  // The interval of a slope: a first line lifts the second, which is filled down to it.
  const slopeBand = (spec, colours) => {
    if (!spec.band) return [];
    const edge = { type: "line", stack: "band", stackStrategy: "all", symbol: "none", silent: true, z: 1, lineStyle: { opacity: 0 } };
    return [
      { ...edge, data: spec.band.map(([x, low]) => [x, low]) },
      { ...edge, data: spec.band.map(([x, low, high]) => [x, high - low]), areaStyle: { color: colours.ink, opacity: 0.1 } },
    ];
  };

  // Reference lines and dated changes, drawn on the first series. In a scatter a label inside would
  // lie over dots: that of the upright line stands above the picture, for both if they are called alike.
  const markMoments = (series, spec, colours) => {
    const across = spec.kind === "intervals" || spec.horizontal;
    const [level, upright] = [spec.reference, spec.x_reference];
    const marks = (spec.marks || []).map((mark) => ({ xAxis: mark.at, name: mark.label }));
    if (upright) marks.push({ xAxis: upright.value, name: upright.label, label: { position: "end" } });
    if (level) {
      const label = { show: level.label !== upright?.label };
      marks.push({ [across ? "xAxis" : "yAxis"]: level.value, name: level.label, label });
    }
    if (!marks.length) return;
    series.find((one) => one.id === "main-0").markLine = {
      silent: true,
      symbol: "none",
      lineStyle: { color: colours.soft, type: "dashed" },
      label: { formatter: "{b}", color: colours.soft, position: across ? "start" : spec.marks ? "end" : "insideEndTop" },
      data: marks,
    };
  };

  return { options, words };
})();
