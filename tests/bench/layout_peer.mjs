// SPDX-License-Identifier: Apache-2.0
// Lays a graph out by an engine of npm: user CPU in milliseconds, the third time.
//   node layout_peer.mjs elkjs|dagre FILE
import { readFileSync } from "node:fs";

const [, , engine, file] = process.argv;
const [[count], ...rest] = readFileSync(file, "utf8").trim().split("\n").map((line) => line.split(" ").map(Number));
const nodes = Array.from({ length: count }, (_, i) => i);
const size = { width: 188, height: 56 };

async function elk() {
  const { default: ELK } = await import("elkjs/lib/elk.bundled.js");
  const layouter = new ELK();
  return () =>
    layouter.layout({
      id: "root",
      layoutOptions: { "elk.algorithm": "layered", "elk.direction": "RIGHT" },
      children: nodes.map((i) => ({ id: `n${i}`, ...size })),
      edges: rest.map(([from, to], i) => ({ id: `e${i}`, sources: [`n${from}`], targets: [`n${to}`] })),
    });
}

async function dagre() {
  const { default: library } = await import("@dagrejs/dagre");
  return () => {
    const graph = new library.graphlib.Graph();
    graph.setGraph({ rankdir: "LR" });
    graph.setDefaultEdgeLabel(() => ({}));
    nodes.forEach((i) => graph.setNode(`n${i}`, { ...size }));
    rest.forEach(([from, to]) => graph.setEdge(`n${from}`, `n${to}`));
    library.layout(graph);
  };
}

const layout = await (engine === "elkjs" ? elk() : dagre());
await layout();
await layout();
const before = process.cpuUsage();
await layout();
console.log((process.cpuUsage(before).user / 1000).toFixed(3));
