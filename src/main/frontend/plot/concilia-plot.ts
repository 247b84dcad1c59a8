import uPlot, { type AlignedData, type Axis, type Options, type Series } from "uplot";
import uPlotCss from "uplot/dist/uPlot.min.css?inline";

/** One line or one layer of a stack; its colour is the custom property `--<tone>` of the page. */
interface PlotSeries {
  label: string;
  tone: "ok" | "info" | "warn" | "bad" | "idle" | "accent";
  values: (number | null)[];
}

/** What the server sends: times in milliseconds, one value per time and series. */
interface PlotData {
  kind: "bars" | "line";
  unit: string;
  times: number[];
  series: PlotSeries[];
}

const HEIGHT = 168;

/**
 * A plot of figures over time in the page's colours, as wide as its place. The numbers under the pointer stand in the
 * legend; a table of the same numbers is beside it for those who do not see it.
 */
class ConciliaPlot extends HTMLElement {
  static observedAttributes = ["zone"];

  private plot?: uPlot;
  private figures?: PlotData;
  private readonly box = document.createElement("div");
  private readonly resized = new ResizeObserver(() => this.fit());
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private readonly repaint = () => this.draw();
  private readonly themed = new MutationObserver(this.repaint);

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const style = document.createElement("style");
    style.textContent = `${uPlotCss}
      :host { display: block; min-height: ${HEIGHT + 32}px; min-width: 0; }
      .u-legend { font: inherit; font-size: 12px; text-align: start; color: var(--muted); }
      .u-legend .u-value { font-variant-numeric: tabular-nums; color: var(--text); }
      .u-legend th { font-weight: 500; }
      .u-legend .u-marker { border-radius: 3px; }
      .u-legend .u-series:first-child th { display: none; }
      .u-select { background: color-mix(in srgb, var(--accent) 14%, transparent); }`;
    root.append(style, this.box);
  }

  connectedCallback() {
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
  }

  private draw() {
    this.plot?.destroy();
    this.plot = undefined;
    if (!this.isConnected || !this.figures) return;
    const { figures } = this;
    const width = Math.max(this.clientWidth, 160);
    this.plot = new uPlot(this.options(figures, width), stacked(figures), this.box);
  }

  private fit() {
    const width = this.clientWidth;
    if (this.plot && width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
  }

  private options(figures: PlotData, width: number): Options {
    const colour = (name: string) => resolved(this.box, name);
    const language = document.documentElement.lang || "en";
    const zone = this.getAttribute("zone") || undefined;
    const short = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: zone });
    const long = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: zone });
    const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    const axis: Axis = {
      stroke: colour("--muted"),
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
      font: `11px ${getComputedStyle(this).fontFamily}`,
    };
    const bars = figures.kind === "bars" ? uPlot.paths.bars!({ size: [0.9, 24], gap: 1 }) : undefined;
    const lines = figures.series.map((series, index): Series => {
      const tone = colour(`--${series.tone}`);
      return {
        label: series.label,
        stroke: tone,
        fill: figures.kind === "bars" ? tone : figures.series.length === 1 ? colour(`--${series.tone}-bg`) : undefined,
        width: figures.kind === "bars" ? 0 : 2,
        paths: bars,
        points: { show: figures.kind === "line" && series.values.filter((value) => value !== null).length === 1 },
        spanGaps: false,
        value: (_plot, _raw, _series, at) => {
          const value = at === null || at === undefined ? null : figures.series[index].values[at];
          return value === null || value === undefined ? "–" : `${number.format(value)}${figures.unit}`;
        },
      };
    });
    return {
      width,
      height: HEIGHT,
      tzDate: (seconds) => (zone ? uPlot.tzDate(new Date(seconds * 1000), zone) : new Date(seconds * 1000)),
      cursor: { drag: { x: false, y: false }, y: false },
      scales: { y: { range: (_plot, _low, high) => [0, Math.max(high, 1) * 1.05] } },
      axes: [
        { ...axis, values: (_plot, at) => at.map((seconds) => short.format(seconds * 1000)) },
        { ...axis, size: 48, values: (_plot, at) => at.map((value) => number.format(value)) },
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

/** A custom property as a colour that a canvas takes: `light-dark()` is not one. `host` has to be rendered. */
function resolved(host: HTMLElement, name: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(${name}, currentColor)`;
  host.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

customElements.define("concilia-plot", ConciliaPlot);
