#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds Sightglass and opens it: sh packaging/run.sh [arguments of sightglass]
# Without a display it draws the same picture into a file. `sh packaging/run.sh --help` tells more.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
sh "$root/packaging/setup.sh" run
build=$root/build/release
[ -f "$build/build.ninja" ] || (cd "$root" && cmake --preset release -DSIGHTGLASS_TESTS=OFF >/dev/null)
cmake --build "$build" --target sightglass >&2
exec "$build/app/sightglass" "$@"
