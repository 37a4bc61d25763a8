import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { timesOfDay } from "../text/time.ts";

export interface DurationPoint {
  /** When it began to be wanted, in seconds since 1970. */
  at: number;
  seconds: number;
  passed: boolean;
}

/** Something that happened meanwhile. */
export interface DurationMark {
  /** In seconds since 1970. */
  at: number;
  kind: "opened" | "resolved" | "deployed";
}

interface Props {
  points: readonly DurationPoint[];
  marks: readonly DurationMark[];
  utc: boolean;
}

/** How long runs took, over time: filled circles passed, hollow ones did not; lines are marks. A table stands behind it. */
export default function DurationChart({ points, marks, utc }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (box === null) {
      return;
    }
    let chart: uPlot | undefined;
    function draw(): void {
      chart?.destroy();
      if (box !== null) {
        chart = new uPlot(options(box, utc, marks), data(points), box);
      }
    }
    const size = new ResizeObserver(() => (chart === undefined ? draw() : chart.setSize({ width: box.clientWidth, height: HEIGHT })));
    size.observe(box);
    // Its colours are drawn, not styled: they are drawn anew when the theme changes.
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", draw);
    return () => {
      size.disconnect();
      theme.disconnect();
      system.removeEventListener("change", draw);
      chart?.destroy();
    };
  }, [points, marks, utc]);
  return <div ref={place} aria-hidden="true" style={{ minHeight: HEIGHT, minWidth: 0 }} />;
}

const HEIGHT = 220;

function data(points: readonly DurationPoint[]): uPlot.AlignedData {
  return [
    points.map(({ at }) => at),
    points.map(({ seconds, passed }) => (passed ? seconds : null)),
    points.map(({ seconds, passed }) => (passed ? null : seconds)),
  ];
}

/** A colour of the page as drawings need it: with light and dark decided. */
function colour(box: HTMLElement, name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  box.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

const DASHES: Record<DurationMark["kind"], number[]> = { opened: [8, 4], resolved: [2, 4], deployed: [] };

/** A line from top to bottom for each mark in sight: dashed where an incident began, dotted where it ended, whole where another revision began to run. */
function lines(chart: uPlot, marks: readonly DurationMark[], colours: Record<DurationMark["kind"], string>): void {
  const { ctx: pen, bbox } = chart;
  pen.save();
  pen.lineWidth = 2;
  for (const { at, kind } of marks) {
    const x = Math.round(chart.valToPos(at, "x", true));
    if (x >= bbox.left && x <= bbox.left + bbox.width) {
      pen.strokeStyle = colours[kind];
      pen.setLineDash(DASHES[kind]);
      pen.beginPath();
      pen.moveTo(x, bbox.top);
      pen.lineTo(x, bbox.top + bbox.height);
      pen.stroke();
    }
  }
  pen.restore();
}

/** The steps between times on the axis, in seconds; times are not told in parts of a second. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 300, 900, 1_800, 3_600, 3 * 3_600, 6 * 3_600, 12 * 3_600, 86_400, 2 * 86_400, 7 * 86_400, 30 * 86_400];

/** A step may go beyond the last run: nothing is drawn there. */
function inSight(chart: uPlot, marks: number[]): (number | null)[] {
  const { min = -Infinity, max = Infinity } = chart.scales.x ?? {};
  return marks.map((at) => (at >= min && at <= max ? at : null));
}

/** Times for the marks that are in sight, nothing for the others. */
function labels(marks: readonly (number | null)[], timeZone: string | undefined): string[] {
  const shown = marks.filter((at) => at !== null);
  const words = new Map(timesOfDay(shown, timeZone).map((word, place) => [shown[place], word]));
  return marks.map((at) => (at === null ? "" : (words.get(at) ?? "")));
}

/** From the first to the last, with a little room on both sides. */
function around(first: number, last: number): [number, number] {
  const room = Math.max(1, (last - first) * 0.03);
  return [first - room, last + room];
}

function options(box: HTMLElement, utc: boolean, marks: readonly DurationMark[]): uPlot.Options {
  const text = colour(box, "--muted");
  const grid = { stroke: colour(box, "--line"), width: 1 };
  const axis = { stroke: text, grid, ticks: grid };
  const marked = { ...grid, filter: inSight };
  const passed = colour(box, "--passed");
  const failed = colour(box, "--failed");
  return {
    width: box.clientWidth,
    height: HEIGHT,
    padding: [8, 40, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    hooks: { drawAxes: [(chart) => lines(chart, marks, { opened: failed, resolved: passed, deployed: colour(box, "--accent") })] },
    ...(utc ? { tzDate: (at: number) => uPlot.tzDate(new Date(at * 1000), "Etc/UTC") } : {}),
    // What happened after the last run is in sight too.
    scales: { x: { range: (_chart, first, last) => around(first, Math.max(last, ...marks.map(({ at }) => at))) }, y: { range: (_chart, _least, most) => [0, Number.isFinite(most) && most > 0 ? most * 1.15 : 1] } },
    axes: [{ ...axis, grid: marked, ticks: marked, filter: inSight, space: 80, incrs: STEPS, values: (_chart, marks) => labels(marks, utc ? "UTC" : undefined) }, { ...axis, size: 64, values: (_chart, marks) => marks.map((seconds) => `${seconds} s`) }],
    series: [
      {},
      { stroke: passed, paths: () => null, points: { show: true, size: 7, fill: passed } },
      { stroke: failed, paths: () => null, points: { show: true, size: 10, fill: colour(box, "--page"), width: 2 } },
    ],
  };
}
