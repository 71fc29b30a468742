#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the benchmarks and prints what they measure. Only ratios within one run count.
set -eu
cd "$(dirname "$0")/../.."
sh packaging/setup.sh run test
cmake --preset release -DSIGHTGLASS_TESTS=ON >/dev/null
cmake --build build/release --target stitching_truth decode_cost write_deliveries model_limit model_size
echo "== inferred links against a known truth"
build/release/tests/bench/stitching_truth
echo "== decoding, by vocabulary"
build/release/tests/bench/decode_cost tests/golden/decoded
echo "== reading and searching, by the limits of the same run: seconds, seconds of the reference, ratio"
data=build/bench
mkdir -p "$data"
events=${1:-1000000} # sh tests/bench/run.sh [EVENTS]
[ -s "$data/$events.ndjson" ] || build/release/tests/bench/write_deliveries "$events" >"$data/$events.ndjson"
build/release/tests/bench/model_limit "$data/$events.ndjson"
echo "== the model's memory, table by table"
build/release/tests/bench/model_size "$data/$events.ndjson"
sh tests/bench/graphs.sh
