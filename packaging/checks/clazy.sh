#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs clazy, level 1, over all sources: clazy.sh BUILD [FILE]...
set -eu
build=$1
shift
[ $# -gt 0 ] || set -- $(git ls-files '*.cpp')
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 4 clazy-standalone -p "$build" --checks=level1 \
    --header-filter='/(app|model|views|tests)/' --extra-arg=-Werror --extra-arg=-Wno-everything --extra-arg=-Wclazy
