#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the benchmarks and prints what they measure: sh tests/bench/run.sh [EVENTS [MORE]], see model.sh. Only ratios
# within one run count. With SIGHTGLASS_TEN_MILLION=1 in the environment, ten_million.sh too: it takes minutes.
set -eu
cd "$(dirname "$0")/../.."
sh packaging/setup.sh run test bench
cmake --preset release -DSIGHTGLASS_TESTS=ON >/dev/null
cmake --build build/release --target stitching_truth decode_cost
echo "== inferred links against a known truth"
build/release/tests/bench/stitching_truth
echo "== decoding, by vocabulary"
build/release/tests/bench/decode_cost tests/golden/decoded
sh tests/bench/model.sh "$@"
sh tests/bench/graphs.sh
if [ "${SIGHTGLASS_TEN_MILLION:-0}" = 1 ]; then
    sh tests/bench/ten_million.sh
fi
