#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Ten million events at full speed into a window that may take 512 MiB: ten_million.sh [EVENTS]. Takes minutes, and half a
# KB of disk an event below build/bench while it runs, so run.sh calls it only with SIGHTGLASS_TEN_MILLION=1 in the
# environment.
set -eu
cd "$(dirname "$0")/../.."
cmake --build build/release --target ten_million
mkdir -p build/bench
echo "== a window with a budget of 512 MiB while events come as fast as it takes them: value, unit, reference, ratio, goal"
QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}" build/release/tests/bench/ten_million "${1:-10000000}" build/bench
