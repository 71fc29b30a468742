#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds and tests everything, in three flavours: release, headless, asan.
#   sh packaging/test.sh          about what a change needs
#   sh packaging/test.sh --all    also ThreadSanitizer, long kill loops, and the checks of style
set -eu
cd "$(dirname "$0")/.."
all=false
[ "${1:-}" != --all ] || all=true
sh packaging/setup.sh run test
! $all || sh packaging/setup.sh dev

# flavour NAME: configures, builds and tests one preset.
flavour() {
    echo "== $1"
    cmake --preset "$1" -DSIGHTGLASS_TESTS=ON >"build/$1.log" || { cat "build/$1.log"; exit 1; }
    cmake --build "build/$1"
    ctest --preset "$1" --no-tests=error
}

mkdir -p build
flavour release
cmake --build build/release --target all_verify_interface_header_sets # each header alone
flavour headless
if ldd build/headless/app/sightglass | grep -E 'libQt6(Gui|Widgets|Svg)'; then
    echo "The headless program links what only a window needs." >&2
    exit 1
fi
if $all; then
    flavour tsan
    cmake --preset lint >build/lint.log
    cmake --build --preset lint
    ctest --preset long
fi
flavour asan
