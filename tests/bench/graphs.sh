#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Graphs: laying them out, painting them, and a window that shows them while events come.
# Called by run.sh; needs the release build.
set -eu
cd "$(dirname "$0")/../.."
cmake --build build/release --target layout_cost graph_frame large_flow live_graph
data=build/bench
mkdir -p "$data"
# What others have is measured in the same run where npm is there, and left out where it is not.
if command -v npm >/dev/null && [ ! -d "$data/node_modules/elkjs" ]; then
    npm install --prefix "$data" --no-audit --no-fund --silent elkjs @dagrejs/dagre >/dev/null 2>&1 ||
        echo "elkjs and dagre cannot be installed: skipped"
fi
cp tests/bench/layout_peer.mjs "$data/"
echo "== laying graphs out: value, unit, reference, ratio, goal"
if [ -d "$data/node_modules/elkjs" ] && command -v node >/dev/null; then
    build/release/tests/bench/layout_cost "$data"
else
    build/release/tests/bench/layout_cost
fi
echo "== a frame of a flow of 100 000 nodes: value, unit, reference, ratio, goal"
build/release/tests/bench/graph_frame
echo "== tasks of the GUI thread while a flow of 100 000 nodes grows"
build/release/tests/bench/large_flow
echo "== a window that shows a flow of 200 nodes and the map while 1 000 events a second arrive"
build/release/tests/bench/live_graph
