#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Instructions an event of reading, decoding and the model: instructions.sh BENCH DATA. By the difference of two sizes,
# so that starting the program is not counted.
set -eu
bench=$1 data=$2
command -v valgrind >/dev/null || { echo "instructions an event: skipped, valgrind is not here"; exit 0; }
count() { # EVENTS
    [ -s "$data/$1.ndjson" ] || "$bench/write_deliveries" "$1" >"$data/$1.ndjson"
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bench/model_size" "$data/$1.ndjson" 2>&1 |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}
few=$(count 1000)
many=$(count 10000)
awk -v few="$few" -v many="$many" 'BEGIN {
    each = (many - few) / 9000
    printf "%-44s %10.0f %-12s %10.0f %8.3f  goal 1.000 %s\n", "decode + model", each, "instr/event", 11000, each / 11000,
        each <= 11000 ? "hit" : "MISSED" }'
