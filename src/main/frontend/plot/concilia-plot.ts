import uPlot, { type AlignedData, type Axis, type Options, type Series } from "uplot";
import uPlotCss from "uplot/dist/uPlot.min.css?inline";

/** One line or one layer of a stack; its colour is the custom property `--<tone>` of the page. */
interface PlotSeries {
  label: string;
  tone: "ok" | "info" | "warn" | "bad" | "idle" | "accent" | "text" | "muted";
  values: (number | null)[];
}

/** What the server sends: times in milliseconds, one value per time and series; `top` ends the axis. */
interface PlotData {
  kind: "bars" | "line";
  unit: string;
  top: number | null;
  times: number[];
  series: PlotSeries[];
}

const HEIGHT = 168;

/** Lines of one plot, and layers of one colour, differ by more than colour. */
const DASHES = [[], [8, 5], [2, 4], [12, 4, 2, 4], [4, 2]];

/**
 * A plot of figures over time in the page's colours, as wide as its place. The numbers under the pointer stand in the
 * legend; a table of the same numbers folds out below it.
 */
class ConciliaPlot extends HTMLElement {
  static observedAttributes = ["label"];

  private plot?: uPlot;
  private figures?: PlotData;
  private readonly box = document.createElement("div");
  private readonly details = document.createElement("details");
  private readonly resized = new ResizeObserver(() => this.fit());
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private readonly repaint = () => this.draw();
  private readonly themed = new MutationObserver(this.repaint);

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const style = document.createElement("style");
    style.textContent = `${uPlotCss}
      :host { display: block; min-height: ${HEIGHT + 56}px; min-width: 0; }
      .uplot { font-family: inherit; }
      .u-legend { font: inherit; font-size: 12px; text-align: start; color: var(--muted); }
      .u-legend .u-value { font-variant-numeric: tabular-nums; color: var(--text); }
      .u-legend th { font-weight: 500; }
      .u-legend .u-marker { border-radius: 3px; }
      .lines .u-legend .u-marker { width: 28px; height: 2px; border-radius: 0; }
      .u-legend .u-series:first-child th { display: none; }
      .u-select { background: color-mix(in srgb, var(--accent) 14%, transparent); }
      summary { cursor: pointer; width: fit-content; padding: 4px; font-size: 12px; color: var(--muted); border-radius: 4px; }
      summary:focus-visible, .rows:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
      .rows { max-height: 240px; overflow: auto; }
      table.figures { border-collapse: collapse; width: 100%; font-size: 12px; font-variant-numeric: tabular-nums; }
      .figures th { font-weight: 500; color: var(--muted); text-align: end; padding: 4px; position: sticky; top: 0; background: var(--surface); }
      .figures td { text-align: end; padding: 3px 4px; border-top: 1px solid var(--line); white-space: nowrap; }
      .figures :is(th, td):first-child { text-align: start; }`;
    this.box.setAttribute("role", "img");
    this.details.append(document.createElement("summary"), document.createElement("div"));
    this.details.addEventListener("toggle", () => this.tabulate());
    root.append(style, this.box, this.details);
  }

  attributeChangedCallback() {
    this.box.setAttribute("aria-label", this.getAttribute("label") ?? "");
  }

  connectedCallback() {
    this.details.firstElementChild!.textContent = this.getAttribute("table-label");
    this.resized.observe(this);
    this.scheme.addEventListener("change", this.repaint);
    this.themed.observe(document.documentElement, { attributeFilter: ["theme", "style", "lang"] });
    this.draw();
  }

  disconnectedCallback() {
    this.resized.disconnect();
    this.themed.disconnect();
    this.scheme.removeEventListener("change", this.repaint);
    this.plot?.destroy();
    this.plot = undefined;
  }

  /** Shows other figures. Called by the server. */
  show(figures: PlotData) {
    this.figures = figures;
    this.draw();
    this.tabulate();
  }

  private draw() {
    this.plot?.destroy();
    this.plot = undefined;
    if (!this.isConnected || !this.figures) return;
    const { figures } = this;
    this.box.className = figures.kind === "line" ? "lines" : "";
    const width = Math.max(this.clientWidth, 160);
    this.plot = new uPlot(this.options(figures, width), stacked(figures), this.box);
  }

  private fit() {
    const width = this.clientWidth;
    if (this.plot && width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
  }

  private formats() {
    const language = document.documentElement.lang || "en";
    const timeZone = this.getAttribute("zone") || undefined;
    const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    return {
      timeZone,
      short: new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", timeZone }),
      long: new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone }),
      value: (value: number | null | undefined, unit: string) =>
        value === null || value === undefined ? "–" : `${number.format(value)}${unit}`,
    };
  }

  /** The figures in rows, newest first, without those of which there is nothing to say. */
  private tabulate() {
    const place = this.details.lastElementChild as HTMLElement;
    place.replaceChildren();
    if (!this.details.open || !this.figures) return;
    const { times, series, unit } = this.figures;
    const { long, value } = this.formats();
    const table = document.createElement("table");
    table.className = "figures";
    const head = table.createTHead().insertRow();
    for (const label of [this.getAttribute("time-label") ?? "", ...series.map((one) => one.label)]) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = label;
      head.append(cell);
    }
    const body = table.createTBody();
    for (let at = times.length - 1; at >= 0; at--) {
      if (!series.some((one) => one.values[at])) continue;
      const row = body.insertRow();
      row.insertCell().textContent = long.format(times[at]);
      for (const one of series) row.insertCell().textContent = value(one.values[at], unit);
    }
    place.className = "rows";
    place.tabIndex = 0;
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", this.getAttribute("label") ?? "");
    place.append(table);
  }

  private options(figures: PlotData, width: number): Options {
    const colour = (name: string) => resolved(this.box, `var(${name}, currentColor)`);
    const { timeZone, short, long, value } = this.formats();
    const isBars = figures.kind === "bars";
    const axis: Axis = {
      stroke: colour("--muted"),
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
      font: `11px ${getComputedStyle(this).fontFamily}`,
    };
    const bars = isBars ? uPlot.paths.bars!({ size: [0.9, 24], gap: 1 }) : undefined;
    const tones = figures.series.map((series) => series.tone);
    const hatched = (index: number) => isBars && tones.indexOf(tones[index]) < index;
    const lines = figures.series.map((series, index): Series => {
      const tone = colour(`--${series.tone}`);
      const faint = () => resolved(this.box, `color-mix(in srgb, var(--${series.tone}) 16%, transparent)`);
      return {
        label: series.label,
        stroke: tone,
        fill: isBars ? (hatched(index) ? hatch(tone) : tone) : figures.series.length === 1 ? faint() : undefined,
        width: isBars ? 0 : 2,
        dash: isBars ? undefined : DASHES[index % DASHES.length],
        paths: bars,
        points: { show: !isBars && series.values.filter((one) => one !== null).length === 1 },
        spanGaps: false,
        value: (_plot, _raw, _series, at) =>
          value(at === null || at === undefined ? null : figures.series[index].values[at], figures.unit),
      };
    });
    const marker = (index: number) => {
      const tone = colour(`--${tones[index]}`);
      if (isBars) return hatched(index) ? `repeating-linear-gradient(45deg, ${tone} 0 2px, transparent 2px 4px)` : tone;
      return `repeating-linear-gradient(90deg, ${stops(tone, DASHES[index % DASHES.length])})`;
    };
    return {
      width,
      height: HEIGHT,
      tzDate: (seconds) => (timeZone ? uPlot.tzDate(new Date(seconds * 1000), timeZone) : new Date(seconds * 1000)),
      cursor: { drag: { x: false, y: false }, y: false },
      scales: {
        y: { range: (_plot, _low, high) => (figures.top === null ? [0, Math.max(high, 1) * 1.05] : [0, figures.top]) },
      },
      legend: {
        markers: { width: 0, fill: (_plot, index) => marker(index - 1) },
      },
      axes: [
        { ...axis, size: 28, space: 76, values: (_plot, at) => at.map((seconds) => short.format(seconds * 1000)) },
        { ...axis, size: 56, values: (_plot, at) => at.map((one) => value(one, figures.unit)) },
      ],
      series: [{ label: "\u00a0", value: (_plot, seconds) => (seconds ? long.format(seconds * 1000) : "–") }, ...lines],
    };
  }
}

/** Bars stand on one another: each layer is drawn from the bottom up to its own top, the tallest first. */
function stacked(figures: PlotData): AlignedData {
  const times = figures.times.map((at) => at / 1000);
  const values = figures.series.map((series) => series.values);
  if (figures.kind === "line") return [times, ...values] as AlignedData;
  const tops = values.map((_layer, index) =>
    times.map((_at, at) => values.slice(index).reduce((sum, layer) => sum + (layer[at] ?? 0), 0)),
  );
  return [times, ...tops] as AlignedData;
}

/** A colour of the page as one that a canvas takes: `light-dark()` is not one. `host` has to be rendered. */
function resolved(host: HTMLElement, expression: string): string {
  const probe = document.createElement("i");
  probe.style.color = expression;
  host.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** A dash as the stops of a gradient: lengths of line and gap in turn. */
function stops(colour: string, dash: number[]): string {
  if (dash.length === 0) return `${colour} 0 1px`;
  let at = 0;
  return dash
    .map((length, index) => `${index % 2 === 0 ? colour : "transparent"} ${at}px ${(at += length)}px`)
    .join(", ");
}

/** Stripes in this colour, for a second layer of the same one. */
function hatch(colour: string): CanvasPattern {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const context = tile.getContext("2d")!;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  for (const shift of [-6, 0, 6]) {
    context.moveTo(shift, 6);
    context.lineTo(shift + 6, 0);
  }
  context.stroke();
  return context.createPattern(tile, "repeat")!;
}

customElements.define("concilia-plot", ConciliaPlot);
