#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs clazy, level 1, over all sources: clazy.sh BUILD [FILE]...
set -eu
build=$1
shift

# check CHECKS: of the files that come in.
check() {
    xargs -r -P "$(nproc)" -n 4 clazy-standalone -p "$build" --checks="$1" \
        --header-filter='/(app|model|views|tests)/.*\.h$' \
        --extra-arg=-Werror --extra-arg=-Wno-everything --extra-arg=-Wclazy
}

if [ $# -gt 0 ]; then
    printf '%s\n' "$@" | check level1
else
    git ls-files 'app/*.cpp' 'model/*.cpp' 'views/*.cpp' | check level1
    # A test may keep its samples where it likes.
    git ls-files 'tests/*.cpp' | check level1,no-non-pod-global-static
fi
