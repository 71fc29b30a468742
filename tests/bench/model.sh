#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Reading, holding, searching and moving in time, beside limits and peers of the same run: model.sh [EVENTS [MORE]].
# Called by run.sh; needs the release build. MORE, such as 5000000, takes 6 GB of disk for each five million.
set -eu
cd "$(dirname "$0")/../.."
bench=build/release/tests/bench data=build/bench
mkdir -p "$data"
targets="write_deliveries model_limit model_size session_open scrub_cost name_search sightglass"
grep -q 'SIGHTGLASS_GUI:BOOL=ON' build/release/CMakeCache.txt && targets="$targets first_frame"
# shellcheck disable=SC2086 # a list of names
cmake --build build/release --target $targets
if command -v npm >/dev/null && [ ! -d "$data/node_modules/@duckdb" ]; then
    npm install --prefix "$data" --no-audit --no-fund --silent @duckdb/node-api >/dev/null 2>&1 ||
        echo "DuckDB cannot be installed: skipped"
fi
cp tests/bench/duckdb_peer.mjs "$data/"
recording() { # EVENTS
    [ -s "$data/$1.ndjson" ] || "$bench/write_deliveries" "$1" >"$data/$1.ndjson"
    echo "$data/$1.ndjson"
}
file=$(recording "${1:-1000000}")
echo "== reading and searching: name, value, unit, reference, ratio, goal"
"$bench/model_limit" "$file"
sh tests/bench/instructions.sh "$bench" "$data"
"$bench/session_open" "$file"
echo "== beside others"
python3 tests/bench/peers.py build/release "$file"
echo "== moving the playhead"
"$bench/scrub_cost" "$file"
echo "== the model's memory, table by table"
"$bench/model_size" "$file"
if [ -n "${2:-}" ]; then
    echo "== the same with $2 events"
    more=$(recording "$2")
    "$bench/model_limit" "$more"
    "$bench/model_size" "$more" | tail -1
fi
