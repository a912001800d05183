// Charts of a page: rows stand in data blocks, the drawing is made here. A list or table beside each says the same without it.
"use strict";

function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

const look = () => ({
  background: null,
  font: "system-ui, sans-serif",
  axis: { labelColor: colour("--faint"), titleColor: colour("--faint"), gridColor: colour("--rule"), domainColor: colour("--rule"), tickColor: colour("--rule"), labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
  legend: { labelColor: colour("--ink"), titleColor: colour("--faint"), labelFontSize: 12, labelLimit: 260, orient: "bottom", columns: 2 },
  view: { stroke: null },
});

// Okabe and Ito's set, which the colour-blind tell apart.
const set = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8a8a00", "#888888"];

const drawings = {
  // A counter's count stands as a step until its next; an open end has a mark that points on; a band is what lies between closed bounds.
  tolls: (rows) => ({
    width: "container", height: 220,
    data: { values: rows },
    encoding: {
      x: { field: "from", type: "temporal", axis: { title: null, format: "%-d %b", grid: false, labelOverlap: true } }, x2: { field: "to" },
      color: { field: "counter", type: "nominal", scale: { range: set }, legend: { title: null, symbolType: "stroke", symbolStrokeWidth: 3, symbolOpacity: 1 } },
    },
    layer: [
      { transform: [{ filter: "isValid(datum.low) && isValid(datum.high) && datum.low < datum.high" }], mark: { type: "rect", opacity: 0.2 }, encoding: { y: { field: "low", type: "quantitative" }, y2: { field: "high" } } },
      { mark: { type: "rule", strokeWidth: 2.5 }, encoding: { y: { field: "shown", type: "quantitative", axis: { title: "people", tickMinStep: 1 } } } },
      { transform: [{ filter: "datum.open" }], mark: { type: "point", shape: "triangle-up", filled: true, size: 60, yOffset: -5 }, encoding: { y: { field: "shown", type: "quantitative" }, x2: null } },
      { transform: [{ filter: "!datum.open" }], mark: { type: "tick", thickness: 3, size: 9, orient: "vertical" }, encoding: { y: { field: "shown", type: "quantitative" }, x2: null } },
    ],
  }),
  timeline: (rows) => ({
    width: "container", height: { step: 18 }, autosize: { type: "fit-x", contains: "padding" },
    data: { values: rows },
    mark: { type: "bar", cornerRadius: 2, minBandSize: 4 },
    encoding: {
      x: { field: "from", type: "temporal", axis: { title: null, format: "%-d %b", labelOverlap: true } }, x2: { field: "to" },
      y: { field: "type", type: "nominal", axis: { title: null, grid: false }, sort: null },
      opacity: { field: "voices", type: "quantitative", scale: { domain: [0, 3], range: [0.35, 1], clamp: true }, legend: null },
      color: { value: colour("--accent") },
    },
  }),
};

function drawCharts() {
  for (const place of document.querySelectorAll("[data-chart]")) {
    const rows = JSON.parse(place.nextElementSibling.textContent);
    if (!rows.length) continue;
    const spec = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", config: look(), ...drawings[place.dataset.chart](rows) };
    vegaEmbed(place, spec, { ast: true, actions: false, defaultStyle: false, tooltip: false, renderer: "canvas", mode: "vega-lite", logLevel: vega.Error });
  }
}

document.addEventListener("DOMContentLoaded", drawCharts);
